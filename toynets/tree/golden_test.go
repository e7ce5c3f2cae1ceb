package tree

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/toynets"
)

// The bits are the promise: the same natively, in js/wasm with SIMD and without. A change here changes the digest of
// every link of trees.
func TestTrainingGolden(t *testing.T) {
	train, test, err := toynets.Generate(toynets.Spec{Task: "gauss", N: 200, NTest: 100, Noise: 0.2, Seed: 3, Dim: 6,
		Classes: 3})
	assert.NoError(t, err)
	want := map[string]string{"perfect": "820a7a60d1d9", "oblivious": "c66e0739f794", "list": "d3ff14cb1488",
		"modified": "a7d647b0eeec"}
	for _, a := range Architectures() {
		e := Ensemble{Arch: a.Arch, Trees: 13, Depth: 3, Inputs: 6, Outputs: 3}
		tr := toynets.NewTrainer(e, train, toynets.Recipe{Opt: "adam", LR: 0.01, Batch: 33, Steps: 100, Seed: 2})
		for tr.Step() {
		}
		logits := make([]float32, test.N*e.Outputs)
		toynets.NewEvaluator(e).Logits(logits, tr.Theta(), test.X, test.N)
		assert.Equal(t, want[a.Name], bitsOf(tr.Theta(), logits), a.Name)
	}
}

func bitsOf(values ...[]float32) string {
	h := sha256.New()
	for _, vs := range values {
		for _, v := range vs {
			var b [4]byte
			binary.LittleEndian.PutUint32(b[:], math.Float32bits(v))
			h.Write(b[:])
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}
