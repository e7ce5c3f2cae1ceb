package toynets

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets/kernel"
)

// At the trainer's parameters and on its batch, it is the trainer's gradient to the bit, whatever was asked before.
func TestGradientIsTheTrainers(t *testing.T) {
	d := small(23)
	for _, act := range []kernel.Act{kernel.Relu, kernel.Gelu} {
		m := MLP{Widths: []int{3, 9, 5, 4}, Act: act}
		tr := NewTrainer(m, d, Recipe{Opt: "sgd", LR: 0.1, Batch: 7, Steps: 9, Seed: 7})
		g := NewGradient(m, d, 7)
		for tr.Step() {
			theta := append([]float32(nil), tr.theta...)
			rows := append([]int(nil), tr.nextBatch()...)
			want := tr.at(rows)
			loss, grad := g.At(theta, rows)
			require.Equal(t, want, loss)
			require.Equal(t, tr.grad, grad)
			require.Equal(t, tr.theta, theta, "θ is read only")
			g.At(theta, []int{0})
		}
	}
}

// The batches' gradients add up to the gradient of the whole.
func TestGradientOfAll(t *testing.T) {
	d := small(23)
	m := MLP{Widths: []int{3, 8, 4}, Act: kernel.Tanh}
	theta := make([]float32, m.Params())
	m.Init(theta, Stream(1, "gradient"))
	whole, part := make([]float32, len(theta)), make([]float32, len(theta))
	loss := NewGradient(m, d, 100).All(whole, theta)
	g := NewGradient(m, d, 6)
	assert.InDelta(t, loss, g.All(part, theta), 1e-6)
	assert.InDeltaSlice(t, whole, part, 1e-6)
	again := make([]float32, len(theta))
	g.All(again, theta)
	assert.Equal(t, part, again)
	assert.InDelta(t, NewEvaluator(m).Score(theta, d).Loss, loss, 1e-6)
}

func TestGradientPanics(t *testing.T) {
	d := small(5)
	m := MLP{Widths: []int{3, 8, 4}}
	theta := make([]float32, m.Params())
	g := NewGradient(m, d, 2)
	assert.Panics(t, func() { g.At(theta, nil) })
	assert.Panics(t, func() { g.At(theta, []int{0, 1, 2}) })
	assert.Panics(t, func() { g.At(theta[1:], []int{0}) })
	assert.Panics(t, func() { g.All(theta[1:], theta) })
	assert.Panics(t, func() { NewGradient(m, d, 0) })
	assert.Panics(t, func() { NewGradient(MLP{Widths: []int{2, 4}}, d, 1) })
}
