package run

import (
	"fmt"
	"slices"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/symmetry"
)

// showCycles draws, per layer, the share of units that cycles through three networks do not return.
func (st *manyStudy) showCycles() {
	layers := fromZero(len(st.sym.Groups))
	var labels []string
	var null []float64
	for g, n := range st.sym.Groups {
		labels = append(labels, fmt.Sprint(g+1))
		null = append(null, 1-1/float64(n))
	}
	dots := chart.Series{Name: "every cycle", Shape: chart.ShapeDots, Ink: "ink"}
	sum := make([]float64, len(layers))
	cycles := st.cycles(func(q, p int) symmetry.Permutation { return st.pairs[q][p] })
	for _, lost := range cycles {
		for g, x := range lost {
			dots.X, dots.Y = append(dots.X, float64(g)), append(dots.Y, 100*x)
			sum[g] += 100 * x / float64(len(cycles))
		}
	}
	hundred := func(x float64) float64 { return 100 * x }
	p := chart.Panel{X: chart.Axis{Title: "hidden layer", Labels: labels},
		Y: chart.Axis{Title: "units not returned, %", Min: 0, Max: 104},
		Series: []chart.Series{
			{Name: "mean, every pair by itself", Shape: chart.ShapeBars, Ink: "3", X: layers, Y: sum}, dots,
			{Name: "random orders", Shape: chart.ShapeDash, Ink: "null", X: layers, Y: apply(null, hundred)}}}
	lost := average(sum)
	cycle := append(slices.Clone(st.names[:min(3, len(st.names))]), st.names[0])
	round := strings.Join(cycle, " → ")
	title := fmt.Sprintf("Going round as in %s, matchings made pair by pair lose %.0f %% of the units", round, lost)
	if lost == 0 {
		title = fmt.Sprintf("Going round as in %s, even matchings made pair by pair lose no unit here", round)
	}
	var joint [][]float64
	for _, w := range []*scheme{st.toA, st.merge, st.frankWolfe} {
		if w.perms != nil {
			joint = append(joint, st.cycles(func(q, p int) symmetry.Permutation {
				return symmetry.Relative(w.perms[q], w.perms[p])
			})...)
		}
	}
	agreed := chart.Series{Name: "joint, and by way of A", Shape: chart.ShapeDots, Ink: "piB", X: layers}
	for g := range layers {
		var of []float64
		for _, c := range joint {
			of = append(of, 100*c[g])
		}
		agreed.Y = append(agreed.Y, average(of))
	}
	p.Series = append(p.Series, agreed)
	if st.frankWolfe.perms != nil {
		title += "; joint ones return all of them"
	}
	st.show(&chart.Chart{Name: "cycles", Title: title, Panels: []chart.Panel{p},
		Note: fmt.Sprintf("Share of the units that do not come back to themselves; cycles: %d. Pairs were "+
			"weight-matched independently of one another. 0 by construction for joint matchings (C²M³, 2405.17897) "+
			"and by way of A; 1 − 1/n for random orders of n units. Units that do nothing have no place to come "+
			"back to, so that the loss of a cycle is not all disagreement.%s", len(cycles), st.needsThree())})
}

// cycles returns what every cycle through three networks q < p < r loses, or the way there and back of two; of(q, p)
// says which unit of p goes with each of q.
func (st *manyStudy) cycles(of func(q, p int) symmetry.Permutation) (lost [][]float64) {
	if len(st.models) == 2 {
		return [][]float64{symmetry.CycleError(of(0, 1), of(1, 0))}
	}
	for q := range st.models {
		for p := q + 1; p < len(st.models); p++ {
			for r := p + 1; r < len(st.models); r++ {
				lost = append(lost, symmetry.CycleError(of(q, p), of(p, r), of(q, r).Inverse()))
			}
		}
	}
	return lost
}
