package matching

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/vector"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
	"onebasin/toynets/tree"
)

// The units of a copy are put back, also of one whose units were turned, and the function is kept.
func TestUnitsArePutBack(t *testing.T) {
	m := toynets.MLP{Widths: []int{3, 7, 2}, Act: kernel.Sigmoid}
	a, b := normals(m.Params(), 1), normals(m.Params(), 2)
	x := normals(50*3, 3)
	answers := func(theta []float32) []float32 {
		out := make([]float32, 50*2)
		toynets.NewEvaluator(m).Logits(out, theta, x, 50)
		return out
	}
	for _, signs := range []bool{false, true} {
		copied, err := Units(m, b, a, signs) // a's units in an order that suits b
		assert.NoError(t, err)
		assert.Greater(t, vector.Distance(a, copied), 1.0)
		for i, v := range answers(a) {
			assert.InDelta(t, v, answers(copied)[i], 1e-4)
		}
		back, err := Units(m, a, copied, signs)
		assert.NoError(t, err)
		assert.InDelta(t, 0, vector.Distance(a, back), 1e-5)
	}
}

// A soft tree of depth 1 is two units' worth of a perceptron: σ(z)·π₀ + σ(−z)·π₁ = π₁ + σ(z)·(π₀ − π₁), so that an
// ensemble of depth 1 is a perceptron of as many hidden sigmoids as it has trees.
func TestDepthOneIsAPerceptron(t *testing.T) {
	for _, a := range []tree.Arch{tree.Perfect, tree.Oblivious, tree.List} {
		e := tree.Ensemble{Arch: a, Trees: 9, Depth: 1, Inputs: 3, Outputs: 2}
		theta := normals(e.Params(), 4)
		m := toynets.MLP{Widths: []int{3, 9, 2}, Act: kernel.Sigmoid}
		mlp := make([]float32, m.Params())
		copy(m.Weight(mlp, 1), e.Weights(theta))
		copy(m.Bias(mlp, 1), e.Biases(theta))
		for tree := range 9 {
			for k := range 2 {
				left, right := e.LeafValues(theta)[(2*tree)*2+k], e.LeafValues(theta)[(2*tree+1)*2+k]
				m.Weight(mlp, 2)[k*9+tree] = left - right
				m.Bias(mlp, 2)[k] += right
			}
		}
		x := normals(200*3, 5)
		want, got := make([]float32, 200*2), make([]float32, 200*2)
		toynets.NewEvaluator(e).Logits(want, theta, x, 200)
		toynets.NewEvaluator(m).Logits(got, mlp, x, 200)
		for i, v := range want {
			assert.InDelta(t, v, got[i], 1e-5)
		}
	}
}
