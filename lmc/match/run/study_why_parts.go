package run

import (
	"fmt"
	"math"
	"slices"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/symmetry"
)

// partBudget bounds the multiply-adds of the searches for parts and of the lines to what they find.
const partBudget = 4e10

// partStarts is how many starts the search for a part makes, at most.
const partStarts = 12

// parts matches the leading k singular vectors alone, and all but them, and shows what barrier that leaves on the
// networks themselves.
func (st *whyStudy) parts() error {
	e := st.run.Experiment
	widest := 0
	for l := 1; l <= st.model.Layers(); l++ {
		widest = max(widest, min(st.model.Widths[l-1], st.model.Widths[l]))
	}
	cost := float64(e.Lambdas) * st.work(e.NTest)
	starts := min(partStarts, e.Restarts)
	for _, w := range e.Net {
		cost += float64(starts) * 8 * float64(w) * float64(st.model.Params()) // eight sweeps
	}
	counts := powers(widest, within(partBudget, 2*cost, 5, 12))
	m := &job.MatchParts{Experiment: st.fragment, From: st.inquiry.model(), Restarts: starts, A: st.pair.A,
		B: st.pair.B}
	var all []wire.Message
	var ranks, rests []int
	for rest := range 2 {
		for _, k := range counts {
			ranks, rests = append(ranks, k), append(rests, rest)
		}
	}
	// Each job decomposes the networks first, so that there are as few of them as keep the crew busy.
	for _, c := range lab.Chunks(len(ranks), st.crew.Size()) {
		job := *m
		job.Ranks, job.Rest = ranks[c[0]:c[1]], rests[c[0]:c[1]]
		all = append(all, &job)
	}
	out, err := st.do(all)
	if err != nil {
		return err
	}
	var found []symmetry.Permutation
	for _, o := range out {
		for _, p := range o.(*job.MatchedParts).Permutations {
			found = append(found, p)
		}
	}
	barrier, err := st.barriers(found)
	if err != nil {
		return err
	}
	st.show(st.subspace(counts, barrier[:len(counts)], barrier[len(counts):], starts))
	return nil
}

// powers returns 1, 2, 4, … below n and n itself, or at most so many of them, evenly.
func powers(n, most int) (k []int) {
	var all []int
	for p := 1; p < n; p *= 2 {
		all = append(all, p)
	}
	all = append(all, n)
	for _, i := range spread(len(all), most) {
		k = append(k, all[i])
	}
	return k
}

func (st *whyStudy) subspace(counts []int, top, rest []float64, starts int) *chart.Chart {
	// All of them is what parts are compared with: weight matching, likewise without biases.
	none, whole := float64(st.entry("none").Barrier.Test.Loss), top[len(top)-1]
	x := make([]float64, len(counts))
	for i, k := range counts {
		x[i] = float64(k)
	}
	ends := []float64{x[0], x[len(x)-1]}
	c := &chart.Chart{Name: "subspace", Panels: []chart.Panel{{
		X: chart.Axis{Title: "singular vectors k", Log: true}, Y: chart.Axis{Title: "test loss barrier, nats"},
		Series: []chart.Series{
			{Name: "not matched", Shape: chart.ShapeDash, Ink: "B", X: ends, Y: repeated(none, 2)},
			{Name: "all of them", Shape: chart.ShapeDash, Ink: "piB", X: ends, Y: repeated(whole, 2)},
			{Name: "all but the first k", Shape: chart.ShapeLine, Ink: "3", X: x, Y: rest},
			{Shape: chart.ShapeDots, Ink: "3", X: x, Y: rest},
			{Name: "the first k alone", Shape: chart.ShapeLine, Ink: "2", X: x, Y: top},
			{Shape: chart.ShapeDots, Ink: "2", X: x, Y: top},
		}}},
		Note: fmt.Sprintf("Weight matching, %d starts, that is shown the first k singular vectors of every layer "+
			"alone, or all but these, and no biases; the barrier is that of the networks themselves. Our "+
			"intervention. “All of them” is the same search shown all singular vectors. Layers with no "+
			"more than k vectors are shown whole, or not at all.", starts)}
	// A part is enough that takes away nine tenths of what the whole takes away.
	enough := none - 0.9*(none-whole)
	first := slices.IndexFunc(top, func(v float64) bool { return v <= enough })
	lost := slices.IndexFunc(rest, func(v float64) bool { return v > (none+whole)/2 })
	switch {
	case math.IsNaN(none):
		c.Title = "Without matching the loss on the path is too large for the computer’s numbers"
	case whole >= none:
		c.Title = "Here matching does not lower the barrier, and neither need its parts"
	case first < 0 || first == len(top)-1:
		c.Title = "No number of leading singular vectors alone does here what the whole matching does"
	case counts[first] == 1:
		c.Title = "Matching the first singular vector alone takes nine tenths of the barrier away"
	default:
		c.Title = fmt.Sprintf("Matching the first %d singular vectors alone takes nine tenths of the barrier away",
			counts[first])
	}
	switch {
	case !(whole < none):
	case lost < 0 || lost == len(rest)-1: // where nothing is left, nothing can be matched
		c.Title += "; without some of them it still falls by half"
	case counts[lost] == 1:
		c.Title += "; without the first one, half of it stays"
	default:
		c.Title += fmt.Sprintf("; without the first %d, half of it stays", counts[lost])
	}
	return c
}
