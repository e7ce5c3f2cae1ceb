package job

import (
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/matching"
)

// descentJob makes one assignment of weight matching a step, or tries one exchange of swap descent.
type descentJob struct {
	now   matching.Search
	moved func() bool // the last step led somewhere that is kept
	out   TracedDescent
}

func newDescent(in instance, m *TraceDescent) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	s := new(descentJob)
	switch {
	case m.Method == "swap":
		search, err := matching.NewSearch(m.Method, matching.Pairing{Symmetry: in.sym, Model: in.model, A: m.A, B: m.B,
			Train: in.train, Loss: in.experiment.Loss()}, m.Restart, in.experiment.Streams("", m.From, ""))
		if err != nil {
			return nil, err
		}
		descent := search.(*matching.SwapDescent)
		s.now, s.moved = descent, func() bool { return descent.Last().Kept }
	case len(m.Start) == 0:
		s.follow(WeightSearch(in.experiment, m.Method, m.From, m.Restart, m.A, m.B))
	default:
		if err := in.sym.Check(m.Start); err != nil {
			return nil, err
		}
		s.follow(matching.NewWeightMatching(in.sym, m.A, m.B, m.Start,
			in.experiment.MatchStream(m.Method, m.From, m.Restart)))
	}
	s.keep()
	return s, nil
}

func (s *descentJob) follow(w *matching.WeightMatching) {
	s.now, s.moved = w, func() bool { return !w.Begun() }
}

func (s *descentJob) keep() {
	s.out.Permutations = append(s.out.Permutations, s.now.Permutation().Clone())
}

func (s *descentJob) Step() bool {
	more := s.now.Step()
	if s.moved() {
		s.keep()
	}
	return more
}

func (s *descentJob) Fraction() float64 {
	if p, ok := s.now.(partial); ok {
		return p.Fraction()
	}
	return min(0.9, float64(s.now.Sweeps())/8) // about eight are usual
}
func (s *descentJob) Note() string { return "Following one search" }

func (s *descentJob) Outcome() wire.Message {
	if s.now.Err() != nil {
		return &wire.Failed{Reason: errLarge.Error()}
	}
	return &s.out
}
