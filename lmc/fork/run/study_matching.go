package run

import (
	"fmt"
	"math"

	"onebasin/lmc/fork/job"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
)

// matchStarts is how many starts weight matching makes for every parting: from the identity, then at random.
const matchStarts = 4

// rematched is what weight matching makes of a parting: the best of its starts by the objective, and the barrier then.
type rematched struct {
	moved   float64 // share of the hidden units that change their place, NaN where nothing is known
	barrier float64
}

// afterMatching compares, for every parting, the barrier to B with that to π(B).
func afterMatching(i *inquiry) error {
	i.parts = 2
	r := i.run
	fragment, a := r.Fragment(), r.A.Theta()
	sym := symmetry.MLPSymmetry(r.model)
	var jobs []wire.Message
	var owner []int
	for k, p := range r.Partings {
		if !r.known(k) {
			continue
		}
		for start := range matchStarts {
			jobs = append(jobs, &job.Match{Experiment: fragment, Name: p.Name, Start: start, A: a, B: p.B.Theta()})
		}
		owner = append(owner, k)
	}
	out, err := i.do("matching B to A", jobs)
	if err != nil {
		return err
	}
	found := make([]rematched, len(r.Partings))
	for k := range found {
		found[k] = rematched{math.NaN(), math.NaN()}
	}
	var lines []wire.Message
	for n, k := range owner {
		best := out[n*matchStarts].(*job.Matched)
		for _, m := range out[n*matchStarts : (n+1)*matchStarts] {
			if m := m.(*job.Matched); m.Note == "" && m.After > best.After {
				best = m
			}
		}
		b := r.Partings[k].B.Theta()
		if best.Note == "" {
			found[k].moved = moved(best.Permutation)
			b = sym.Apply(b, best.Permutation)
		}
		lines = append(lines, &job.WalkLine{Experiment: fragment, A: a, B: b})
	}
	walks, err := i.do("walking the lines to π(B)", lines)
	if err != nil {
		return err
	}
	for n, k := range owner {
		w := walks[n].(*job.WalkedLine)
		curve := measure.NewCurve(w.TrainLoss, w.TrainAccuracy)
		found[k].barrier = float64(curve.Barrier(r.Result.Forks[k].Path.Lambda).Loss)
	}
	i.answer(r.matched(found))
	return nil
}

// moved is the share of units that a permutation moves.
func moved(p symmetry.Permutation) float64 {
	n, all := 0, 0
	for _, units := range p {
		all += len(units)
		for at, from := range units {
			if at != from {
				n++
			}
		}
	}
	return float64(n) / float64(all)
}

func (r *Run) matched(found []rematched) *chart.Chart {
	c := &chart.Chart{Name: "matched", Title: r.matchedTitle(found),
		Note: fmt.Sprintf("Training barrier on the straight line from A to B as it is, and to π(B), renumbered by "+
			"weight matching (Ainsworth et al., 2209.04836): of %d starts, the identity and random permutations, "+
			"that of the largest inner product ⟨A, π(B)⟩. Init, with other first weights, is the control.",
			matchStarts)}
	var labels []string
	before := chart.Series{Name: "B as it is", Shape: chart.ShapeLine, Ink: "B"}
	after := chart.Series{Name: "π(B)", Shape: chart.ShapeLine, Ink: "piB"}
	share := chart.Series{Name: "units moved", Shape: chart.ShapeBars, Ink: "piB"}
	n := len(r.Partings)
	for at := range n {
		k := (at + n - 1) % n // init first
		x := float64(at)
		labels = append(labels, r.Partings[k].Name)
		before.X, before.Y = append(before.X, x), append(before.Y, float64(r.barrier(k)))
		after.X, after.Y = append(after.X, x), append(after.Y, found[k].barrier)
		share.X, share.Y = append(share.X, x), append(share.Y, 100*found[k].moved)
	}
	x := chart.Axis{Title: "fork after step", Labels: labels}
	c.Panels = []chart.Panel{
		{Title: "Barrier", X: x, Y: chart.Axis{Title: "training barrier, nats"}, Series: []chart.Series{before, after}},
		{Title: "Hidden units that matching moves", X: x, Y: chart.Axis{Title: "units moved, %", Min: 0, Max: 100},
			Series: []chart.Series{share}}}
	return c
}

func (r *Run) matchedTitle(found []rematched) string {
	first := -1
	for k := len(r.Experiment.Forks) - 1; k >= 0 && found[k].moved == 0; k-- {
		first = k
	}
	s := "At the last fork compared matching still moves units"
	switch {
	case first == 0:
		s = "At every fork compared the identity is the best permutation found"
	case first > 0:
		s = fmt.Sprintf("From step %d on the identity is the best permutation found", r.Experiment.Forks[first])
	}
	n := len(found) - 1
	if measure.Finite(found[n].barrier) {
		s += fmt.Sprintf("; with other first weights matching takes the barrier from %s to %s",
			measure.Amount(r.barrier(n)), measure.Amount(measure.Number(found[n].barrier)))
	}
	return s
}
