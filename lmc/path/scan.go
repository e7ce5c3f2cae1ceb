package path

import (
	"fmt"

	"onebasin/toynets"
)

// MaxGrid bounds a landscape's side.
const MaxGrid = 1024

// Scan evaluates rows first ≤ j < last of an n×n grid over a window of the plane origin + u·e1 + v·e2, point by point,
// a block of examples a step.
type Scan struct {
	window         Window
	n, first, last int
	plane          *toynets.PlaneEvaluator
	now            *toynets.PlaneScoring // of the point that comes after those in loss
	loss           []float64
}

// NewScan begins a scan, whose vectors it keeps and reads. It refuses rows that the grid has not.
func NewScan(m toynets.Model, d toynets.Data, origin, e1, e2 []float32, w Window, n, first, last int) (*Scan, error) {
	if n < 2 || n > MaxGrid || first < 0 || last <= first || last > n {
		return nil, fmt.Errorf("rows %d to %d of a grid of %d", first, last, n)
	}
	return &Scan{window: w, n: n, first: first, last: last, plane: toynets.NewPlaneEvaluator(m, d, origin, e1, e2),
		loss: make([]float64, 0, n*(last-first))}, nil
}

// Step does a block and reports whether there is more to do.
func (s *Scan) Step() (more bool) {
	if s.now == nil {
		k := len(s.loss)
		u, v := s.window.At(s.n, k%s.n, s.first+k/s.n)
		now := s.plane.Begin(u, v)
		s.now = &now
	}
	if s.now.Step() {
		return true
	}
	s.loss = append(s.loss, s.now.Score().Loss)
	s.now = nil
	return len(s.loss) < s.n*(s.last-s.first)
}

// Fraction is how far the scan is, from 0 to 1.
func (s *Scan) Fraction() float64 { return float64(len(s.loss)) / float64(s.n*(s.last-s.first)) }

// Loss returns the losses found so far, row by row.
func (s *Scan) Loss() []float64 { return s.loss }
