package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	lmc "onebasin/lmc/matching"
	"onebasin/lmc/sequence/matching"
	"onebasin/toynets"
)

// matchJob runs a search on a sequence of pairs.
type matchJob struct {
	search matching.Search
	note   string
}

func (m *Match) Begin(in instance) (lab.Stepper, error) {
	if err := in.checkParameters(m.A...); err != nil {
		return nil, err
	}
	if err := in.checkParameters(m.B...); err != nil {
		return nil, err
	}
	e := in.experiment
	search, err := matching.New(m.Search, matching.Sequence{Symmetry: in.sym, Model: in.model, A: m.A, B: m.B,
		Train: in.train}, e.Restarts, func(start int) *toynets.Rand {
		return e.Stream(fmt.Sprintf("%s/%d", m.Search, start))
	})
	if err != nil {
		return nil, err
	}
	matcher, _ := lmc.MatcherNamed(m.Search)
	return &matchJob{search, matcher.Title}, nil
}

func (s *matchJob) Step() bool        { return s.search.Step() }
func (s *matchJob) Fraction() float64 { return s.search.Fraction() }
func (s *matchJob) Note() string      { return s.note }

func (s *matchJob) Outcome() wire.Message {
	if s.search.Err() != nil {
		return &Matched{Note: errLarge.Error()}
	}
	return &Matched{Permutation: s.search.Permutation(), Objective: s.search.Objective()}
}

// jointRestarts is for how many restarts a joint search makes starts, as Match's default has it.
const jointRestarts = 12

// jointJob runs the starts of a joint search, of which the first of largest objective wins.
type jointJob struct {
	in            instance
	m             *MatchJointly
	now           lmc.JointSearch
	start, starts int
	best          lmc.JointSearch
	err           error
}

func (m *MatchJointly) Begin(in instance) (lab.Stepper, error) {
	if err := in.checkParameters(m.Models...); err != nil {
		return nil, err
	}
	s := &jointJob{in: in, m: m, starts: lmc.JointStarts(m.Method, in.sym, len(m.Models), jointRestarts)}
	if err := s.open(); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *jointJob) open() (err error) {
	s.now, err = lmc.NewJointSearch(s.m.Method, s.in.sym, s.m.Models, s.start,
		s.in.experiment.Stream(fmt.Sprintf("%s/%d", s.m.Method, s.start)))
	return err
}

func (s *jointJob) Step() bool {
	if s.now.Step() {
		return true
	}
	if s.err = s.now.Err(); s.err != nil {
		return false
	}
	if s.best == nil || s.now.Objective() > s.best.Objective() {
		s.best = s.now
	}
	if s.start++; s.start == s.starts {
		return false
	}
	s.err = s.open()
	return s.err == nil
}

func (s *jointJob) Fraction() float64 {
	done := float64(s.start)
	if s.start < s.starts {
		done += s.now.Fraction()
	}
	return done / float64(s.starts)
}

func (s *jointJob) Note() string { return fmt.Sprintf("Matching %d networks jointly", len(s.m.Models)) }

func (s *jointJob) Outcome() wire.Message {
	if s.err != nil {
		return &MatchedJointly{Note: errLarge.Error()}
	}
	out := &MatchedJointly{Objective: s.best.Objective()}
	for _, p := range s.best.Permutations() {
		out.Permutations = append(out.Permutations, p...)
	}
	return out
}
