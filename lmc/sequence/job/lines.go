package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
)

// linesJob evaluates the inner points of lines, a block of examples a step.
type linesJob struct {
	in      instance
	m       *EvaluateLines
	lambdas []float64 // the inner ones
	line    *path.Line
	now     *path.LineScoring // at the point that comes after those in out; nil before its line begins
	out     EvaluatedLines
}

// maxPoints bounds the points of a line, as the schema bounds lambdas.
const maxPoints = 401

func (m *EvaluateLines) Begin(in instance) (lab.Stepper, error) {
	if err := in.checkParameters(m.A...); err != nil {
		return nil, err
	}
	if err := in.checkParameters(m.B...); err != nil {
		return nil, err
	}
	if len(m.A) == 0 || len(m.A) != len(m.B) {
		return nil, fmt.Errorf("%d lines end at %d networks", len(m.A), len(m.B))
	}
	if m.Points < 3 || m.Points > maxPoints {
		return nil, fmt.Errorf("a line of %d points", m.Points)
	}
	if len(m.Permutation) > 0 {
		if err := in.sym.Check(m.Permutation); err != nil {
			return nil, err
		}
	}
	lambdas := measure.Lambdas(m.Points)
	return &linesJob{in: in, m: m, lambdas: lambdas[1 : m.Points-1]}, nil
}

func (s *linesJob) Step() bool {
	k := len(s.out.TestLoss)
	if s.now == nil {
		inner := len(s.lambdas)
		if k%inner == 0 {
			b := s.m.B[k/inner]
			if len(s.m.Permutation) > 0 {
				b = s.in.sym.Apply(b, s.m.Permutation)
			}
			s.line = path.NewLine(s.in.model, s.m.A[k/inner], b, s.in.train, s.in.test)
		}
		s.now = s.line.Begin(s.lambdas[k%inner], !s.m.Train)
	}
	if s.now.Step() {
		return true
	}
	train, test := s.now.Scores()
	s.now = nil
	if s.m.Train {
		s.out.TrainLoss, s.out.TrainAccuracy = append(s.out.TrainLoss, train.Loss), append(s.out.TrainAccuracy,
			train.Accuracy)
	}
	s.out.TestLoss, s.out.TestAccuracy = append(s.out.TestLoss, test.Loss), append(s.out.TestAccuracy, test.Accuracy)
	return k+1 < s.size()
}

func (s *linesJob) size() int             { return len(s.lambdas) * len(s.m.A) }
func (s *linesJob) Fraction() float64     { return fraction(len(s.out.TestLoss), s.size()) }
func (s *linesJob) Note() string          { return "Walking lines" }
func (s *linesJob) Outcome() wire.Message { return &s.out }
