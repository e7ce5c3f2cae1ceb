package run

import (
	"fmt"
	"slices"
	"strings"

	"onebasin/lmc/fork/result"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
)

// draw hands on the charts about parting i that take no crew, and again those of the others that compare it with them.
func (c *conductor) draw(i int) {
	if c.options.Unseen {
		return
	}
	for k := range c.out.Partings {
		c.audience.Show(c.out.barriers(k))
	}
	if !c.out.known(i) {
		return
	}
	for _, one := range []*chart.Chart{c.out.path(i), c.out.parts(i), c.out.carriers(i)} {
		c.audience.Show(one)
	}
}

// numbers are values of numbers, NaN where there is none.
func numbers(x []measure.Number) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = float64(v)
	}
	return y
}

// barriers compares all partings: their barriers, angles and distances. That which is shown is marked.
func (r *Run) barriers(shown int) *chart.Chart {
	c := &chart.Chart{Name: "barriers", Method: r.Partings[shown].Name, Title: r.barriersTitle(),
		Note: "Barriers on the straight line from A to B by the step after which B left A’s training; grey: B with " +
			"other first weights, the control. The angle at the fork is that between the ways from there to A and to " +
			"B, the angle at init that from A’s first weights. Dots mark the fork shown."}
	labels := []string{}
	for _, k := range r.Experiment.Forks {
		labels = append(labels, fmt.Sprint(k))
	}
	panel := func(title, unit string, series ...chart.Series) {
		c.Panels = append(c.Panels, chart.Panel{Title: title, X: chart.Axis{Title: "fork after step", Labels: labels},
			Y: chart.Axis{Title: unit}, Series: series})
	}
	line := func(name, ink string, of func(*result.Fork) measure.Number) (s []chart.Series) {
		all := chart.Series{Name: name, Shape: chart.ShapeLine, Ink: ink}
		dots := chart.Series{Shape: chart.ShapeDots, Ink: ink}
		for i := range r.Experiment.Forks {
			y := float64(of(&r.Result.Forks[i]))
			all.X, all.Y = append(all.X, float64(i)), append(all.Y, y)
			if i == shown && measure.Finite(y) {
				dots.X, dots.Y = []float64{float64(i)}, []float64{y}
			}
		}
		if len(dots.X) > 0 {
			return []chart.Series{all, dots}
		}
		return []chart.Series{all}
	}
	control := func(name string, y measure.Number) chart.Series {
		last := float64(len(labels)) - 0.5
		return chart.Series{Name: name, Shape: chart.ShapeDash, Ink: "null", X: []float64{-0.5, last},
			Y: []float64{float64(y), float64(y)}}
	}
	f := r.init()
	train := line("training", "1", func(f *result.Fork) measure.Number { return f.Barrier.Train.Loss })
	test := line("test", "2", func(f *result.Fork) measure.Number { return f.Barrier.Test.Loss })
	panel("Barrier", "barrier, nats", append(append(train, test...), control("other first weights, training",
		f.Barrier.Train.Loss))...)
	atFork := line("at the fork", "3", func(f *result.Fork) measure.Number { return f.Angle.Fork })
	atInit := line("at init", "4", func(f *result.Fork) measure.Number { return f.Angle.Init })
	panel("Angle between the ways to A and to B", "angle, °", append(atFork, atInit...)...)
	ends := line("‖A − B‖", "5", func(f *result.Fork) measure.Number { return f.Distance.Ends })
	way := line("‖A − fork‖", "A", func(f *result.Fork) measure.Number { return f.Distance.Fork[0] })
	other := line("‖B − fork‖", "B", func(f *result.Fork) measure.Number { return f.Distance.Fork[1] })
	panel("Distances", "distance", append(append(append(ends, way...), other...), control("other first weights, ‖A − "+
		"B‖",
		f.Distance.Ends))...)
	return c
}

