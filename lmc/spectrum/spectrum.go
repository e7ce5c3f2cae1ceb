// Package spectrum compares networks by the singular vectors of their weights, which is how Ito et al. (2402.04051)
// explain why weight matching works. Decompositions are its own, in float64 by the products of package kernel, with the
// same bits everywhere.
package spectrum

import (
	"math"

	"onebasin/lmc/alignment"
	"onebasin/lmc/measure"
	"onebasin/toynets"
)

// Singular holds the thin singular value decompositions W_l = U_l S_l V_lᵀ of a network's weight matrices.
type Singular struct{ layers []layer }

type layer struct {
	s    []float64 // non-increasing
	u, v matrix    // out×r, in×r
}

// Decompose returns the decompositions of m's weights. It fails when the weights are not finite.
func Decompose(m toynets.MLP, theta []float32) (*Singular, error) {
	var s Singular
	for l := 1; l <= m.Layers(); l++ {
		d := NewDecomposition(m.Widths[l], m.Widths[l-1], m.Weight(theta, l))
		for d.Step() {
		}
		if d.Err() != nil {
			return nil, d.Err()
		}
		s.layers = append(s.layers, d.layer())
	}
	return &s, nil
}

// Align returns, for every γ,
//
//	R(A, B) = Σ_{l,i,j} (u^a_{l,i}·u^b_{l,j})(v^a_{l,i}·v^b_{l,j}) / Σ_l n_l
//
// over the singular vectors with s / s_max ≥ γ (Ito et al., 2402.04051): the weights' singular vectors compared in
// pairs, without their singular values. n_l counts the vectors kept, the smaller of the two networks' counts where they
// differ (our choice; R ≤ 1 with equality for equal polar factors). Signs and rotations among equal singular values
// cancel, but for the vectors of s = 0, which a dead unit leaves behind: u and v have no common sign there, so they are
// left out for every γ (our choice; s counts as zero below the rank tolerance of float32 weights). R is 1 for a network
// and itself and near 0 for unrelated networks of large width.
//
// R is rounded to six decimals, which other programs' decompositions share. R is not part of the digest.
func Align(a, b *Singular, gammas []float64) []alignment.Alignment {
	out := make([]alignment.Alignment, len(gammas))
	for k, gamma := range gammas {
		var sum float64
		var kept int
		for l := range a.layers {
			p, n := a.layers[l].overlap(&b.layers[l], gamma)
			sum += p
			kept += n
		}
		out[k] = alignment.Alignment{Gamma: gamma, R: measure.Number(math.Round(sum/float64(kept)*1e6) / 1e6)}
		if kept == 0 {
			out[k].R = measure.Missing
		}
	}
	return out
}

// overlap returns Σ_ij (u^a_i·u^b_j)(v^a_i·v^b_j) over the kept vectors, which is the inner product of the truncated
// polar factors U^a V^aᵀ and U^b V^bᵀ.
func (a *layer) overlap(b *layer, gamma float64) (sum float64, kept int) {
	na, nb := a.above(gamma), b.above(gamma)
	kept = min(na, nb)
	if kept == 0 {
		return 0, 0
	}
	p := left(a.u.columns(na), b.u.columns(nb))
	p.times(left(a.v.columns(na), b.v.columns(nb)))
	return p.sum(na, nb), kept
}

// above returns how many singular vectors are kept for γ.
func (a *layer) above(gamma float64) int {
	return alignment.Above(a.s, max(a.u.rows, a.v.rows), gamma)
}
