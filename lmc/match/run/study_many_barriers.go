package run

import (
	"fmt"
	"math"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
)

// showBarriers draws the matrix of barriers of every way that was walked.
func (m *many) showBarriers() {
	c := &chart.Chart{Name: "barriers"}
	var said []string
	joint := math.Inf(1)
	highest := 0.0
	for _, w := range []*way{m.none, m.toA, m.own, m.merge, m.wolfe} {
		if w.barrier == nil {
			continue
		}
		grid := chart.Grid{Rows: len(m.models), Cols: len(m.models), Map: chart.MapSequential, Unit: "test loss barrier, nats", Print: true}
		for _, row := range w.barrier {
			grid.Values = append(grid.Values, row...)
			for _, b := range row {
				highest = math.Max(highest, finiteOr(b, 0))
			}
		}
		c.Panels = append(c.Panels, chart.Panel{Title: w.title, X: chart.Axis{Labels: m.names}, Y: chart.Axis{Labels: m.names}, Grid: grid})
		mean := average(w.between(0))
		said = append(said, figure(mean)+" "+w.title)
		if w == m.merge || w == m.wolfe {
			joint = math.Min(joint, mean)
		}
	}
	for k := range c.Panels {
		c.Panels[k].Grid.Max = math.Max(highest, 1e-3)
	}
	c.Title = fmt.Sprintf("Between %d networks the mean barrier is %s", len(m.models), strings.Join(said, ", "))
	if m.wolfe.barrier != nil {
		toA := average(m.toA.between(0))
		switch {
		case len(m.models) == 2:
			c.Title += "; with more seeds there is more to see"
		case joint < 0.9*toA:
			c.Title += ": a joint matching is lower than matching to A"
		case joint <= toA:
			c.Title += ": here joint matching is hardly lower than matching to A"
		default:
			c.Title += ": here no joint matching is lower than matching to A"
		}
	}
	c.Note = fmt.Sprintf("Largest excess of the test loss over the chord, in nats, on the line between two networks as each way renumbers them; weight matching (Ainsworth et al., 2209.04836) with %d restarts to A and %d else.%s",
		m.run.Experiment.Restarts, m.starts, m.wanting())
	if len(m.models) > 2 {
		var far []string
		for _, w := range []*way{m.none, m.toA, m.merge, m.wolfe} {
			if w.barrier != nil {
				far = append(far, figure(average(w.between(1)))+" "+w.title)
			}
		}
		c.Note += " Without A’s own pairs the means are " + strings.Join(far, ", ") + "."
	}
	m.show(c)
}

// wanting says what two networks cannot show.
func (m *many) wanting() string {
	if len(m.models) > 2 {
		return ""
	}
	return " This question wants at least three networks: add seeds, for example seeds=1,2,3."
}

func finiteOr(x, otherwise float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return otherwise
	}
	return x
}

// straight matches to A by the straight-through estimator too, where that does not
// take too long, and compares.
func (m *many) straight() error {
	_, known := m.run.Result.Find(m.names[1], "ste")
	if known || matching.JointStarts(matching.JointMergeMany, m.sym, len(m.models), 3) == 3 {
		perms, err := m.reach("ste")
		if err != nil {
			return err
		}
		m.ste = &way{title: "by STE", ink: "1", perms: perms}
		m.put(m.ste)
		if err := m.walk(m.ste); err != nil {
			return err
		}
	}
	m.showStraight()
	return nil
}

// showStraight compares weight matching and STE: to A, and among the others.
func (m *many) showStraight() {
	c := &chart.Chart{Name: "wm-ste"}
	ways, labels := []*way{m.none, m.toA}, []string{"none", "WM"}
	if m.ste != nil {
		ways, labels = append(ways, m.ste), append(labels, "STE")
	}
	panel := func(title string, of func(*way) []float64) {
		p := chart.Panel{Title: title, X: chart.Axis{Labels: labels}, Y: chart.Axis{Title: "test loss barrier, nats"}}
		var means []float64
		dots := chart.Series{Name: "every pair", Shape: chart.ShapeDots, Ink: "ink"}
		for k, w := range ways {
			means = append(means, average(of(w)))
			for _, b := range of(w) {
				dots.X, dots.Y = append(dots.X, float64(k)), append(dots.Y, b)
			}
		}
		p.Series = []chart.Series{{Name: "mean", Shape: chart.ShapeBars, Ink: "merged", X: count(len(ways)), Y: means}, dots}
		c.Panels = append(c.Panels, p)
	}
	panel("to A", func(w *way) []float64 { return w.barrier[0][1:] })
	if len(m.models) > 2 {
		panel("among the others", func(w *way) []float64 { return w.between(1) })
		line := chart.Panel{Title: m.names[1] + " to " + m.names[2], X: chart.Axis{Title: "λ", Max: 1}, Y: chart.Axis{Title: "test loss, nats"}}
		for k, w := range ways {
			line.Series = append(line.Series, chart.Series{Name: labels[k], Shape: chart.ShapeLine, Ink: w.ink, X: measure.Lambdas(m.run.Experiment.Lambdas), Y: w.paths[1][2].TestLoss})
		}
		c.Panels = append(c.Panels, line)
	}
	c.Title = m.straightTitle()
	c.Note = "Every network is matched to A alone, by weight matching (WM) or by the straight-through estimator (STE, Ainsworth et al., 2209.04836). Ito et al. (2402.04051) find STE’s networks close to A but not to one another, and WM’s close to both. The bars are means." + m.wanting()
	m.show(c)
}

func (m *many) straightTitle() string {
	switch {
	case m.ste == nil:
		return "The straight-through estimator would take long on networks of this size; add it to the matchings to compare"
	case len(m.models) == 2:
		return fmt.Sprintf("To A the barrier is %s by weight matching, %s by STE; whether the others are close to one another takes a third network",
			figure(average(m.toA.between(0))), figure(average(m.ste.between(0))))
	}
	wm, ste := average(m.toA.between(1)), average(m.ste.between(1))
	s := fmt.Sprintf("Matched to A alone, the others have a mean barrier of %s to one another by weight matching, %s by STE: ", figure(wm), figure(ste))
	switch {
	case wm < 0.9*ste:
		return s + "weight matching’s is lower, as Ito et al. find"
	case wm > ste/0.9:
		return s + "here weight matching’s is not lower, unlike what Ito et al. find"
	case math.IsNaN(wm + ste):
		return s + "there is nothing to compare"
	}
	return s + "here they hardly differ, unlike what Ito et al. find"
}
