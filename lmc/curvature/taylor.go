package curvature

import (
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// SecondOrder estimates, from the loss's slopes and curvatures at the ends of a line alone, how far the loss halfway
// lies above the chord: with Δ = B − A,
//
//	B(½) ≈ ¼ Δ·(g_A − g_B) + 1/16 Δᵀ(H_A + H_B)Δ,
//
// the mean of the two Taylor polynomials of second order at the ends, less the chord. The formula is ours; Ito et al.
// (2402.04051, theorem 3.1) argue by an expansion of the same order. It is a stepper, of a batch of examples a step:
// that gives the gradient, too, of which the Hessian's product is made. Layers in which a and b are equal cost little.
type SecondOrder struct {
	data    toynets.Data
	ends    [2][]float32
	delta   []float32
	hessian *toynets.Hessian

	end     int // at which end
	begun   bool
	rows    int // whose gradient is in the slope
	slopes  [2]float64
	curves  [2]float64
	product []float64
}

// NewSecondOrder returns the estimate for the mean loss over d on the line from a to b, both of which it keeps, in
// batches of at most that many examples.
func NewSecondOrder(m toynets.MLP, d toynets.Data, a, b []float32, batch int) *SecondOrder {
	s := &SecondOrder{data: d, ends: [2][]float32{a, b}, delta: make([]float32, len(a)),
		hessian: toynets.NewHessian(m, d, batch), product: make([]float64, len(a))}
	for i := range s.delta {
		s.delta[i] = b[i] - a[i]
	}
	return s
}

// Step sees one batch at one end, or does a few milliseconds of that, and reports whether there is more to do.
func (s *SecondOrder) Step() (more bool) {
	if s.end == 2 {
		return false
	}
	if !s.begun {
		s.hessian.BeginAlong(s.ends[s.end], s.delta)
		s.begun, s.rows = true, 0
	}
	more = s.hessian.Step()
	if seen := s.hessian.Rows() - s.rows; seen > 0 { // a batch is done
		share := float64(seen) / float64(s.data.N)
		s.slopes[s.end] += float64(vector.Dot(s.hessian.Gradient(), s.delta) * share)
		s.rows += seen
	}
	if more {
		return true
	}
	s.begun, s.rows = false, 0
	s.hessian.Sum(s.product)
	for i, v := range s.product {
		s.curves[s.end] += float64(v * float64(s.delta[i]))
	}
	s.end++
	return s.end < 2
}

// Fraction is how far the estimate is, from 0 to 1.
func (s *SecondOrder) Fraction() float64 {
	return (float64(s.end) + float64(s.rows)/float64(s.data.N)) / 2
}

// Terms returns the two terms of the estimate, ¼ Δ·(g_A − g_B) and 1/16 Δᵀ(H_A + H_B)Δ.
func (s *SecondOrder) Terms() (slope, curvature float64) {
	return (s.slopes[0] - s.slopes[1]) / 4, (s.curves[0] + s.curves[1]) / 16
}
