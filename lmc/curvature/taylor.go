package curvature

import (
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// SecondOrder estimates, from the loss's slopes and curvatures at the ends of a
// line alone, how far the loss halfway lies above the chord: with Δ = B − A,
//
//	B(½) ≈ ¼ Δ·(g_A − g_B) + 1/16 Δᵀ(H_A + H_B)Δ,
//
// the mean of the two Taylor polynomials of second order at the ends, less the
// chord. The formula is ours; Ito et al. (2402.04051, theorem 3.1) argue by an
// expansion of the same order. It is a stepper, of a batch of examples a step.
type SecondOrder struct {
	data     toynets.Data
	ends     [2][]float32
	delta    []float32
	gradient *toynets.Gradient
	hessian  *toynets.Hessian
	batch    int
	rows     []int

	end, next int  // at which end, and its next example
	curving   bool // the slope at this end is known
	slopes    [2]float64
	curves    [2]float64
	work      int
	product   []float64
}

// NewSecondOrder returns the estimate for the mean loss over d on the line from a
// to b, both of which it keeps, in batches of at most that many examples.
func NewSecondOrder(m toynets.MLP, d toynets.Data, a, b []float32, batch int) *SecondOrder {
	batch = min(batch, d.N)
	s := &SecondOrder{data: d, ends: [2][]float32{a, b}, delta: make([]float32, len(a)), batch: batch,
		gradient: toynets.NewGradient(m, d, batch), hessian: toynets.NewHessian(m, d, batch), product: make([]float64, len(a))}
	for i := range s.delta {
		s.delta[i] = b[i] - a[i]
	}
	return s
}

// Step sees one batch at one end and reports whether there is more to do.
func (s *SecondOrder) Step() (more bool) {
	if s.end == 2 {
		return false
	}
	s.work++
	if !s.curving {
		s.slope()
		return true
	}
	if s.next == 0 {
		s.hessian.Begin(s.ends[s.end], s.delta)
	}
	s.next = min(s.next+s.batch, s.data.N)
	if s.hessian.Step() {
		return true
	}
	s.hessian.Sum(s.product)
	for i, v := range s.product {
		s.curves[s.end] += float64(v * float64(s.delta[i]))
	}
	s.end, s.next, s.curving = s.end+1, 0, false
	return s.end < 2
}

// slope adds a batch to Δ·g.
func (s *SecondOrder) slope() {
	s.rows = s.rows[:0]
	for k := s.next; k < min(s.next+s.batch, s.data.N); k++ {
		s.rows = append(s.rows, k)
	}
	_, g := s.gradient.At(s.ends[s.end], s.rows)
	s.slopes[s.end] += float64(vector.Dot(g, s.delta) * (float64(len(s.rows)) / float64(s.data.N)))
	s.next += len(s.rows)
	if s.next == s.data.N {
		s.next, s.curving = 0, true
	}
}

// Fraction is how far the estimate is, from 0 to 1.
func (s *SecondOrder) Fraction() float64 {
	return float64(s.work) / float64(4*((s.data.N+s.batch-1)/s.batch))
}

// Terms returns the two terms of the estimate, ¼ Δ·(g_A − g_B) and
// 1/16 Δᵀ(H_A + H_B)Δ.
func (s *SecondOrder) Terms() (slope, curvature float64) {
	return (s.slopes[0] - s.slopes[1]) / 4, (s.curves[0] + s.curves[1]) / 16
}
