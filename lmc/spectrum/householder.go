package spectrum

import "math"

// householder turns x into the vector v of a reflection H = I − τ v vᵀ with v_0 = 1 that takes x to (β, 0, …, 0), as
// LAPACK's Dlarfg does. With nothing to take away τ is 0. The weights are float32, so that no square leaves float64's
// range.
func householder(x []float64) (beta, tau float64) {
	var tail float64
	for _, v := range x[1:] {
		tail += float64(v * v)
	}
	alpha := x[0]
	x[0] = 1
	if tail == 0 {
		return alpha, 0
	}
	beta = -math.Copysign(math.Sqrt(float64(alpha*alpha)+tail), alpha)
	scale := 1 / (alpha - beta)
	for i, v := range x[1:] {
		x[1+i] = v * scale
	}
	return beta, (beta - alpha) / beta
}
