package alignment

import (
	"math"

	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
)

// Alignment is R(A, π(B)) at one threshold γ.
type Alignment struct {
	Gamma float64        `json:"gamma"`
	R     measure.Number `json:"r"`
}

// Gammas are the thresholds at which Ito et al. report R.
var Gammas = []float64{0, 0.3}

// Polar is what R sees of a network: a parameter vector with biases of zero that holds, instead of each weight matrix
// W_l, its polar factor truncated to the singular vectors with s / s_max ≥ γ, T_γ(W_l) = Σ_i u_i v_iᵀ; and how many
// these are. Package spectrum computes it.
type Polar struct {
	Factor []float32
	Kept   []int // of each layer
}

// Align returns R(A, π(B)) of Ito et al. (2402.04051),
//
//	R = Σ_{l,i,j} (u^a_{l,i}·P_l u^b_{l,j})(v^a_{l,i}·P_{l−1} v^b_{l,j}) / Σ_l n_l
//	  = ⟨T_γ(A), π(T_γ(B))⟩ / Σ_l n_l,
//
// which is weight matching's objective in the polar factors: it needs each network's singular vectors once, whatever π.
// n_l is the smaller of the two networks' numbers of vectors (our choice, as where the sum has equal numbers). R is
// rounded to six decimals, and Missing if no vector is kept.
func Align(s symmetry.Symmetry, a, b Polar, p symmetry.Permutation) measure.Number {
	kept := 0
	for l := range a.Kept {
		if n := min(a.Kept[l], b.Kept[l]); n > 0 {
			kept += n
		}
	}
	if kept == 0 {
		return measure.Missing
	}
	return measure.Number(math.Round(vector.Dot(a.Factor, s.Apply(b.Factor, p))/float64(kept)*1e6) / 1e6)
}

// Above returns how many singular values of a matrix of that many rows, or columns if they are more, are at least
// γ·s_max and not zero; they fall. Zero is what NumPy's matrix_rank takes for it: below s_max · max(m, n) · ε, with
// float32's ε, since the weights were rounded to it.
func Above(s []float64, long int, gamma float64) int {
	least := max(gamma, float64(long)*0x1p-23)
	n := 0
	for n < len(s) && s[0] > 0 && s[n] >= least*s[0] {
		n++
	}
	return n
}
