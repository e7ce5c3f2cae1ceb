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
// (2402.04051, theorem 3.1) argue by an expansion of the same order. It is a stepper, of a batch of examples a step.
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
	begun     bool // a gradient or a product
	slopes    [2]float64
	curves    [2]float64
	product   []float64
}

// NewSecondOrder returns the estimate for the mean loss over d on the line from a to b, both of which it keeps, in
// batches of at most that many examples.
func NewSecondOrder(m toynets.MLP, d toynets.Data, a, b []float32, batch int) *SecondOrder {
	batch = min(batch, d.N)
	s := &SecondOrder{data: d, ends: [2][]float32{a, b}, delta: make([]float32, len(a)), batch: batch,
		gradient: toynets.NewGradient(m, d, batch), hessian: toynets.NewHessian(m, d, batch),
		product: make([]float64, len(a))}
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
	if !s.curving {
		s.slope()
		return true
	}
	if !s.begun {
		s.hessian.Begin(s.ends[s.end], s.delta)
		s.begun = true
	}
	if s.hessian.Step() {
		return true
	}
	s.begun = false
	s.hessian.Sum(s.product)
	for i, v := range s.product {
		s.curves[s.end] += float64(v * float64(s.delta[i]))
	}
	s.end, s.curving = s.end+1, false
	return s.end < 2
}

// slope adds a batch to Δ·g.
func (s *SecondOrder) slope() {
	if !s.begun {
		s.rows = s.rows[:0]
		for k := s.next; k < min(s.next+s.batch, s.data.N); k++ {
			s.rows = append(s.rows, k)
		}
		s.gradient.Begin(s.ends[s.end], s.rows)
		s.begun = true
	}
	if s.gradient.Step() {
		return
	}
	s.begun = false
	_, g := s.gradient.Result()
	s.slopes[s.end] += float64(vector.Dot(g, s.delta) * (float64(len(s.rows)) / float64(s.data.N)))
	s.next += len(s.rows)
	if s.next == s.data.N {
		s.next, s.curving = 0, true
	}
}

// Fraction is how far the estimate is, from 0 to 1.
func (s *SecondOrder) Fraction() float64 {
	parts, rows := 2*s.end, s.next
	if s.curving {
		parts, rows = parts+1, 0
		if s.begun {
			rows = s.hessian.Rows()
		}
	}
	return (float64(parts) + float64(rows)/float64(s.data.N)) / 4
}

// Terms returns the two terms of the estimate, ¼ Δ·(g_A − g_B) and 1/16 Δᵀ(H_A + H_B)Δ.
func (s *SecondOrder) Terms() (slope, curvature float64) {
	return (s.slopes[0] - s.slopes[1]) / 4, (s.curves[0] + s.curves[1]) / 16
}
