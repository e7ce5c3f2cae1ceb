package spectrum

import (
	"math"

	"onebasin/lmc/symmetry"
)

// Products compares every singular vector of A with every one of π(B): of layer l it holds
//
//	p_ij = (u^a_i·P_l u^b_j)(v^a_i·P_{l−1} v^b_j),
//
// the terms that R sums and that theorem 4.1 of Ito et al. (2402.04051) weighs by s^a_i s^b_j. It is a stepper, a layer
// a step, of 2r²(m + n) multiplications for a layer of m×n.
type Products struct {
	a, b   *Singular
	p      symmetry.Permutation
	layers []matrix // those known
}

// NewProducts begins to compare a with b renumbered by p, which may be nil: a permutation rotates u and v and leaves s
// as it is, so that nothing is decomposed again.
func NewProducts(a, b *Singular, p symmetry.Permutation) *Products {
	return &Products{a: a, b: b, p: p}
}

// Compare returns the products of all layers.
func Compare(a, b *Singular, p symmetry.Permutation) *Products {
	out := NewProducts(a, b, p)
	for out.Step() {
	}
	return out
}

// Step compares one layer and reports whether there is more to do.
func (p *Products) Step() (more bool) {
	l := len(p.layers)
	if l == len(p.a.layers) {
		return false
	}
	var rows, cols []int
	if l < len(p.p) {
		rows = p.p[l]
	}
	if l > 0 && p.p != nil {
		cols = p.p[l-1]
	}
	u := left(p.a.layers[l].u, renumbered(p.b.layers[l].u, rows))
	u.times(left(p.a.layers[l].v, renumbered(p.b.layers[l].v, cols)))
	p.layers = append(p.layers, u)
	return len(p.layers) < len(p.a.layers)
}

// renumbered returns the matrix whose row i is row p[i] of m; p may be nil.
func renumbered(m matrix, p []int) matrix {
	if p == nil {
		return m
	}
	out := newMatrix(m.rows, m.cols)
	for i, k := range p {
		copy(out.row(i), m.row(k))
	}
	return out
}

// Align returns R for every γ, as [Align] does: NaN where no vector is kept.
func (p *Products) Align(gammas []float64) []float64 {
	r := make([]float64, len(gammas))
	for k, gamma := range gammas {
		var sum float64
		var kept int
		for l := range p.layers {
			na, nb := p.a.layers[l].above(gamma), p.b.layers[l].above(gamma)
			if n := min(na, nb); n > 0 {
				kept += n
				sum += p.layers[l].sum(na, nb)
			}
		}
		r[k] = rounded(sum / float64(kept))
	}
	return r
}

// Inner returns the right side of theorem 4.1 for every layer,
//
//	Σ_ij s^a_i s^b_j p_ij = ⟨W^A_l, P_l W^B_l P_{l−1}ᵀ⟩,
//
// not rounded.
func (p *Products) Inner() []float64 {
	sums := make([]float64, len(p.layers))
	for l := range p.layers {
		for i, sa := range p.a.layers[l].s {
			for j, sb := range p.b.layers[l].s {
				sums[l] += float64(float64(sa*sb) * p.layers[l].at(i, j))
			}
		}
	}
	return sums
}

// Leading returns p_ij of layer l, from 1, for the first n vectors of each, row by row; fewer where the layer has not
// so many. Vectors of s = 0 have no sign in common, and their products are NaN.
func (p *Products) Leading(l, n int) (side int, values []float64) {
	a, b := &p.a.layers[l-1], &p.b.layers[l-1]
	side = min(n, len(a.s))
	na, nb := a.above(0), b.above(0)
	for i := range side {
		for j := range side {
			v := math.NaN()
			if i < na && j < nb {
				v = rounded(p.layers[l-1].at(i, j))
			}
			values = append(values, v)
		}
	}
	return side, values
}

// rounded keeps six decimals, see [Align].
func rounded(x float64) float64 { return math.Round(x*1e6) / 1e6 }
