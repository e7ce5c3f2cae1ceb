package symmetry_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

func TestApplyByHand(t *testing.T) {
	// 1-2-2-1: W1 = (1 2)ᵀ, b1 = (3 4), W2 = (5 6; 7 8), b2 = (9 10), W3 = (11 12), b3 = 13.
	s := symmetry.MLPSymmetry(toynets.MLP{Widths: []int{1, 2, 2, 1}})
	theta := []float32{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}
	for _, c := range []struct {
		p    symmetry.Permutation
		want []float32
	}{
		{symmetry.Permutation{{0, 1}, {0, 1}}, theta},
		{symmetry.Permutation{{1, 0}, {0, 1}}, []float32{2, 1, 4, 3, 6, 5, 8, 7, 9, 10, 11, 12, 13}},
		{symmetry.Permutation{{0, 1}, {1, 0}}, []float32{1, 2, 3, 4, 7, 8, 5, 6, 10, 9, 12, 11, 13}},
		{symmetry.Permutation{{1, 0}, {1, 0}}, []float32{2, 1, 4, 3, 8, 7, 6, 5, 10, 9, 12, 11, 13}},
	} {
		assert.Equal(t, c.want, s.Apply(theta, c.p), "%v", c.p)
	}
}

// Unit i of π(B) is unit perm[i] of B: its incoming weights and its bias.
func TestUnitIOfPermutedIsUnitPermI(t *testing.T) {
	m := toynets.MLP{Widths: []int{2, 3, 2}}
	s := symmetry.MLPSymmetry(m)
	theta := testnet.Normals(toynets.Stream(1, "unit"), m.Params())
	p := symmetry.Permutation{{2, 0, 1}}
	got := s.Apply(theta, p)
	for i, k := range p[0] {
		assert.Equal(t, m.Weight(theta, 1)[2*k:2*k+2], m.Weight(got, 1)[2*i:2*i+2])
		assert.Equal(t, m.Bias(theta, 1)[k], m.Bias(got, 1)[i])
	}
}

func TestPermutationLaws(t *testing.T) {
	r := toynets.Stream(3, "laws")
	for _, m := range testnet.Shapes() {
		s := symmetry.MLPSymmetry(m)
		require.Equal(t, m.Widths[1:len(m.Widths)-1], s.Groups)
		theta := testnet.Normals(r, m.Params())
		kept := append([]float32(nil), theta...)
		for range 20 {
			p, q, u := s.Random(r), s.Random(r), s.Random(r)
			id := s.Identity()
			require.Equal(t, theta, s.Apply(theta, id))
			require.Equal(t, s.Apply(s.Apply(theta, p), q), s.Apply(theta, p.Compose(q)),
				"composition is applied from left to right")
			require.Equal(t, p.Compose(q).Compose(u), p.Compose(q.Compose(u)))
			require.Equal(t, id, p.Compose(p.Inverse()))
			require.Equal(t, id, p.Inverse().Compose(p))
			require.Equal(t, theta, s.Apply(s.Apply(theta, p), p.Inverse()))
			require.InDelta(t, matching.Objective(theta, theta),
				matching.Objective(s.Apply(theta, p), s.Apply(theta, p)), 1e-9)
		}
		require.Equal(t, kept, theta, "inputs stay as they are")
	}
}

func TestCloneIsACopy(t *testing.T) {
	p := symmetry.Permutation{{1, 0}, {0}}
	c := p.Clone()
	require.Equal(t, p, c)
	c[0][0] = 0
	assert.Equal(t, 1, p[0][0])
}

// Every entry of θ belongs to one tensor, so that none escapes π.
func TestTensorsTileTheParameters(t *testing.T) {
	for _, m := range testnet.Shapes() {
		next := 0
		for _, x := range symmetry.MLPSymmetry(m).Tensors {
			require.Equal(t, next, x.Offset)
			next += x.Rows * x.Cols
		}
		require.Equal(t, m.Params(), next)
	}
}

// π(θ) is the function that θ is, up to the order of float32 sums.
func TestPermutedNetworksComputeTheSameFunction(t *testing.T) {
	r := toynets.Stream(4, "function")
	const n = 50
	for _, m := range testnet.Shapes() {
		s := symmetry.MLPSymmetry(m)
		theta := make([]float32, m.Params())
		m.Init(theta, r)
		x := testnet.Normals(r, n*m.Widths[0])
		classes := m.Widths[m.Layers()]
		want, got := make([]float32, n*classes), make([]float32, n*classes)
		e := toynets.NewEvaluator(m)
		e.Logits(want, theta, x, n)
		for range 5 {
			e.Logits(got, s.Apply(theta, s.Random(r)), x, n)
			for i := range want {
				require.InDelta(t, want[i], got[i], 1e-6)
			}
		}
		// A permutation of weights alone, without the biases, is another function: the test can fail.
		if m.Widths[1] > 1 {
			broken := s
			broken.Tensors = append([]symmetry.Tensor(nil), s.Tensors...)
			broken.Tensors[1].RowGroup = symmetry.Fixed
			swap := s.Identity()
			swap[0][0], swap[0][1] = 1, 0
			e.Logits(got, broken.Apply(theta, swap), x, n)
			worst := 0.0
			for i := range want {
				worst = max(worst, math.Abs(float64(want[i]-got[i])))
			}
			require.Greater(t, worst, 1e-5)
		}
	}
}
