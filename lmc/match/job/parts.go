package job

import (
	"errors"
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/matching"
	"onebasin/lmc/spectrum"
)

// partsJob decomposes A, then B, and matches one part of them after the other.
type partsJob struct {
	in        instance
	m         *MatchParts
	decompose *spectrum.Network
	da, db    *spectrum.Singular

	pa, pb  []float32 // the present part
	now     *matching.WeightMatching
	restart int
	best    *matching.WeightMatching
	out     MatchedParts
	err     error
}

func newParts(in instance, m *MatchParts) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	if len(m.Ranks) == 0 || len(m.Rest) != len(m.Ranks) || m.Restarts < 1 {
		return nil, errors.New("no parts to match")
	}
	for _, rank := range m.Ranks {
		if rank < 0 {
			return nil, fmt.Errorf("a part of %d singular vectors", rank)
		}
	}
	return &partsJob{in: in, m: m}, nil
}

func (s *partsJob) Step() bool {
	switch {
	case s.da == nil:
		return s.decomposed(s.m.A, &s.da)
	case s.db == nil:
		return s.decomposed(s.m.B, &s.db)
	case s.now == nil:
		s.begin()
		return true
	case s.now.Step():
		return true
	}
	if s.now.Err() != nil {
		s.err = errLarge
		return false
	}
	if s.best == nil || s.now.Objective() > s.best.Objective() {
		s.best = s.now
	}
	s.now, s.restart = nil, s.restart+1
	if s.restart < s.m.Restarts {
		return true
	}
	s.out.Permutations = append(s.out.Permutations, s.best.Permutation())
	s.pa, s.restart, s.best = nil, 0, nil
	return len(s.out.Permutations) < len(s.m.Ranks)
}

// decomposed makes a step of a decomposition.
func (s *partsJob) decomposed(theta []float32, to **spectrum.Singular) (more bool) {
	if s.decompose == nil {
		s.decompose = spectrum.NewNetwork(s.in.model, theta)
	}
	if s.decompose.Step() {
		return true
	}
	*to, s.err = s.decompose.Singular()
	s.decompose = nil
	return s.err == nil
}

// begin begins the next start on the present part.
func (s *partsJob) begin() {
	k := len(s.out.Permutations)
	rank, rest := s.m.Ranks[k], s.m.Rest[k] != 0
	if s.pa == nil {
		s.pa, s.pb = s.da.Part(s.in.model, s.m.A, rank, rest), s.db.Part(s.in.model, s.m.B, rank, rest)
	}
	name := "top"
	if rest {
		name = "rest"
	}
	s.now = WeightSearch(s.in.experiment, fmt.Sprintf("%s-%d", name, rank), s.m.From, s.restart, s.pa, s.pb)
}

func (s *partsJob) Fraction() float64 {
	done := float64(len(s.out.Permutations)) + float64(s.restart)/float64(s.m.Restarts)
	return done / float64(len(s.m.Ranks))
}

func (s *partsJob) Note() string { return "Matching a part of the singular vectors" }

func (s *partsJob) Outcome() wire.Message {
	if s.err != nil {
		return &wire.Failed{Reason: s.err.Error()}
	}
	return &s.out
}
