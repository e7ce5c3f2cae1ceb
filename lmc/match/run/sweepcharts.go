package run

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
)

// sweepCharts draws what is known of a sweep, points by value and pair of seeds.
type sweepCharts struct {
	plan   *sweepPlan
	points [][]*sweepPoint
}

// maxPanels is how many values' paths are drawn.
const maxPanels = 6

func (s *sweepCharts) all() []*chart.Chart {
	charts := []*chart.Chart{s.barrier(), s.accuracy(), s.alignment(), s.paths()}
	for _, c := range charts {
		sentences := []string{c.Note, s.seeds(), s.diverged(), s.plan.leftOut}
		sentences = slices.DeleteFunc(sentences, func(t string) bool { return t == "" })
		c.Note = strings.Join(sentences, " ")
	}
	return charts
}

// dotted explains how pairs of seeds and their mean are drawn.
const dotted = " Dots: every pair of seeds; lines: their mean."

// of reads one number of a point.
type of func(*sweepPoint) float64

func (s *sweepCharts) barrier() *chart.Chart {
	p := chart.Panel{X: s.axis(), Y: chart.Axis{Title: "test loss barrier, nats"}}
	p.Series = s.over("no matching", "B", chart.ShapeLine, func(p *sweepPoint) float64 { return p.none.barrier })
	if s.matches() {
		p.Series = append(p.Series, s.over(s.matcher(), "piB", chart.ShapeLine, func(p *sweepPoint) float64 {
			return p.matched.barrier
		})...)
	}
	c := &chart.Chart{Name: "sweep-barrier", Title: s.barrierTitle(), Panels: []chart.Panel{p},
		Note: "The largest excess of the test loss over the chord (Entezari et al., 2110.06296)."}
	if s.matches() {
		c.Note += " “Most” is three quarters or more, our threshold."
	}
	c.Note += dotted
	return c
}

func (s *sweepCharts) accuracy() *chart.Chart {
	low, high := s.accuracies()
	p := chart.Panel{X: s.axis(), Y: chart.Axis{Title: "test accuracy, %", Min: low, Max: high}}
	p.Series = s.over("A", "A", chart.ShapeLine, func(p *sweepPoint) float64 { return 100 * p.accuracy })
	p.Series = append(p.Series, s.over("halfway to B", "B", chart.ShapeLine, func(p *sweepPoint) float64 {
		return 100 * p.none.midAccuracy
	})...)
	if s.matches() {
		p.Series = append(p.Series, s.over("halfway to π(B)", "merged", chart.ShapeLine, func(p *sweepPoint) float64 {
			return 100 * p.matched.midAccuracy
		})...)
	}
	return &chart.Chart{Name: "sweep-accuracy", Title: s.accuracyTitle(), Panels: []chart.Panel{p},
		Note: "Test accuracy of A and of the networks halfway on the straight lines." + dotted}
}

func (s *sweepCharts) alignment() *chart.Chart {
	r := chart.Panel{Title: fmt.Sprintf("R, singular values from %g of the largest", sweepGamma), X: s.axis(),
		Y: chart.Axis{Title: "R"}}
	d := chart.Panel{Title: "Share of the distance ‖A − B‖ that is gone", X: s.axis(),
		Y: chart.Axis{Title: "distance reduction"}}
	if s.matches() {
		r.Series = s.over("A and π(B)", "piB", chart.ShapeLine, func(p *sweepPoint) float64 { return p.matched.r })
		r.Series = append(r.Series, s.over("untrained, matched", "null", chart.ShapeLine, func(p *sweepPoint) float64 {
			return p.matched.nullR
		})...)
		d.Series = s.over("A and π(B)", "piB", chart.ShapeLine, func(p *sweepPoint) float64 {
			return p.matched.reduction
		})
		d.Series = append(d.Series, s.over("untrained, matched", "null", chart.ShapeLine, func(p *sweepPoint) float64 {
			return p.matched.nullReduction
		})...)
	}
	r.Series = append(r.Series, s.over("A and B", "B", chart.ShapeDash, func(p *sweepPoint) float64 {
		return p.none.r
	})...)
	c := &chart.Chart{Name: "sweep-alignment", Title: s.alignmentTitle(), Panels: []chart.Panel{r},
		Note: "R compares singular vectors, 1 for those of one network and about 0 for unrelated ones (Ito et " +
			"al., 2402.04051)."}
	if s.matches() {
		c.Panels = append(c.Panels, d)
		c.Note += fmt.Sprintf(" The null is the same search on the same networks before training; “clearly” is %v or "+
			"more, our threshold.", clearGap)
	}
	c.Note += dotted
	return c
}

func (s *sweepCharts) paths() *chart.Chart {
	c := &chart.Chart{Name: "sweep-paths", Title: s.pathsTitle(),
		Note: "Dashes: every pair of seeds; lines: their mean."}
	top := 0.0
	shown := s.panels()
	for _, k := range shown {
		p := chart.Panel{Title: s.plan.setting.At(s.plan.values[k]), X: chart.Axis{Title: "λ", Max: 1},
			Y: chart.Axis{Title: "test loss, nats"}}
		lines := []struct {
			name, ink string
			loss      func(*sweepPoint) []float64
		}{
			{"no matching", "B", func(p *sweepPoint) []float64 { return p.none.loss }},
			{s.matcher(), "piB", func(p *sweepPoint) []float64 { return p.matched.loss }},
		}
		if !s.matches() {
			lines = lines[:1]
		}
		for _, l := range lines {
			for _, q := range s.points[k] {
				p.Series = append(p.Series, chart.Series{Shape: chart.ShapeDash, Ink: l.ink, X: q.lambda, Y: l.loss(q),
					Links: []string{q.fragment}})
				for _, y := range l.loss(q) {
					if measure.Finite(y) {
						top = max(top, y)
					}
				}
			}
			if x, y := s.meanPath(k, l.loss); len(x) > 0 {
				p.Series = append(p.Series, chart.Series{Name: l.name + ", mean", Shape: chart.ShapeLine, Ink: l.ink,
					X: x, Y: y})
			}
		}
		c.Panels = append(c.Panels, p)
	}
	for k := range c.Panels {
		c.Panels[k].Y.Max = 1.05 * top // one scale, so that panels can be compared
	}
	if len(shown) < s.known() {
		c.Note += fmt.Sprintf(" %d of %d values are drawn.", len(shown), s.known())
	}
	return c
}

