package matching

import (
	"onebasin/lmc/symmetry"
	"onebasin/toynets/kernel"
)

// Gram computes similarity matrices between the units of two parameter vectors. The zero value is ready; it keeps its
// buffers and is not for concurrent use.
type Gram struct {
	ws   kernel.Workspace
	part []float32
	sum  []float64
}

// Of returns the n×n matrix of group g,
//
//	G[i,j] = ⟨what touches unit i of a, what touches unit j of b⟩
//	       = Σ_{t: rows in g} (A_t B_tᵀ)[i,j] + Σ_{t: columns in g} (A_tᵀ B_t)[i,j],
//
// over the tensors t of s. With b = π(B), and π's permutation of g being the identity, it is the matrix that weight
// matching's linear assignment is given: W^A_l P_{l−1} (W^B_l)ᵀ + b^A_l (b^B_l)ᵀ + (W^A_{l+1})ᵀ P_{l+1} W^B_{l+1}
// (Ainsworth et al., 2209.04836, Algorithm 1). Products are float32, the sum over tensors is float64. The result is
// overwritten by the next call.
func (g *Gram) Of(s symmetry.Symmetry, group int, a, b []float32) []float64 {
	n := s.Groups[group]
	g.part = grow(g.part, n*n)
	g.sum = grow(g.sum, n*n)
	clear(g.sum)
	for _, t := range s.Tensors {
		// A tensor with the group on both axes would make the problem quadratic; no architecture here has one.
		switch group {
		case t.RowGroup:
			kernel.Gemm(false, true, n, n, t.Cols, t.Of(a), t.Of(b), g.part, &g.ws)
		case t.ColGroup:
			kernel.Gemm(true, false, n, n, t.Rows, t.Of(a), t.Of(b), g.part, &g.ws)
		default:
			continue
		}
		for i, x := range g.part {
			g.sum[i] += float64(x)
		}
	}
	return g.sum
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