func (r *Run) barriersTitle() string {
	n := len(r.Experiment.Forks)
	if !r.known(0) || !r.known(n-1) || n < 2 {
		return "Barriers by the step of the fork"
	}
	first, last := r.Experiment.Forks[0], r.Experiment.Forks[n-1]
	s := fmt.Sprintf("A fork at step %d leaves %s, one at step %d %s", first, barrierOf(r.barrier(0)), last,
		barrierOf(r.barrier(n-1)))
	if r.known(n) {
		s += "; other first weights " + barrierOf(r.barrier(n))
	}
	return s
}

// barrierOf says how high a training barrier is, if it is one.
func barrierOf(x measure.Number) string {
	if !measure.IsBarrier(float64(x)) {
		return "no training barrier"
	}
	return "a training barrier of " + measure.Amount(x)
}

// path is the loss along the line.
func (r *Run) path(i int) *chart.Chart {
	p, f := &r.Partings[i], &r.Result.Forks[i]
	c := &chart.Chart{Name: "path", Method: p.Name, Title: fmt.Sprintf("%s: the training loss rises by %s, the test "+
		"loss by %s",
		measure.Capitalized(said(p.Step)), measure.Amount(f.Barrier.Train.Loss), measure.Amount(f.Barrier.Test.Loss)),
		Note: "Loss at θ(λ) = (1−λ)·A + λ·B. Grey: the same with B of other first weights."}
	if p.Step < 0 {
		c.Note = "Loss at θ(λ) = (1−λ)·A + λ·B."
	}
	for _, d := range []struct {
		title string
		of    func(*result.Fork) []measure.Number
	}{{"training", func(f *result.Fork) []measure.Number { return f.Path.Train.Loss }},
		{"test", func(f *result.Fork) []measure.Number { return f.Path.Test.Loss }}} {
		panel := chart.Panel{Title: measure.Capitalized(d.title), X: chart.Axis{Title: "λ", Max: 1},
			Y: chart.Axis{Title: d.title + " loss, nats"}}
		if p.Step >= 0 && r.known(len(r.Partings)-1) {
			panel.Series = append(panel.Series, chart.Series{Name: "other first weights", Shape: chart.ShapeDash,
				Ink: "null", X: f.Path.Lambda, Y: numbers(d.of(r.init()))})
		}
		y := numbers(d.of(f))
		last := len(y) - 1
		panel.Series = append(panel.Series,
			chart.Series{Name: "chord", Shape: chart.ShapeDash, Ink: "faint", X: []float64{0, 1},
				Y: []float64{y[0], y[last]}},
			chart.Series{Name: "from A to B", Shape: chart.ShapeLine, Ink: "B", X: f.Path.Lambda, Y: y})
		c.Panels = append(c.Panels, panel)
	}
	return c
}

// parts is what the excess of the training loss is made of.
func (r *Run) parts(i int) *chart.Chart {
	p, f := &r.Partings[i], &r.Result.Forks[i]
	d, j, e := numbers(f.Decomposition.D), numbers(f.Decomposition.J), numbers(f.Decomposition.E)
	n := len(d)
	change, less, total, zero := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	peak := 0
	for k := range d {
		change[k], less[k], total[k] = d[k]-e[k], -j[k], d[k]-j[k]-e[k]
		if total[k] > total[peak] {
			peak = k
		}
	}
	amount := func(x float64) string { return measure.Amount(measure.Number(x)) }
	c := &chart.Chart{Name: "parts", Method: p.Name,
		Title: fmt.Sprintf("There is no barrier: averaging logits gains up to %s", amount(max(0, -slices.Min(less)))),
		Note: "The excess of the training loss over the chord is, exactly and for every example, what merging does " +
			"to the logits, D − E = CE(z) − CE(m), less what averaging logits gains, J ≥ 0, with z the merged " +
			"network’s logits and m the mean of A’s and B’s, in shares 1−λ and λ (H. Bae, 2026; our derivation is in " +
			"the docs). In float64."}
	if measure.IsBarrier(total[peak]) {
		c.Title = fmt.Sprintf("The barrier of %s is %s that merging does to the logits, less %s that averaging gains",
			amount(total[peak]), amount(change[peak]), amount(j[peak]))
	}
	l := f.Decomposition.Lambda
	c.Panels = []chart.Panel{{X: chart.Axis{Title: "λ", Max: 1}, Y: chart.Axis{Title: "above the chord, nats"},
		Series: []chart.Series{
			{Name: "what merging does to the logits", Shape: chart.ShapeBand, Ink: "1", X: l, Y: change, Low: zero},
			{Name: "what averaging logits gains", Shape: chart.ShapeBand, Ink: "2", X: l, Y: zero, Low: less},
			{Name: "together: the excess", Shape: chart.ShapeLine, Ink: "ink", X: l, Y: total}}}}
	return c
}

