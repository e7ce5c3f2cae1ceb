package job

import (
	"onebasin/lmc"
	"onebasin/wasm/wire"
)

// descent makes one assignment of weight matching a step.
type descent struct {
	now *lmc.WeightMatching
	out wire.Descended
}

func newDescent(b bench, m *wire.Descend) (Stepper, error) {
	if err := b.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	s := new(descent)
	if len(m.Start) == 0 {
		s.now = lmc.WeightSearch(b.experiment, m.Method, m.From, m.Restart, m.A, m.B)
	} else {
		if err := b.checkPermutation(m.Start); err != nil {
			return nil, err
		}
		s.now = lmc.NewWeightMatching(b.sym, m.A, m.B, m.Start, b.experiment.MatchStream(m.Method, m.From, m.Restart))
	}
	s.keep()
	return s, nil
}

func (s *descent) keep() {
	s.out.Permutations = append(s.out.Permutations, s.now.Permutation().Clone())
}

func (s *descent) Step() bool {
	more := s.now.Step()
	s.keep()
	return more
}

func (s *descent) Fraction() float64 { return min(0.9, float64(s.now.Sweeps())/8) } // about eight are usual
func (s *descent) Note() string      { return "Following one search" }

func (s *descent) Outcome() wire.Message {
	if s.now.Err() != nil {
		return &wire.Failed{Reason: errLarge.Error()}
	}
	return &s.out
}
