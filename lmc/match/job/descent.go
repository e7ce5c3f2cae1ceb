package job

import (
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/matching"
)

// descent makes one assignment of weight matching a step.
type descendJob struct {
	now *matching.WeightMatching
	out Descended
}

func newDescent(b bench, m *Descend) (lab.Stepper, error) {
	if err := b.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	s := new(descendJob)
	if len(m.Start) == 0 {
		s.now = WeightSearch(b.experiment, m.Method, m.From, m.Restart, m.A, m.B)
	} else {
		if err := b.checkPermutation(m.Start); err != nil {
			return nil, err
		}
		s.now = matching.NewWeightMatching(b.sym, m.A, m.B, m.Start, b.experiment.MatchStream(m.Method, m.From, m.Restart))
	}
	s.keep()
	return s, nil
}

func (s *descendJob) keep() {
	s.out.Permutations = append(s.out.Permutations, s.now.Permutation().Clone())
}

func (s *descendJob) Step() bool {
	more := s.now.Step()
	s.keep()
	return more
}

func (s *descendJob) Fraction() float64 { return min(0.9, float64(s.now.Sweeps())/8) } // about eight are usual
func (s *descendJob) Note() string      { return "Following one search" }

func (s *descendJob) Outcome() wire.Message {
	if s.now.Err() != nil {
		return &wire.Failed{Reason: errLarge.Error()}
	}
	return &s.out
}
