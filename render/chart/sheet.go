package chart

import (
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// Drawing is how charts are drawn. It keeps the pictures of their fields.
type Drawing struct {
	Theme *render.Theme
	Ratio float64 // pixels of the screen per CSS pixel

	Solid  bool          // panels that are Solid are drawn as surfaces …
	Camera render.Camera // … seen from here …
	Moving bool          // … roughly, for the camera moves

	Stepping bool    // charts that have a film are drawn at a step of it, others and else at the end
	Step     float64 // which one

	pictures []*picture
	reliefs  []*relief
}

// Sheet is charts laid out together.
type Sheet struct {
	Figures []*Figure
	Height  float64
}

// Figure is a chart in its place.
type Figure struct {
	chart.Announced
	Chart *chart.Chart // nil while it is not known
	At    render.Rect

	layout   layout
	plots    []render.Plot     // of its panels, as they were drawn
	surfaces []*render.Surface // likewise, nil where there is none
	steady   []render.Mark     // of one that does not change
}

// Arrange places the charts announced on a sheet of a width: wide ones alone in a row, others two and two where there
// is room; one that would stand alone has its whole row. known returns a chart, nil while there is none.
func (d *Drawing) Arrange(width float64, announced []chart.Announced, known func(name string) *chart.Chart) *Sheet {
	s := &Sheet{}
	full := width - 2*render.Edge
	half := (full - render.Gutter) / 2
	y, x, row := render.Edge, render.Edge, 0.0
	finish := func() {
		if row > 0 {
			y, x, row = y+row+render.RowGap, render.Edge, 0
		}
	}
	for k, a := range announced {
		f := &Figure{Announced: a, Chart: known(a.Name)}
		w := half
		single := x == render.Edge && (k+1 == len(announced) || announced[k+1].Wide)
		if a.Wide || single || width < render.TwoColumns {
			finish()
			w = full
		}
		f.layout = d.lay(f, w)
		f.At = render.Rect{X: x, Y: y, W: w, H: f.layout.height}
		row = max(row, f.At.H)
		s.Figures = append(s.Figures, f)
		if w == full || x > render.Edge {
			finish()
		} else {
			x += half + render.Gutter
		}
	}
	finish()
	s.Height = max(render.Edge, y-render.RowGap) + render.Edge
	return s
}

// Draw draws the charts of a sheet. Of one that is not known it says instead what will be there, or why nothing will.
func (d *Drawing) Draw(s *Sheet, instead string) (marks []render.Mark) {
	for _, f := range s.Figures {
		if f.Chart == nil {
			marks = append(marks, d.drawEmpty(f, instead)...)
		} else {
			marks = append(marks, d.drawFigure(f)...)
		}
	}
	return marks
}

// Named returns the figure of a name, nil when there is none on the sheet.
func (s *Sheet) Named(name string) *Figure {
	for _, f := range s.Figures {
		if f.Name == name {
			return f
		}
	}
	return nil
}

func (d *Drawing) drawEmpty(f *Figure, instead string) []render.Mark {
	l := f.layout
	r := render.Rect{X: f.At.X, Y: f.At.Y + l.panelsFrom, W: l.panelW, H: l.panelH}
	marks := append(render.Title(f.At, f.Title, d.Theme), render.Box{Rect: r, Radius: 6, Fill: d.Theme.Panel})
	return append(marks, render.Placeholder(r, instead, d.Theme)...)
}

// drawFigure draws a chart. One that has no field and no film is drawn once: others move while it stands.
func (d *Drawing) drawFigure(f *Figure) []render.Mark {
	if f.steady != nil {
		return f.steady
	}
	marks := d.drawChart(f)
	fields := slices.ContainsFunc(f.Chart.Panels, func(p chart.Panel) bool { return p.Grid.Field })
	if !fields && len(f.Chart.Film.Steps) == 0 {
		f.steady = marks
	}
	return marks
}

func (d *Drawing) drawChart(f *Figure) []render.Mark {
	c, l := f.Chart, f.layout
	marks := render.Title(f.At, c.Title, d.Theme)
	if len(l.legend) > 0 {
		drawn, _ := render.Legend(render.Rect{X: f.At.X, Y: f.At.Y + l.titleH, W: f.At.W}, d.Theme, l.legend)
		marks = append(marks, drawn...)
	}
	f.plots, f.surfaces = make([]render.Plot, len(c.Panels)), make([]*render.Surface, len(c.Panels))
	colours := d.coloursOf(c)
	for k := range c.Panels {
		p := &c.Panels[k]
		r := f.panel(k)
		if caption := d.caption(c, p, r.W); caption != "" {
			marks = append(marks, render.Label{At: render.Point{X: r.X, Y: r.Y - 7}, Text: caption,
				Size: render.LabelSize, Color: d.Theme.Ink})
		}
		if d.solid(p) {
			marks = append(marks, d.drawRelief(f, k, colours)...)
			continue
		}
		plot := d.drawAxes(p, r)
		f.plots[k] = plot
		if !p.Bare {
			marks = append(marks, plot.Marks...)
		}
		in := append(d.drawGrid(p, plot, colours), d.drawSeries(c, p, plot)...)
		marks = append(marks, plot.Inside(6, in...))
		marks = append(marks, d.drawHandles(p, plot)...)
	}
	if l.bar > 0 {
		last := f.plots[l.cols-1].Area
		bar := render.Rect{X: last.Right() + barGap, Y: last.Y, W: l.bar - barGap, H: last.H}
		marks = append(marks, d.colourBar(bar, colours)...)
	}
	for k, line := range l.note {
		at := render.Point{X: f.At.X + l.noteX, Y: f.At.Y + l.foot + float64(k)*noteHeight}
		marks = append(marks, render.Label{At: at, Text: line, Size: render.TickSize,
			Color: d.Theme.Faint, Baseline: render.Top})
	}
	return marks
}
