package job

import (
	"fmt"

	"onebasin/lmc/spectrum"
	"onebasin/wasm/wire"
)

// decomposition finds the singular vectors of one matrix.
type decomposition struct {
	m   *wire.Decompose
	now *spectrum.PolarFactors
}

func newDecomposition(m *wire.Decompose) (Stepper, error) {
	if m.Out < 1 || m.In < 1 || m.In > len(m.Weight) || m.Out > len(m.Weight) || len(m.Weight) != m.Out*m.In {
		return nil, fmt.Errorf("%d weights are no matrix of %d×%d", len(m.Weight), m.Out, m.In)
	}
	return &decomposition{m: m, now: spectrum.NewPolarFactors(m.Out, m.In, m.Weight, m.Gammas)}, nil
}

func (s *decomposition) Step() bool        { return s.now.Step() }
func (s *decomposition) Fraction() float64 { return s.now.Fraction() }
func (s *decomposition) Note() string      { return "Comparing singular vectors" }

func (s *decomposition) Outcome() wire.Message {
	if err := s.now.Err(); err != nil {
		return &wire.Failed{Reason: err.Error()}
	}
	return &wire.Decomposed{Kept: s.now.Kept(), Factors: s.now.Factors()}
}