// layers compares the barriers of single layers, and the whole one, with our estimates.
func (r *Run) layers(i int) *chart.Chart {
	p, f := &r.Partings[i], &r.Result.Forks[i]
	c := &chart.Chart{Name: "layers", Method: p.Name, Title: layersTitle(p, f),
		Note: "Barrier of the training loss where one layer alone, weights and biases, goes in a straight line to " +
			"the other network’s (Adilova et al., 2307.06966), and our estimate of the excess halfway, of the second " +
			"order: ¼ Δ·(g₁ − g₂) + 1/16 Δᵀ(H₁ + H₂)Δ, from gradients and Hessians at the two ends alone. It is " +
			"ours, not the theory of Singh et al. (2406.16300), which could not be consulted. It may be below zero; " +
			"the barrier is not."}
	var labels []string
	for _, l := range f.Layers {
		labels = append(labels, fmt.Sprint(l.Layer))
	}
	for _, side := range []struct {
		title, ink     string
		truth, guessed func(result.Layer) measure.Number
	}{
		{"One layer goes from A to B’s", "A", func(l result.Layer) measure.Number { return l.A },
			func(l result.Layer) measure.Number { return l.Estimate.A }},
		{"One layer goes from B to A’s", "B", func(l result.Layer) measure.Number { return l.B },
			func(l result.Layer) measure.Number { return l.Estimate.B }},
	} {
		truth := chart.Series{Name: "barrier, from " + side.ink, Shape: chart.ShapeBars, Ink: side.ink}
		guess := chart.Series{Name: "our estimate", Shape: chart.ShapeBars, Ink: "null"}
		for k, l := range f.Layers {
			truth.X, truth.Y = append(truth.X, float64(k)), append(truth.Y, float64(side.truth(l)))
			guess.X, guess.Y = append(guess.X, float64(k)), append(guess.Y, float64(side.guessed(l)))
		}
		c.Panels = append(c.Panels, chart.Panel{Title: side.title, X: chart.Axis{Title: "layer", Labels: labels},
			Y: chart.Axis{Title: "above the chord, nats"}, Series: []chart.Series{truth, guess}})
	}
	c.Panels = append(c.Panels, chart.Panel{Title: "All layers go together",
		X: chart.Axis{Title: "layer", Labels: []string{"all"}}, Y: chart.Axis{Title: "above the chord, nats"},
		Series: []chart.Series{
			{Name: "barrier, all layers", Shape: chart.ShapeBars, Ink: "merged", X: []float64{0},
				Y: []float64{float64(f.Barrier.Train.Loss)}},
			{Name: "our estimate", Shape: chart.ShapeBars, Ink: "null", X: []float64{0},
				Y: []float64{float64(f.Estimate)}}}})
	return c
}

func layersTitle(p *Parting, f *result.Fork) string {
	worst, at := measure.Number(0), 0
	for _, l := range f.Layers {
		if most := max(l.A, l.B); most > worst {
			worst, at = most, l.Layer
		}
	}
	var s strings.Builder
	if measure.IsBarrier(float64(worst)) {
		fmt.Fprintf(&s, "Of single layers, the %s alone meets the highest barrier, %s", ordinal(at),
			measure.Amount(worst))
	} else {
		s.WriteString("No single layer meets a barrier")
	}
	fmt.Fprintf(&s, "; all together %s, our estimate %s", measure.Amount(f.Barrier.Train.Loss),
		measure.Amount(f.Estimate))
	return s.String()
}

func ordinal(n int) string {
	if words := []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh"}; n <= len(words) {
		return words[n-1]
	}
	return fmt.Sprintf("%dth", n)
}
