package run

import (
	"fmt"
	"math"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
)

// showBarriers draws the matrix of barriers of every scheme whose lines were evaluated.
func (st *manyStudy) showBarriers() {
	c := &chart.Chart{Name: "barriers"}
	var said []string
	joint := math.Inf(1)
	highest := 0.0
	for _, w := range []*scheme{st.none, st.toA, st.pairwise, st.merge, st.frankWolfe} {
		if w.barrier == nil {
			continue
		}
		grid := chart.Grid{Rows: len(st.models), Cols: len(st.models), Map: chart.MapSequential,
			Unit: "test loss barrier, nats", Print: true}
		for _, row := range w.barrier {
			grid.Values = append(grid.Values, row...)
			for _, b := range row {
				highest = math.Max(highest, finiteOr(b, 0))
			}
		}
		names := chart.Axis{Labels: st.names}
		c.Panels = append(c.Panels, chart.Panel{Title: w.title, X: names, Y: names, Grid: grid})
		mean := average(w.between(0))
		said = append(said, amount(mean)+" "+w.title)
		if w == st.merge || w == st.frankWolfe {
			joint = math.Min(joint, mean)
		}
	}
	for k := range c.Panels {
		c.Panels[k].Grid.Max = math.Max(highest, 1e-3)
	}
	c.Title = fmt.Sprintf("Between %d networks the mean barrier is %s", len(st.models), strings.Join(said, ", "))
	if st.frankWolfe.barrier != nil {
		none, toA := average(st.none.between(0)), average(st.toA.between(0))
		switch {
		case len(st.models) == 2:
			c.Title += "; with more seeds there is more to see"
		case min(joint, toA, average(st.pairwise.between(0))) >= none:
			c.Title += ": here no matching is lower than none"
		case measure.Lowers(toA, joint):
			c.Title += ": a joint matching is lower than matching to A"
		case joint <= toA:
			c.Title += ": here joint matching is hardly lower than matching to A"
		default:
			c.Title += ": here no joint matching is lower than matching to A"
		}
	}
	c.Note = fmt.Sprintf("Largest excess of the test loss over the chord, in nats, on the line between two networks "+
		"as each way renumbers them; weight matching (Ainsworth et al., 2209.04836) with %d restarts to "+
		"A and %d else.%s",
		st.run.Experiment.Restarts, st.starts, st.needsThree())
	if len(st.models) > 2 {
		var far []string
		for _, w := range []*scheme{st.none, st.toA, st.merge, st.frankWolfe} {
			if w.barrier != nil {
				far = append(far, amount(average(w.between(1)))+" "+w.title)
			}
		}
		c.Note += " Without A’s own pairs the means are " + strings.Join(far, ", ") + "."
	}
	st.show(c)
}

// needsThree says what two networks cannot show.
func (st *manyStudy) needsThree() string {
	if len(st.models) > 2 {
		return ""
	}
	return " This question wants at least three networks: add seeds, for example seeds=1,2,3."
}

func finiteOr(x, otherwise float64) float64 {
	if measure.Finite(x) {
		return x
	}
	return otherwise
}

// straightThrough matches to A by the straight-through estimator too, where that does not take too long: from where the
// experiment has it start, and from a random permutation.
func (st *manyStudy) straightThrough() error {
	e := st.run.Experiment
	_, known := st.run.Result.Find(st.names[1], "ste")
	if known || matching.JointStarts(matching.JointMergeMany, st.sym, len(st.models), 3) == 3 {
		var err error
		if st.ste, err = st.estimated("by STE", "1", e); err != nil {
			return err
		}
		if e.LossStart != matching.StartRandom {
			st.showStraightThrough()
			e.LossStart = matching.StartRandom
			if st.far, err = st.estimated("by STE from a random start", "3", e); err != nil {
				return err
			}
		}
	}
	st.showStraightThrough()
	return nil
}

