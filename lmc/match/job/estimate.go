package job

import (
	"fmt"

	"onebasin/lmc/curvature"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/path"
)

// estimateJob computes the second-order estimate of the excess halfway, batch by batch, then the excess itself.
type estimateJob struct {
	second *curvature.SecondOrder
	line   *path.Line
	now    *path.LineScoring // at the λ that comes after those in losses
	losses []float64         // at λ = 0, ½, 1
	out    EstimatedExcess
}

// estimateWork is about how many multiply-adds a step makes.
const estimateWork = 4_000_000

func newEstimate(in instance, m *EstimateExcess) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	if err := in.sym.Check(m.Permutation); err != nil {
		return nil, err
	}
	if m.Rows < 1 || m.Rows > in.train.N {
		return nil, fmt.Errorf("%d of %d training examples", m.Rows, in.train.N)
	}
	train := in.train
	train.N, train.X, train.Y = m.Rows, train.X[:m.Rows*train.Dim], train.Y[:m.Rows]
	pb := in.sym.Apply(m.B, m.Permutation)
	batch := max(16, min(256, estimateWork/in.model.Params()))
	return &estimateJob{second: curvature.NewSecondOrder(in.model, train, m.A, pb, batch),
		line: path.NewLine(in.model, m.A, pb, train, train)}, nil
}

func (s *estimateJob) Step() bool {
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

func (s *estimateJob) Fraction() float64     { return s.second.Fraction() }
func (s *estimateJob) Note() string          { return "Estimating the barrier from the curvature at its ends" }
func (s *estimateJob) Outcome() wire.Message { return &s.out }