// axis is the setting's: logarithmic for values over more than a factor of five, or of three where they grow by more
// and more, and one place after the other where such values begin at zero.
func (s *sweepCharts) axis() chart.Axis {
	title := strings.ToLower(s.plan.setting.Title[:1]) + s.plan.setting.Title[1:]
	if u := s.plan.setting.Unit; u != "" && !strings.Contains(strings.ToLower(title), u) {
		title += ", " + u
	}
	a := chart.Axis{Title: title, Log: s.spread() && s.plan.values[0] > 0}
	if s.places() {
		for _, x := range s.plan.values {
			a.Labels = append(a.Labels, fmt.Sprint(x))
		}
	}
	return a
}

// places reports whether values stand one after the other.
func (s *sweepCharts) places() bool { return s.spread() && s.plan.values[0] <= 0 }

func (s *sweepCharts) spread() bool {
	v := s.plan.values
	for _, x := range v {
		if x > 0 {
			last := len(v) - 1
			grows := last > 1 && v[last]-v[last-1] > 1.5*(v[1]-v[0])
			return v[last]/x > 5 || grows && v[last]/x > 3
		}
	}
	return false
}

// over returns a number over the setting: a dot for every pair of seeds and a line through the means.
func (s *sweepCharts) over(name, ink, shape string, f of) []chart.Series {
	dots := chart.Series{Name: name + ", every pair", Shape: chart.ShapeDots, Ink: ink}
	line := chart.Series{Name: name + ", mean", Shape: shape, Ink: ink}
	for k, x := range s.plan.values {
		if s.places() {
			x = float64(k)
		}
		for _, p := range s.points[k] {
			dots.X, dots.Y, dots.Links = append(dots.X, x), append(dots.Y, f(p)), append(dots.Links, p.fragment)
		}
		if m := s.mean(k, f); !math.IsNaN(m) {
			line.X, line.Y = append(line.X, x), append(line.Y, m)
		}
	}
	return []chart.Series{dots, line}
}

// mean is over the pairs of value k for which the number exists; NaN when there are none.
func (s *sweepCharts) mean(k int, f of) float64 {
	sum, n := 0.0, 0
	for _, p := range s.points[k] {
		if y := f(p); measure.Finite(y) {
			sum, n = sum+y, n+1
		}
	}
	return sum / float64(n)
}

// meanPath is the mean of the paths of value k that exist.
func (s *sweepCharts) meanPath(k int, loss func(*sweepPoint) []float64) (x, y []float64) {
	n := 0
	for _, p := range s.points[k] {
		l := loss(p)
		if slices.ContainsFunc(l, func(v float64) bool { return !measure.Finite(v) }) {
			continue
		}
		if y == nil {
			x, y = p.lambda, make([]float64, len(l))
		}
		for j := range y {
			y[j] += l[j]
		}
		n++
	}
	for j := range y {
		y[j] /= float64(n)
	}
	return x, y
}

// panels returns the values whose paths are drawn: those that are known, evenly picked where they are many, with both
// ends.
func (s *sweepCharts) panels() (shown []int) {
	n := s.known()
	for j := range min(n, maxPanels) {
		shown = append(shown, j*(n-1)/max(1, min(n, maxPanels)-1))
	}
	return shown
}

// known returns how many values have a point; they are computed in order.
func (s *sweepCharts) known() int {
	n := slices.IndexFunc(s.points, func(p []*sweepPoint) bool { return len(p) == 0 })
	if n < 0 {
		n = len(s.points)
	}
	return n
}

func (s *sweepCharts) matches() bool { return s.plan.method != "none" }

func (s *sweepCharts) matcher() string {
	m, _ := matching.MatcherNamed(s.plan.method)
	return m.Phrase()
}

// seeds says which pairs are shown, and where they are fewer yet.
func (s *sweepCharts) seeds() string {
	most := len(s.points[0])
	for k, points := range s.points {
		if n := len(points); k < s.known() && n < most {
			return fmt.Sprintf("Seeds %s; from %s on fewer so far.", seedsSaid(s.plan.pairs[:most]), s.at(k))
		}
	}
	return "Seeds " + seedsSaid(s.plan.pairs[:len(s.points[0])]) + "."
}

// diverged says how many experiments have no numbers.
func (s *sweepCharts) diverged() string {
	n, all := 0, 0
	for _, points := range s.points {
		for _, p := range points {
			all++
			if p.diverged {
				n++
			}
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d experiments diverged and are left out.", n, all)
}

// accuracies are where the axis of accuracies begins and ends, in per cent: around all that there are, at tens, with
// room for a dot.
func (s *sweepCharts) accuracies() (low, high float64) {
	least, most := 1.0, 0.0
	for _, points := range s.points {
		for _, p := range points {
			for _, y := range []float64{p.accuracy, p.none.midAccuracy, p.matched.midAccuracy} {
				if measure.Finite(y) {
					least, most = min(least, y), max(most, y)
				}
			}
		}
	}
	return 10 * math.Floor(10*least), 10*math.Ceil(10*max(most, least)) + 2
}
