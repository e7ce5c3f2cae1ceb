package run

import (
	"slices"
	"strconv"
	"strings"

	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
)

// search is a matching's search that is replayed, assignment by assignment.
type search struct {
	from    int // model
	restart int
	method  string // of the stream
	pair    *Pair
	now     *matching.WeightMatching
	k       int // assignments made
	count   int // in all
}

// replayBudget bounds parameters × assignments of a search that is shown step by step, since it is run again whenever
// somebody steps back.
const replayBudget = 20_000_000

// SearchStep answers q.
func (re *Responder) SearchStep(q *stage.AskSearchStep) *stage.SearchStep {
	if method, _, _ := strings.Cut(q.Method, "."); method == "swap" {
		return re.swapStep(q)
	}
	s := re.search(matched{other(q.From), q.Method})
	if s == nil || s.count == 0 {
		return &stage.SearchStep{From: other(q.From), Method: q.Method}
	}
	k := q.K
	if k < 0 || k > s.count {
		k = s.count
	}
	re.replay(s, k-1)
	before := slices.Clone(s.now.Matched())
	a := &stage.SearchStep{From: s.pair.From, Method: q.Method, Restart: s.restart, K: k, Count: s.count}
	if k > 0 {
		s.now.Step()
		s.k++
	}
	move := s.now.Last()
	a.Layer, a.Before, a.After, a.Moved, a.Chosen = move.Group+1, move.Before, move.After, move.Moved, move.Chosen
	sym := re.run.Experiment.Symmetry()
	if k == 0 {
		a.Before, a.After = s.now.Objective(), s.now.Objective()
		a.Chosen = sym.Identity()[0]
	}
	a.N = sym.Groups[a.Layer-1]
	var gram matching.Gram
	a.Similarities = similarity(&gram, sym, a.Layer-1, s.pair.A, before)
	if s.pair.Plane != nil {
		a.U, a.V, a.Off = s.pair.Plane.Project(s.now.Matched())
	}
	return a
}

// replay brings a search to where k assignments are made, from its start if it has made more.
func (re *Responder) replay(s *search, k int) {
	if k < s.k || s.now == nil {
		s.begin(re.run.Experiment)
	}
	for s.k < k {
		s.now.Step()
		s.k++
		re.worked(re.assignmentWork())
	}
}

// pair returns the pair that a name of messages means: of a matching, or of a search after some assignments.
func (re *Responder) pair(of matched) *Pair {
	name, k := stage.FilmOf(of.name)
	p := re.run.pairOf(of.from, name)
	if k < 0 || p == nil {
		return p
	}
	theta := re.stateAfter(matched{of.from, name}, k)
	if theta == nil {
		return nil
	}
	if re.filming != of {
		delete(re.lines, re.filming)
		re.filming = of
	}
	return &Pair{From: p.From, Method: of.name, A: p.A, B: p.B, Matched: theta}
}

// stateAfter returns B as a matching's search has renumbered it in k moves, nil where it cannot be followed so far.
func (re *Responder) stateAfter(of matched, k int) []float32 {
	if stage.MethodOf(of.name) == "swap" {
		s := re.followSwaps(of)
		if s == nil || k > len(s.exchanges) {
			return nil
		}
		return re.run.Experiment.Symmetry().Apply(s.pair.B, s.after(k))
	}
	s := re.search(of)
	if s == nil || k > s.count {
		return nil
	}
	re.replay(s, k)
	return slices.Clone(s.now.Matched())
}

// filmed returns the path to where a search stands before its end, nil where it would be long in coming.
func (re *Responder) filmed(step *stage.SearchStep) *stage.Curves {
	e := re.run.Experiment
	work := re.model.Params() * (e.N + e.NTest)
	if step.Count == 0 || work*e.Lambdas > 2*scoreBudget {
		return nil
	}
	p := re.pair(matched{step.From, stage.Film(step.Method, step.K)})
	if p == nil {
		return nil
	}
	line := re.line(p)
	c := &stage.Curves{From: p.From, Method: p.Method, Lambda: measure.Lambdas(e.Lambdas)}
	for k := range c.Lambda {
		train, held := line.Score(c.Lambda[k])
		c.TrainLoss, c.TrainAccuracy = append(c.TrainLoss, train.Loss), append(c.TrainAccuracy, train.Accuracy)
		c.TestLoss, c.TestAccuracy = append(c.TestLoss, held.Loss), append(c.TestAccuracy, held.Accuracy)
		re.worked(work)
	}
	test := measure.NewCurve(c.TestLoss, c.TestAccuracy)
	c.Barrier, c.Peak = float64(test.Barrier(c.Lambda).Loss), test.Peak(c.Lambda)
	return c
}

// search returns the search of a matching, nil when it has none or is too long.
func (re *Responder) search(of matched) *search {
	if s, ok := re.searches[of]; ok {
		return s
	}
	method, restart, given := strings.Cut(of.name, ".")
	p := re.run.pairOf(of.from, of.name)
	if m, _ := matching.MatcherNamed(method); p == nil || !m.Stepwise || re.run.noteOf(of.from, method) != "" {
		return nil
	}
	s := &search{method: method, pair: p}
	s.from, s.restart = re.of(p, method)
	if given {
		s.restart, _ = strconv.Atoi(restart)
	}
	s.begin(re.run.Experiment)
	for more := true; more; s.count++ {
		if re.model.Params()*s.count > replayBudget {
			s.count = 0
			break
		}
		more = s.now.Step()
		re.worked(re.assignmentWork())
	}
	s.now = nil
	re.searches[of] = s
	return s
}

// of returns the model that a pair renumbers, and the restart of a method that won.
func (re *Responder) of(p *Pair, method string) (from, restart int) {
	for _, pair := range re.run.Result.Pairs {
		if pair.From == p.From && pair.Method == method {
			restart = pair.Restart
		}
	}
	return re.run.model(p.From), restart
}

// assignmentWork estimates the multiply-adds of one assignment of a search: its Gram matrix, and n³ for the solver.
func (re *Responder) assignmentWork() (most int) {
	for _, n := range re.run.Experiment.Net {
		most = max(most, n*(re.model.Params()+n*n))
	}
	return most
}

func (s *search) begin(e keys.Experiment) {
	s.k, s.now = 0, job.WeightSearch(e, s.method, s.from, s.restart, s.pair.A, s.pair.B)
}
