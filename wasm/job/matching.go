package job

import (
	"fmt"

	"onebasin/lmc"
	"onebasin/toynets"
	"onebasin/wasm/wire"
)

// matching runs restarts of weight matching, one after the other.
type matching struct {
	b       bench
	m       *wire.Match
	now     *lmc.WeightMatching
	restart int
	best    float64
	out     wire.Matched
	err     error
}

func newMatching(b bench, m *wire.Match) (Stepper, error) {
	if err := b.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	if m.First < 0 || m.Last <= m.First || m.Last > b.experiment.Restarts {
		return nil, fmt.Errorf("restarts %d to %d of %d", m.First, m.Last, b.experiment.Restarts)
	}
	s := &matching{b: b, m: m, restart: m.First}
	s.begin()
	return s, nil
}

// begin sets up the search of the present restart: the first of all starts from
// the identity, the others from random permutations of their own streams.
func (s *matching) begin() {
	r := s.b.experiment.MatchStream(s.m.Method, s.m.From, s.restart)
	s.now = startSearch(s.b.sym, s.m.A, s.m.B, s.restart, r)
}

func startSearch(sym lmc.Symmetry, a, b []float32, restart int, r *toynets.Rand) *lmc.WeightMatching {
	var start lmc.Permutation
	if restart > 0 {
		start = sym.Random(r)
	}
	return lmc.NewWeightMatching(sym, a, b, start, r)
}

func (s *matching) Step() bool {
	if s.now.Step() {
		return true
	}
	if s.err = s.now.Err(); s.err != nil {
		return false
	}
	// The first of equal objectives wins, so that it does not matter how restarts
	// are shared out.
	if s.out.Permutation == nil || s.now.Objective() > s.best {
		s.best, s.out.Best = s.now.Objective(), s.restart
		s.out.Permutation = s.now.Permutation()
	}
	s.out.Objectives = append(s.out.Objectives, s.now.Objective())
	s.out.Sweeps = append(s.out.Sweeps, s.now.Sweeps())
	s.out.Permutations = append(s.out.Permutations, s.now.Permutation())
	s.restart++
	if s.restart == s.m.Last {
		return false
	}
	s.begin()
	return true
}

func (s *matching) Fraction() float64 {
	return float64(s.restart-s.m.First) / float64(s.m.Last-s.m.First)
}

func (s *matching) Note() string {
	return fmt.Sprintf("Matching %s: restart %d of %d", lmc.ModelName(s.m.From), min(s.restart+1, s.m.Last), s.b.experiment.Restarts)
}

func (s *matching) Outcome() wire.Message {
	if s.err != nil {
		return &wire.Failed{Reason: s.err.Error()}
	}
	return &s.out
}
