package toynets

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/toynets/kernel"
)

// The bits are the promise, so these goldens are hashes: the same natively, in js/wasm with SIMD and without. A change
// here changes the digest of every link there is.

// bitsOf returns 12 hex digits of the SHA-256 of the float32 values.
func bitsOf(values ...[]float32) string {
	h := sha256.New()
	var b [4]byte
	for _, vs := range values {
		for _, v := range vs {
			binary.LittleEndian.PutUint32(b[:], math.Float32bits(v))
			h.Write(b[:])
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

func TestDataGolden(t *testing.T) {
	for _, c := range []struct{ task, want string }{
		{"blobs", "99afb52b5159"},
		{"moons", "76423705b8fd"},
		{"circles", "54d2cb837299"},
		{"spirals", "7a672bc6b20b"},
		{"checker", "3d5cc3da34ee"},
		{"gauss", "b6ef42e2e505"},
		{"strokes", "1e6a9f67b45c"},
	} {
		train, test := generate(t, usual(c.task))
		labels := make([]float32, 0, train.N)
		for _, y := range train.Y {
			labels = append(labels, float32(y))
		}
		assert.Equal(t, c.want, bitsOf(train.X, labels, test.X), c.task)
	}
}

func TestTrainerGolden(t *testing.T) {
	train, test := generate(t, usual("spirals"))
	for _, c := range []struct {
		act       kernel.Act
		opt       string
		wd        float64
		batch     int
		want      string
		loss      float64
		planeLoss float64
	}{
		{kernel.Relu, "adam", 1e-4, 50, "9ba06d84f86c", 0.22721210006723414, 0.37940825292887165},
		{kernel.Tanh, "sgd", 1e-4, 33, "099cf8744ff9", 0.6151778154969215, 0.6224595532417297},
		{kernel.Sigmoid, "adamw", 1e-2, 64, "8dbb52465071", 0.6115940753519535, 0.6342260529994964},
		{kernel.Gelu, "adam", 0, 7, "162ba3c7dce2", 0.495258244946599, 0.5053765416368842},
	} {
		m := MLP{Widths: []int{2, 19, 12, 2}, Act: c.act}
		r := Recipe{Opt: c.opt, LR: 0.01, Momentum: 0.9, WeightDecay: c.wd, Batch: c.batch, Steps: 150, Seed: 2}
		tr := NewTrainer(m, train, r)
		start := make([]float32, m.Params())
		copy(start, tr.Theta())
		for tr.Step() {
		}
		assert.Equal(t, c.want, bitsOf(tr.Theta()), c.opt)
		assert.Equal(t, c.loss, NewEvaluator(m).Score(tr.Theta(), test).Loss, c.opt)
		plane := NewPlaneEvaluator(m, test, start, tr.Theta(), start)
		assert.Equal(t, c.planeLoss, plane.Score(0.75, -0.5).Loss, c.opt)
	}
}
