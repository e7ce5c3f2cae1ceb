package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/spectrum"
)

// decomposeJob finds the singular vectors of one matrix.
type decomposeJob struct {
	m   *Decompose
	now *spectrum.PolarFactors
}

func newDecomposition(m *Decompose) (lab.Stepper, error) {
	if m.Out < 1 || m.In < 1 || m.In > len(m.Weight) || m.Out > len(m.Weight) || len(m.Weight) != m.Out*m.In {
		return nil, fmt.Errorf("%d weights are no matrix of %d×%d", len(m.Weight), m.Out, m.In)
	}
	return &decomposeJob{m: m, now: spectrum.NewPolarFactors(m.Out, m.In, m.Weight, m.Gammas)}, nil
}

func (s *decomposeJob) Step() bool        { return s.now.Step() }
func (s *decomposeJob) Fraction() float64 { return s.now.Fraction() }
func (s *decomposeJob) Note() string      { return "Comparing singular vectors" }

func (s *decomposeJob) Outcome() wire.Message {
	if err := s.now.Err(); err != nil {
		return &wire.Failed{Reason: err.Error()}
	}
	return &Decomposed{Kept: s.now.Kept(), Factors: s.now.Factors()}
}
