package matching_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// gramByDefinition is the oracle: W^A_l P_{l−1} (W^B_l)ᵀ + b^A_l (b^B_l)ᵀ + (W^A_{l+1})ᵀ P_{l+1} W^B_{l+1} by three
// loops in float64, with π applied by index to B's own parameters. size is the same sum of absolute values.
func gramByDefinition(m toynets.MLP, l int, a, b []float32, p symmetry.Permutation) (g, size [][]float64) {
	unit := func(layer, i int) int { // unit of B that is unit i of π(B); inputs and outputs stay
		if layer == 0 || layer == m.Layers() {
			return i
		}
		return p[layer-1][i]
	}
	n, in, out := m.Widths[l], m.Widths[l-1], m.Widths[l+1]
	for i := range n {
		row, abs := make([]float64, n), make([]float64, n)
		for j := range n {
			add := func(x, y float32) {
				v := float64(x) * float64(y)
				row[j] += v
				abs[j] += max(v, -v)
			}
			for k := range in {
				add(m.Weight(a, l)[i*in+k], m.Weight(b, l)[j*in+unit(l-1, k)])
			}
			add(m.Bias(a, l)[i], m.Bias(b, l)[j])
			for k := range out {
				add(m.Weight(a, l+1)[k*n+i], m.Weight(b, l+1)[unit(l+1, k)*n+j])
			}
		}
		g, size = append(g, row), append(size, abs)
	}
	return g, size
}

func TestGramIsWhatTheFormulaSays(t *testing.T) {
	r := toynets.Stream(5, "gram")
	var gram matching.Gram // one for all sizes: its buffers are used again
	for _, m := range testnet.Shapes() {
		s := symmetry.MLPSymmetry(m)
		a, b := testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params())
		for g, n := range s.Groups {
			p := s.Random(r)
			for i := range p[g] {
				p[g][i] = i // the matrix is between A's units and B's own
			}
			want, size := gramByDefinition(m, g+1, a, b, p)
			got := gram.Of(s, g, a, s.Apply(b, p))
			require.Len(t, got, n*n)
			for i := range n {
				for j := range n {
					// Three float32 sums of at most 8 products each: 8 roundings of half an ulp on each.
					assert.InDelta(t, want[i][j], got[i*n+j], 8*0x1p-24*size[i][j]+1e-30)
				}
			}
		}
	}
}

// The trace of G under the identity is the part of the objective that the group touches.
func TestGramTraceIsTheObjective(t *testing.T) {
	m := toynets.MLP{Widths: []int{3, 6, 2}}
	s := symmetry.MLPSymmetry(m)
	r := toynets.Stream(6, "gram")
	a, b := testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params())
	var gram matching.Gram
	g := gram.Of(s, 0, a, b)
	var trace float64
	for i := range 6 {
		trace += g[i*6+i]
	}
	outside := float64(m.Bias(a, 2)[0])*float64(m.Bias(b, 2)[0]) + float64(m.Bias(a, 2)[1])*float64(m.Bias(b, 2)[1])
	assert.InDelta(t, matching.Objective(a, b), trace+outside, 1e-5)
}
