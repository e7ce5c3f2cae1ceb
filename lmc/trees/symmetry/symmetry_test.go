package symmetry

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/toynets"
	"onebasin/toynets/tree"
)

// trained returns an ensemble of every architecture and depth with the data it learnt.
func trained(t *testing.T, each func(e tree.Ensemble, theta []float32, d toynets.Data)) {
	d, _, err := toynets.Generate(toynets.Spec{Task: "gauss", N: 200, NTest: 2, Noise: 0.1, Seed: 2, Dim: 4,
		Classes: 3})
	assert.NoError(t, err)
	for _, a := range tree.Architectures() {
		for _, depth := range []int{1, 2, 3, 5} {
			e := tree.Ensemble{Arch: a.Arch, Trees: 12, Depth: depth, Inputs: 4, Outputs: 3}
			tr := toynets.NewTrainer(e, d, toynets.Recipe{Opt: "adam", LR: 0.05, Batch: 50, Steps: 60, Seed: 3})
			for tr.Step() {
			}
			each(e, tr.Theta(), d)
		}
	}
}

func logits(e tree.Ensemble, theta []float32, d toynets.Data) []float32 {
	f := make([]float32, d.N*e.Outputs)
	toynets.NewEvaluator(e).Logits(f, theta, d.X, d.N)
	return f
}

// Every invariance keeps the function, up to the rounding of sums in another order.
func TestFunctionIsKept(t *testing.T) {
	trained(t, func(e tree.Ensemble, theta []float32, d toynets.Data) {
		before, largest := logits(e, theta, d), 0.0
		for _, v := range before {
			largest = max(largest, math.Abs(float64(v)))
		}
		input := slices.Clone(theta)
		for k, s := range append(Sets(e.Arch), Set{Flip: All(e.Arch).Flip}, Set{Order: true}) {
			g := Random(e, s, toynets.Stream(uint64(k), "test"))
			pb := Apply(e, theta, g)
			assert.Equal(t, input, theta, "the input stays as it is")
			for i, v := range logits(e, pb, d) {
				assert.InDelta(t, before[i], v, 1e-5*largest, "%v %v", e, s)
			}
		}
	})
}

// Where an invariance is not one, the function changes: the test above can fail.
func TestWhatIsNoInvariance(t *testing.T) {
	e := tree.Ensemble{Arch: tree.List, Trees: 2, Depth: 3, Inputs: 2, Outputs: 2}
	g := Identity(e)
	g[1].Flip[0] = true
	assert.ErrorContains(t, Check(e, g), "tree 1: node 0 cannot be flipped")
	assert.Panics(t, func() { Apply(e, make([]float32, e.Params()), g) })
	g = Identity(e)
	g[0].From = 1
	assert.ErrorContains(t, Check(e, g), "not a permutation")
	g = Identity(tree.Ensemble{Arch: tree.Oblivious, Trees: 2, Depth: 3, Inputs: 2, Outputs: 2})
	assert.ErrorContains(t, Check(e, g), "no order")
}

// The group's laws, on parameters to the bit.
func TestGroup(t *testing.T) {
	trained(t, func(e tree.Ensemble, theta []float32, _ toynets.Data) {
		all := All(e.Arch)
		g, h := Random(e, all, toynets.Stream(1, "g")), Random(e, all, toynets.Stream(1, "h"))
		assert.NoError(t, Check(e, g))
		assert.Equal(t, Apply(e, Apply(e, theta, h), g), Apply(e, theta, Compose(e, g, h)))
		assert.Equal(t, theta, Apply(e, Apply(e, theta, g), Inverse(e, g)))
		assert.Equal(t, Identity(e), Compose(e, g, Inverse(e, g)))
		assert.Equal(t, Identity(e), Compose(e, Inverse(e, g), g))
		assert.Equal(t, theta, Apply(e, theta, Identity(e)))
		if e.Params() > 40 && e.Trees > 1 {
			assert.NotEqual(t, theta, Apply(e, theta, g))
		}
	})
}

func TestSets(t *testing.T) {
	texts := func(a tree.Arch) (all []string) {
		for _, s := range Sets(a) {
			all = append(all, s.Text())
			named, ok := SetNamed(s.Text())
			assert.True(t, ok)
			assert.Equal(t, s, named)
		}
		return all
	}
	assert.Equal(t, []string{"perm", "perm-flip"}, texts(tree.Perfect))
	assert.Equal(t, []string{"perm", "perm-order", "perm-flip", "perm-order-flip"}, texts(tree.Oblivious))
	assert.Equal(t, []string{"perm", "perm-flip"}, texts(tree.List))
	assert.Equal(t, []string{"perm"}, texts(tree.Modified))
	_, ok := SetNamed("order")
	assert.False(t, ok)
}
