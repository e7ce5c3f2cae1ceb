package run

import (
	"strconv"
	"strings"

	"onebasin/lmc/match/stage"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
)

// swaps is a swap descent that was followed: the exchanges that were kept, from its start on.
type swaps struct {
	restart   int
	pair      *Pair
	start     symmetry.Permutation
	loss      float64
	exchanges []matching.Exchange
}

// swapBudget bounds the multiply-adds of a swap descent that is followed.
const swapBudget = 2e10

// swapStep answers q: the K-th exchange that was kept. Before and After are training losses halfway.
func (re *Responder) swapStep(q *stage.AskSearchStep) *stage.SearchStep {
	s := re.followSwaps(matched{other(q.From), q.Method})
	if s == nil || len(s.exchanges) == 0 {
		return &stage.SearchStep{From: other(q.From), Method: q.Method}
	}
	k := q.K
	if k < 0 || k > len(s.exchanges) {
		k = len(s.exchanges)
	}
	sym := re.run.Experiment.Symmetry()
	before := sym.Apply(s.pair.B, s.after(max(0, k-1)))
	a := &stage.SearchStep{From: s.pair.From, Method: q.Method, Restart: s.restart, K: k,
		Count: len(s.exchanges), Layer: 1, Before: s.loss, After: s.loss}
	a.Chosen = sym.Identity()[0]
	if k > 0 {
		x := s.exchanges[k-1]
		a.Layer, a.Before, a.After, a.Moved, a.Chosen = x.Group+1, x.Before, x.After, 2, sym.Identity()[x.Group]
		a.Chosen[x.I], a.Chosen[x.J] = x.J, x.I
	}
	a.N = sym.Groups[a.Layer-1]
	var gram matching.Gram
	a.Similarities = similarity(&gram, sym, a.Layer-1, s.pair.A, before)
	if s.pair.Plane != nil {
		a.U, a.V, a.Off = s.pair.Plane.Project(sym.Apply(s.pair.B, s.after(k)))
	}
	return a
}

// after returns the permutation after k exchanges.
func (s *swaps) after(k int) symmetry.Permutation {
	perm := s.start.Clone()
	for _, x := range s.exchanges[:k] {
		p := perm[x.Group]
		p[x.I], p[x.J] = p[x.J], p[x.I]
	}
	return perm
}

// followSwaps runs the descent of a matching again and keeps what it exchanged; nil when there is none or it is too
// long.
func (re *Responder) followSwaps(of matched) *swaps {
	if s, ok := re.swaps[of]; ok {
		return s
	}
	method, restart, given := strings.Cut(of.name, ".")
	p := re.run.pairOf(of.from, of.name)
	if p == nil || re.run.noteOf(of.from, method) != "" {
		return nil
	}
	e := re.run.Experiment
	s := &swaps{pair: p}
	from, won := re.of(p, method)
	if s.restart = won; given {
		s.restart, _ = strconv.Atoi(restart)
	}
	search, err := matching.NewSearch(method, matching.Pairing{Symmetry: e.Symmetry(), Model: re.model, A: p.A, B: p.B,
		Train: re.run.Train, Loss: e.Loss()}, s.restart, e.Streams("", from, ""))
	if err != nil {
		return nil
	}
	descent := search.(*matching.SwapDescent)
	s.start, s.loss = descent.Permutation().Clone(), descent.Loss()
	work := descent.Work()
	for more, done := descent.Err() == nil, 0; more; done += work {
		if done > swapBudget {
			s.exchanges = nil
			break
		}
		more = descent.Step()
		if x := descent.Last(); x.Kept {
			s.exchanges = append(s.exchanges, x)
		}
		re.worked(work)
	}
	re.swaps[of] = s
	return s
}