// estimated matches to A by the straight-through estimator with the settings of e.
func (st *manyStudy) estimated(title, ink string, e keys.Experiment) (*scheme, error) {
	perms, err := st.matchAllToA("ste", e)
	if err != nil {
		return nil, err
	}
	w := &scheme{title: title, ink: ink, perms: perms}
	st.place(w)
	return w, st.evaluateLines(w)
}

// showStraightThrough compares weight matching and STE: to A, and among the others.
func (st *manyStudy) showStraightThrough() {
	c := &chart.Chart{Name: "wm-ste"}
	schemes, labels := []*scheme{st.none, st.toA}, []string{"none", "WM"}
	if st.ste != nil {
		schemes, labels = append(schemes, st.ste), append(labels, "STE")
	}
	if st.far != nil {
		schemes, labels = append(schemes, st.far), append(labels, "STE, random start")
	}
	panel := func(title string, of func(*scheme) []float64) {
		p := chart.Panel{Title: title, X: chart.Axis{Labels: labels}, Y: chart.Axis{Title: "test loss barrier, nats"}}
		var means []float64
		dots := chart.Series{Name: "every pair", Shape: chart.ShapeDots, Ink: "ink"}
		for k, w := range schemes {
			means = append(means, average(of(w)))
			for _, b := range of(w) {
				dots.X, dots.Y = append(dots.X, float64(k)), append(dots.Y, b)
			}
		}
		bars := chart.Series{Name: "mean", Shape: chart.ShapeBars, Ink: "merged", X: fromZero(len(schemes)), Y: means}
		p.Series = []chart.Series{bars, dots}
		c.Panels = append(c.Panels, p)
	}
	panel("to A", func(w *scheme) []float64 { return w.barrier[0][1:] })
	if len(st.models) > 2 {
		panel("among the others", func(w *scheme) []float64 { return w.between(1) })
		line := chart.Panel{Title: st.names[1] + " to " + st.names[2], X: chart.Axis{Title: "λ", Max: 1},
			Y: chart.Axis{Title: "test loss, nats"}}
		for k, w := range schemes {
			line.Series = append(line.Series, chart.Series{Name: labels[k], Shape: chart.ShapeLine, Ink: w.ink,
				X: measure.Lambdas(st.run.Experiment.Lambdas), Y: w.paths[1][2].TestLoss})
		}
		c.Panels = append(c.Panels, line)
	}
	c.Title = st.straightThroughTitle()
	c.Note = "Every network is matched to A alone, by weight matching (WM) or by the straight-through estimator " +
		"(STE, Ainsworth et al., 2209.04836), which starts where weight matching ends, or at a random permutation. " +
		"Ito et al. (2402.04051) find STE’s networks close to A but not to one another, and WM’s close to both. The " +
		"bars are means." + st.needsThree()
	st.show(c)
}

func (st *manyStudy) straightThroughTitle() string {
	ste, from := st.ste, "STE"
	if st.far != nil {
		ste, from = st.far, "STE from a random start"
	}
	switch {
	case ste == nil:
		return "The straight-through estimator would take long on networks of this size; add it to the " +
			"matchings to compare"
	case len(st.models) == 2:
		return fmt.Sprintf("To A the barrier is %s by weight matching, %s by %s; whether the others are close to "+
			"one another takes a third network", amount(average(st.toA.between(0))), amount(average(ste.between(0))),
			from)
	}
	wm, other := average(st.toA.between(1)), average(ste.between(1))
	s := fmt.Sprintf("Matched to A alone (barriers of %s by weight matching, %s by %s), the others have a mean "+
		"barrier of %s and of %s to one another: ", amount(average(st.toA.barrier[0][1:])),
		amount(average(ste.barrier[0][1:])), from, amount(wm), amount(other))
	switch {
	case math.IsNaN(wm + other):
		return s + "there is nothing to compare"
	case measure.Lowers(other, wm):
		return s + "weight matching’s is lower, as Ito et al. find"
	case measure.Lowers(wm, other):
		return s + "here weight matching’s is not lower, unlike what Ito et al. find"
	}
	return s + "here they hardly differ, unlike what Ito et al. find"
}
