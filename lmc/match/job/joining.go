package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/matching"
)

// joining runs starts of a joint search, one after the other.
type joinJob struct {
	b     bench
	m     *Join
	now   matching.JointSearch
	start int
	out   Joined
	err   error
}

func newJoining(b bench, m *Join) (lab.Stepper, error) {
	if err := b.checkParameters(m.Models...); err != nil {
		return nil, err
	}
	if m.First < 0 || m.Last <= m.First || m.Last > b.experiment.Restarts {
		return nil, fmt.Errorf("starts %d to %d of %d", m.First, m.Last, b.experiment.Restarts)
	}
	s := &joinJob{b: b, m: m, start: m.First}
	if err := s.begin(); err != nil {
		return nil, err
	}
	return s, nil
}

// begin sets up the present start, with a random stream of its own.
func (s *joinJob) begin() (err error) {
	s.now, err = matching.NewJointSearch(s.m.Method, s.b.sym, s.m.Models, s.start, s.b.experiment.MatchStream(s.m.Method, 0, s.start))
	return err
}

func (s *joinJob) Step() bool {
	if s.now.Step() {
		return true
	}
	if s.now.Err() != nil {
		s.err = errLarge
		return false
	}
	end := JoinedStart{Objective: s.now.Objective(), History: s.now.History()}
	for _, p := range s.now.Permutations() {
		end.Permutations = append(end.Permutations, p)
	}
	s.out.Starts = append(s.out.Starts, end)
	s.start++
	if s.start == s.m.Last {
		return false
	}
	s.err = s.begin()
	return s.err == nil
}

func (s *joinJob) Fraction() float64 {
	done := float64(s.start - s.m.First)
	if s.start < s.m.Last {
		done += s.now.Fraction()
	}
	return done / float64(s.m.Last-s.m.First)
}

func (s *joinJob) Note() string { return fmt.Sprintf("Matching %d networks jointly", len(s.m.Models)) }

func (s *joinJob) Outcome() wire.Message {
	if s.err != nil {
		return &wire.Failed{Reason: s.err.Error()}
	}
	return &s.out
}
