package chart

import (
	"math"
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// picture is that of a field in the making.
type picture struct {
	of      []float64 // its values: a chart that comes again has the same picture
	w, h    int
	dark    bool
	terrain *render.Terrain
	done    bool
}

// drawField draws a loss as filled contours with isolines, once it is painted.
func (d *Drawing) drawField(p *chart.Panel, plot render.Plot, k colours) []render.Mark {
	g := &p.Grid
	field := render.Field{W: g.Cols, H: g.Rows, Z: g.Values}
	size := plot.Area.Device(d.Ratio).Size()
	w, h := max(1, size.X), max(1, size.Y)
	var found *picture
	for _, q := range d.pictures {
		if q.w == w && q.h == h && q.dark == d.Theme.Dark && same(q.of, g.Values) {
			found = q
		}
	}
	if found == nil {
		bare := &render.Theme{Panel: d.Theme.Background, Faint: d.Theme.Background} // nothing where there is no value
		found = &picture{of: g.Values, w: w, h: h, dark: d.Theme.Dark,
			terrain: render.NewTerrain(field, k.levels, w, h, d.Ratio, bare)}
		d.pictures = append(d.pictures, found)
		if len(d.pictures) > keptPictures {
			d.pictures = d.pictures[1:]
		}
	}
	if !found.done {
		return nil
	}
	pixels := found.terrain.Pixels(plot.Area)
	if outline(p) == nil && slices.ContainsFunc(g.Values, math.IsNaN) {
		return []render.Mark{pixels} // isolines would crowd along the edge of what is known
	}
	lines := field.Isolines(plot.Area, k.levels.Values, render.PaleIsolines(d.seriesRects(p, plot)))
	return append([]render.Mark{pixels}, lines...)
}

// same reports whether two fields have the same values, to the bit.
func same(x, y []float64) bool {
	return &x[0] == &y[0] || slices.EqualFunc(x, y, func(a, b float64) bool {
		return math.Float64bits(a) == math.Float64bits(b)
	})
}

// seriesRects are where no isoline's number may stand: on a panel's paths, its dots and their names.
func (d *Drawing) seriesRects(p *chart.Panel, plot render.Plot) (taken []render.Rect) {
	dots := dotRects(p, plot)
	for i := range p.Series {
		s := &p.Series[i]
		if s.Shape != chart.ShapeDots {
			taken = append(taken, render.AvoidLine(plot.Points(s.X, s.Y), 4)...)
			continue
		}
		for _, m := range d.drawDots(p, s, plot, render.Black, &dots) {
			switch m := m.(type) {
			case render.Disc:
				taken = append(taken, render.Rect{X: m.At.X, Y: m.At.Y}.Inset(-m.R-3))
			case render.Label:
				taken = append(taken, m.Bounds().Inset(-2))
			}
		}
	}
	return taken
}

// keptPictures bounds the pictures kept; the oldest goes first.
const keptPictures = 24

// Paint paints a little of the fields that were drawn and reports whether there is more to paint, and whether a field
// became whole: then its chart is to be drawn again.
func (d *Drawing) Paint() (more, whole bool) {
	for _, p := range d.pictures {
		if !p.done {
			p.done = !p.terrain.Step()
			return true, p.done
		}
	}
	return false, false
}

// Forget drops the pictures: of charts that will not be drawn again.
func (d *Drawing) Forget() { d.pictures, d.reliefs = nil, nil }

// Painting reports whether a field that was drawn is not whole yet.
func (d *Drawing) Painting() bool {
	return slices.ContainsFunc(d.pictures, func(p *picture) bool { return !p.done })
}
