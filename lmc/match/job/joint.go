package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/matching"
)

// jointJob runs starts of a joint search, one after the other.
type jointJob struct {
	in    instance
	m     *MatchJointly
	now   matching.JointSearch
	start int
	out   MatchedJointly
	err   error
}

func newJoint(in instance, m *MatchJointly) (lab.Stepper, error) {
	if err := in.checkParameters(m.Models...); err != nil {
		return nil, err
	}
	if m.First < 0 || m.Last <= m.First || m.Last > in.experiment.Restarts {
		return nil, fmt.Errorf("starts %d to %d of %d", m.First, m.Last, in.experiment.Restarts)
	}
	s := &jointJob{in: in, m: m, start: m.First}
	if err := s.begin(); err != nil {
		return nil, err
	}
	return s, nil
}

// begin sets up the present start, with a random stream of its own.
func (s *jointJob) begin() (err error) {
	s.now, err = matching.NewJointSearch(s.m.Method, s.in.sym, s.m.Models, s.start,
		s.in.experiment.MatchStream(s.m.Method, 0, s.start))
	return err
}

func (s *jointJob) Step() bool {
	if s.now.Step() {
		return true
	}
	if s.now.Err() != nil {
		s.err = errLarge
		return false
	}
	end := JointStart{Objective: s.now.Objective(), History: s.now.History()}
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

func (s *jointJob) Fraction() float64 {
	done := float64(s.start - s.m.First)
	if s.start < s.m.Last {
		done += s.now.Fraction()
	}
	return done / float64(s.m.Last-s.m.First)
}

func (s *jointJob) Note() string { return fmt.Sprintf("Matching %d networks jointly", len(s.m.Models)) }

func (s *jointJob) Outcome() wire.Message {
	if s.err != nil {
		return &wire.Failed{Reason: s.err.Error()}
	}
	return &s.out
}
