package job

import (
	"fmt"

	"onebasin/lmc/curvature"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/path"
)

// estimate computes the second-order estimate of the excess halfway, batch by
// batch, then the excess itself.
type estimate struct {
	second *curvature.SecondOrder
	line   *path.Line
	now    *path.Stand // at the λ that comes after those in losses
	losses []float64   // at λ = 0, ½, 1
	out    Estimated
}

// estimateWork is about how many multiply-adds a step makes.
const estimateWork = 4_000_000

func newEstimate(b bench, m *Estimate) (lab.Stepper, error) {
	if err := b.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	if err := b.checkPermutation(m.Permutation); err != nil {
		return nil, err
	}
	if m.Rows < 1 || m.Rows > b.train.N {
		return nil, fmt.Errorf("%d of %d training examples", m.Rows, b.train.N)
	}
	train := b.train
	train.N, train.X, train.Y = m.Rows, train.X[:m.Rows*train.Dim], train.Y[:m.Rows]
	pb := b.sym.Apply(m.B, m.Permutation)
	batch := max(16, min(256, estimateWork/b.model.Params()))
	return &estimate{second: curvature.NewSecondOrder(b.model, train, m.A, pb, batch),
		line: path.NewLine(b.model, m.A, pb, train, train)}, nil
}

func (s *estimate) Step() bool {
	if s.second.Step() {
		return true
	}
	if s.now == nil {
		s.now = s.line.Begin(float64(len(s.losses))/2, true)
	}
	if s.now.Step() {
		return true
	}
	_, score := s.now.Scores()
	s.losses, s.now = append(s.losses, score.Loss), nil
	if len(s.losses) < 3 {
		return true
	}
	s.out.Slope, s.out.Curvature = s.second.Terms()
	s.out.Midpoint = s.losses[1] - (s.losses[0]+s.losses[2])/2
	return false
}

func (s *estimate) Fraction() float64     { return s.second.Fraction() }
func (s *estimate) Note() string          { return "Estimating the barrier from the curvature at its ends" }
func (s *estimate) Outcome() wire.Message { return &s.out }
