package toynets

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/toynets/kernel"
)

// reference is the setting of the reference figures: 1000 points, noise 0.1, Adam 3e-3, weight decay 1e-4, 1200 batches
// of 50.
var reference = Recipe{Opt: "adam", LR: 3e-3, WeightDecay: 1e-4, Batch: 50, Steps: 1200}

func train(t *testing.T, m MLP, d Data, r Recipe) []float32 {
	t.Helper()
	tr := NewTrainer(m, d, r)
	for tr.Step() {
	}
	assert.False(t, tr.Diverged())
	return tr.Theta()
}

// Every task is learnt to the stated test accuracy, with every activation and optimiser in turn. The bounds are a
// percent or two below what was measured.
func TestTasksAreLearnt(t *testing.T) {
	for _, c := range []struct {
		spec     Spec
		widths   []int
		act      kernel.Act
		recipe   Recipe
		accuracy float64
	}{
		{Spec{Task: "blobs"}, []int{2, 3}, kernel.Identity, Recipe{Opt: "sgd", LR: 0.1, Batch: 50, Steps: 300}, 0.99},
		{Spec{Task: "moons"}, []int{2, 32, 2}, kernel.Relu,
			Recipe{Opt: "adamw", LR: 3e-3, WeightDecay: 0.01, Batch: 50, Steps: 1200}, 0.99},
		{Spec{Task: "circles"}, []int{2, 32, 2}, kernel.Relu,
			Recipe{Opt: "sgd", LR: 0.05, Momentum: 0.9, Batch: 50, Steps: 600}, 0.99},
		{Spec{Task: "circles"}, []int{2, 32, 2}, kernel.Sigmoid,
			Recipe{Opt: "adam", LR: 0.03, Batch: 50, Steps: 600}, 0.99},
		{Spec{Task: "spirals"}, []int{2, 64, 64, 2}, kernel.Relu, reference, 0.985},
		{Spec{Task: "spirals"}, []int{2, 64, 64, 2}, kernel.Tanh, reference, 0.97},
		{Spec{Task: "spirals"}, []int{2, 64, 64, 2}, kernel.Gelu, reference, 0.985},
		{Spec{Task: "checker"}, []int{2, 64, 64, 2}, kernel.Relu, reference, 0.95},
		{Spec{Task: "gauss", Dim: 20, Classes: 5}, []int{20, 64, 5}, kernel.Relu,
			Recipe{Opt: "adam", LR: 3e-3, Batch: 50, Steps: 600}, 0.96},
		{Spec{Task: "strokes", Side: 8, N: 3000}, []int{64, 64, 10}, kernel.Relu,
			Recipe{Opt: "adam", LR: 3e-3, Batch: 64, Steps: 600}, 0.95},
	} {
		s := c.spec
		s.N, s.NTest, s.Noise, s.Seed = max(s.N, 1000), 1000, 0.1, 1
		d, test := generate(t, s)
		for seed := uint64(1); seed <= 2; seed++ {
			r := c.recipe
			r.Seed = seed
			m := MLP{Widths: c.widths, Act: c.act}
			theta := train(t, m, d, r)
			score := NewEvaluator(m).Score(theta, test)
			t.Logf("%s act %d seed %d: test loss %.4f, accuracy %.3f", s.Task, c.act, seed, score.Loss, score.Accuracy)
			assert.GreaterOrEqual(t, score.Accuracy, c.accuracy, "%s act %d seed %d", s.Task, c.act, seed)
		}
	}
}

// The phenomenon to explain: two networks that solve the spirals have between them, at the midpoint of the straight
// line, one that does not. PyTorch in the reference setting: ends 0.02, barrier 1.13.
func TestSpiralsMidpoint(t *testing.T) {
	d, test := generate(t, Spec{Task: "spirals", N: 1000, NTest: 1000, Noise: 0.1, Seed: 1})
	m := MLP{Widths: []int{2, 64, 64, 2}, Act: kernel.Relu}
	r1, r2 := reference, reference
	r1.Seed, r2.Seed = 1, 2
	a, b := train(t, m, d, r1), train(t, m, d, r2)
	middle := make([]float32, m.Params())
	kernel.Lerp(middle, a, b, 0.5)
	e := NewEvaluator(m)
	atA, atB, at := e.Score(a, test), e.Score(b, test), e.Score(middle, test)
	t.Logf("A %.4f, B %.4f, midpoint %.4f with accuracy %.2f", atA.Loss, atB.Loss, at.Loss, at.Accuracy)
	assert.Less(t, atA.Loss, 0.05)
	assert.Less(t, atB.Loss, 0.05)
	assert.Greater(t, at.Loss, 0.6)
	assert.Less(t, at.Accuracy, 0.85)
}
