package job

import (
	"errors"
	"fmt"
	"strings"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
)

// nullPrefix marks the same search on the untrained networks, which has random streams of its own.
const nullPrefix = "null-"

// errLarge is told in place of the search's own error, which names an entry of a similarity matrix: the reader of a
// page knows of no such matrix.
var errLarge = errors.New("the weights are too large for the computer’s numbers")

// matchJob runs starts of a matcher's search, one after the other.
type matchJob struct {
	in      instance
	m       *Match
	method  string // without nullPrefix
	starts  int    // in all
	now     matching.Search
	restart int
	best    float64
	out     Matched
	err     error
}

func newMatching(in instance, m *Match) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	s := &matchJob{in: in, m: m, method: strings.TrimPrefix(m.Method, nullPrefix), restart: m.First}
	matcher, ok := matching.MatcherNamed(s.method)
	if !ok {
		return nil, fmt.Errorf("there is no matcher %q", m.Method)
	}
	s.starts = in.experiment.Starts(matcher)
	if m.First < 0 || m.Last <= m.First || m.Last > s.starts {
		return nil, fmt.Errorf("restarts %d to %d of %d", m.First, m.Last, s.starts)
	}
	if err := s.begin(); err != nil {
		return nil, err
	}
	return s, nil
}

// begin sets up the search of the present restart, with random streams of the pair's own.
func (s *matchJob) begin() (err error) {
	prefix := strings.TrimSuffix(s.m.Method, s.method)
	suffix := ""
	if s.m.To > 0 {
		suffix = "-to-" + measure.ModelName(s.m.To)
	}
	of := s.in.experiment.Streams(prefix, s.m.From, suffix)
	pair := matching.Pairing{Symmetry: s.in.sym, Model: s.in.model, A: s.m.A, B: s.m.B, Train: s.in.train,
		Loss: s.in.experiment.Loss(), Ordered: prefix == nullPrefix}
	s.now, err = matching.NewSearch(s.method, pair, s.restart, of)
	return err
}

func (s *matchJob) Step() bool {
	if s.now.Step() {
		return true
	}
	if s.now.Err() != nil { // an inner product is infinite or NaN
		s.out = Matched{Note: errLarge.Error()}
		return false
	}
	// The first of equal merits wins, so that it does not matter how restarts are shared out.
	merit := matching.Merit(s.now)
	if s.out.Permutation == nil || merit > s.best {
		s.best, s.out.Best = merit, s.restart
		s.out.Permutation = s.now.Permutation()
	}
	found := matching.ElementOf(s.now)
	s.out.Signs, s.out.Scales = append(s.out.Signs, found.Signs), append(s.out.Scales, found.Scales)
	s.out.Merits = append(s.out.Merits, merit)
	s.out.Objectives = append(s.out.Objectives, s.now.Objective())
	s.out.Sweeps = append(s.out.Sweeps, s.now.Sweeps())
	s.out.Permutations = append(s.out.Permutations, s.now.Permutation())
	s.restart++
	if s.restart == s.m.Last {
		return false
	}
	s.err = s.begin()
	return s.err == nil
}

// partial is a search that knows how far it is.
type partial interface{ Fraction() float64 }

func (s *matchJob) Fraction() float64 {
	done := float64(s.restart - s.m.First)
	if p, ok := s.now.(partial); ok && s.restart < s.m.Last {
		done += p.Fraction()
	}
	return done / float64(s.m.Last-s.m.First)
}

func (s *matchJob) Note() string {
	if s.starts == 1 {
		return fmt.Sprintf("Matching %s by %s", measure.ModelName(s.m.From), s.method)
	}
	return fmt.Sprintf("Matching %s: restart %d of %d", measure.ModelName(s.m.From),
		min(s.restart+1, s.m.Last), s.starts)
}

func (s *matchJob) Outcome() wire.Message {
	if s.err != nil {
		return &wire.Failed{Reason: s.err.Error()}
	}
	return &s.out
}
