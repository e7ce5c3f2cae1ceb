package job

import (
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/matching"
)

// descentJob makes one assignment of weight matching a step.
type descentJob struct {
	now *matching.WeightMatching
	out TracedDescent
}

func newDescent(in instance, m *TraceDescent) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	s := new(descentJob)
	if len(m.Start) == 0 {
		s.now = WeightSearch(in.experiment, m.Method, m.From, m.Restart, m.A, m.B)
	} else {
		if err := in.checkPermutation(m.Start); err != nil {
			return nil, err
		}
		s.now = matching.NewWeightMatching(in.sym, m.A, m.B, m.Start,
			in.experiment.MatchStream(m.Method, m.From, m.Restart))
	}
	s.keep()
	return s, nil
}

func (s *descentJob) keep() {
	s.out.Permutations = append(s.out.Permutations, s.now.Permutation().Clone())
}

func (s *descentJob) Step() bool {
	more := s.now.Step()
	if !s.now.Begun() {
		s.keep()
	}
	return more
}

func (s *descentJob) Fraction() float64 { return min(0.9, float64(s.now.Sweeps())/8) } // about eight are usual
func (s *descentJob) Note() string      { return "Following one search" }

func (s *descentJob) Outcome() wire.Message {
	if s.now.Err() != nil {
		return &wire.Failed{Reason: errLarge.Error()}
	}
	return &s.out
}
