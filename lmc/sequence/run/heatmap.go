package run

import (
	"fmt"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/keys"
)

// heatMaps are the barriers of every permutation at every step, a panel a search.
func (r *Run) heatMaps() *chart.Chart {
	k := &r.Result.Checkpoints
	c := &chart.Chart{Name: "barriers", Title: r.heatTitle(),
		Note: "Barrier of the test loss between A and π(B) at the step of the column, in nats. π was found at the " +
			"step of the row; without one (none); or at all steps at once (all), where the sum of the similarities " +
			"is maximised. After " + paper + ", who find that weight matching fails early in training, " +
			"where activation matching is steadier. The square that is looked at has a frame; touch another to see " +
			"its path."}
	for _, s := range r.searches() {
		p := r.heatMap(matcherTitle(s.Method), "test loss barrier, nats", 1, k.None.Loss, s.Barrier.Loss,
			s.Stacked.Loss)
		p.Series = []chart.Series{r.look.frame(len(k.Steps))}
		c.Panels = append(c.Panels, p)
	}
	sameColours(c.Panels)
	return c
}

// heatMap is a panel of barriers, times scale: a row without a permutation, one for each that was found at a
// checkpoint, and one for that for all.
func (r *Run) heatMap(title, unit string, scale float64, none []measure.Number, found [][]measure.Number,
	forAll []measure.Number) chart.Panel {
	steps := r.Result.Checkpoints.Steps
	p := chart.Panel{Title: title, X: chart.Axis{Title: "used at step", Labels: r.stepLabels()},
		Y:    chart.Axis{Title: "found at step", Labels: []string{"none"}},
		Grid: chart.Grid{Cols: len(steps), Map: chart.MapSequential, Unit: unit, Print: true}}
	add := func(found int, row []measure.Number) {
		p.Grid.Rows++
		for used, v := range row {
			p.Grid.Values = append(p.Grid.Values, scale*float64(v))
			p.Grid.Looks = append(p.Grid.Looks, fmt.Sprintf("view.study=cell&view.found=%d&view.used=%d", found,
				steps[used]))
		}
	}
	add(keys.None, none)
	for t, row := range found {
		p.Y.Labels = append(p.Y.Labels, r.stepLabels()[t])
		add(steps[t], row)
	}
	p.Y.Labels = append(p.Y.Labels, "all")
	add(keys.Stacked, forAll)
	return p
}

// sameColours gives panels of heat maps the same colours for the same numbers, from 0.
func sameColours(panels []chart.Panel) {
	top := 1e-3
	for _, p := range panels {
		for _, v := range p.Grid.Values {
			if measure.Finite(v) {
				top = max(top, v)
			}
		}
	}
	for i := range panels {
		panels[i].Grid.Max = top
	}
}

// frame is drawn around the cell, on a map of so many checkpoints.
func (at cell) frame(steps int) chart.Series {
	row := 0
	switch {
	case at.found >= 0:
		row = at.found + 1
	case at.found == keys.Stacked:
		row = steps + 1
	}
	x, y := float64(at.used), float64(row)
	return chart.Series{Shape: chart.ShapePath, Ink: "ink", X: []float64{x - 0.5, x + 0.5, x + 0.5, x - 0.5, x - 0.5},
		Y: []float64{y - 0.5, y - 0.5, y + 0.5, y + 0.5, y - 0.5}}
}
