package run

import (
	"fmt"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/trees/matching"
	"onebasin/lmc/trees/symmetry"
)

// shownTrees bounds the side of a similarity matrix: of more trees the first are shown.
const shownTrees = 128

// similarity are the similarities S' of the trees of A and of B that weight matching assigns by, with all invariances,
// in B's order and in π(B)'s.
func (r *inquiry) similarity() (*chart.Chart, error) {
	s := matching.ByWeights(r.model, r.Models[0], r.Models[r.pair.From], symmetry.All(r.model.Arch))
	for s.Step() {
		if err := r.yield(r.ctx); err != nil {
			return nil, err
		}
	}
	if s.Err() != nil {
		return nil, s.Err()
	}
	m := r.model.Trees
	n := min(m, shownTrees)
	before, after, gained := make([]float64, 0, n*n), make([]float64, 0, n*n), 0
	for i := range n {
		for j := range n {
			before = append(before, s.Similarity()[i*m+j])
			after = append(after, s.Similarity()[i*m+s.Element()[j].From])
		}
	}
	for i := range m { // whether a tree of A got the one that it is most like
		best := 0
		for j := range m {
			if s.Similarity()[i*m+j] > s.Similarity()[i*m+best] {
				best = j
			}
		}
		if s.Element()[i].From == best {
			gained++
		}
	}
	panel := func(title, y string, values []float64) chart.Panel {
		return chart.Panel{Title: title, X: chart.Axis{Title: y}, Y: chart.Axis{Title: "tree of A"},
			Grid: chart.Grid{Rows: n, Cols: n, Values: values, Map: chart.MapDiverging, Unit: "S′"}}
	}
	return &chart.Chart{Name: "similarity",
		Title: fmt.Sprintf("%d of the %d trees of A get the tree of B that they are most like", gained, m),
		Note: "S′: inner product of a tree of A with what flips and order make of one of B, at best. Weight matching " +
			"chooses the assignment of largest sum, which stands on the diagonal afterwards.",
		Panels: []chart.Panel{panel("Before", "tree of B", before), panel("After", "tree of π(B)", after)}}, nil
}
