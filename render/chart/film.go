package chart

import (
	"image/color"
	"sort"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// frame returns which step of a chart's film is looked at; ok is false where it is the end, or there is no film.
func (d *Drawing) frame(c *chart.Chart) (k int, ok bool) {
	last := len(c.Film.Steps) - 1
	if !d.Stepping || last < 0 {
		return last, false
	}
	k = c.Film.At(d.Step)
	return k, k < last
}

// drawnOf returns how many of a series' values are drawn: those that are there at the step looked at.
func (d *Drawing) drawnOf(c *chart.Chart, s *chart.Series) int {
	k, ok := d.frame(c)
	if !ok || len(s.Moments) != len(s.X) {
		return len(s.X)
	}
	return sort.Search(len(s.X), func(i int) bool { return s.Moments[i] > c.Film.Steps[k] })
}

// head is where a path has come to that goes on.
type head struct {
	x, y float64
	ink  color.NRGBA
}

// heads are those of a panel's paths at the step looked at.
func (d *Drawing) heads(c *chart.Chart, p *chart.Panel) (heads []head) {
	for i := range p.Series {
		s := &p.Series[i]
		if n := d.drawnOf(c, s); n > 0 && n < len(s.X) {
			heads = append(heads, head{s.X[n-1], s.Y[n-1], d.inkOn(p, s)})
		}
	}
	return heads
}

// drawHeads draws them on a plane.
func (d *Drawing) drawHeads(c *chart.Chart, p *chart.Panel, plot render.Plot) (marks []render.Mark) {
	for _, h := range d.heads(c, p) {
		if within(h.x, h.y, &p.Grid) {
			marks = append(marks, render.Disc{At: plot.At(h.x, h.y), R: 6.5, Fill: h.ink, Stroke: render.White,
				Width: 2})
		}
	}
	return marks
}

// drawMoment marks the step looked at on a panel whose x is the step.
func (d *Drawing) drawMoment(c *chart.Chart, p *chart.Panel, plot render.Plot) []render.Mark {
	k, ok := d.frame(c)
	if !ok || len(p.Grid.Values) > 0 {
		return nil
	}
	x := plot.X.At(c.Film.Steps[k])
	return []render.Mark{render.Line{Points: []render.Point{{X: x, Y: plot.Area.Y}, {X: x, Y: plot.Area.Bottom()}},
		Width: 1.5, Color: d.Theme.Merged}}
}

// caption is what stands above panel k: its title, or what is said of the step looked at, as much as there is room for.
func (d *Drawing) caption(c *chart.Chart, p *chart.Panel, width float64) string {
	if p.Title != "" || !filmed(c, p) {
		return p.Title
	}
	k, _ := d.frame(c)
	said := c.Film.Said[k]
	if render.MeasureText(said, render.LabelSize, false) > width {
		said, _, _ = strings.Cut(said, ":")
	}
	return said
}

// filmed reports whether a panel shows paths step by step.
func filmed(c *chart.Chart, p *chart.Panel) bool {
	return len(p.Grid.Values) > 0 && len(c.Film.Steps) > 0 && len(c.Film.Said) == len(c.Film.Steps)
}
