// Package chart holds figures as data: charts of panels, each a pair of axes with a grid and series, and the studies
// that announce them. A laboratory computes them; whoever shows, tabulates or stores them reads them.
//
//	c := &chart.Chart{Study: "why", Name: "gamma", Title: "R falls with γ", Panels: []chart.Panel{{
//		X: chart.Axis{Title: "γ"}, Y: chart.Axis{Title: "R"},
//		Series: []chart.Series{{Name: "A and π(B)", Shape: chart.ShapeLine, Ink: "piB", X: gammas, Y: r}}}}}
//
// The package draws nothing; render/chart does.
package chart

import (
	"fmt"
	"slices"

	"onebasin/lmc/lab/wire"
)

// Question asks for a study of a matching of the finished experiment. View holds the view keys that it depends on, as a
// fragment. Without a name it asks for those charts of the first page that follow what is looked at: their last part is
// the question itself, which says that it was answered.
type Question struct {
	Name, Method, View string
}

// Picture asks for what takes a crew of the first page's charts that follow what is looked at. View is as a Question's.
type Picture struct{ View string }

// Long says that a crew answers it, and that a newer one takes its place.
func (*Picture) Long() {}

// Chart is a figure of a study, as data: the finding in its title, panels, and a note that says what is drawn and where
// it comes from. A chart replaces an earlier one of its study, method and name. As JSON it is what a page and the
// command's study give: without what only drawing needs, and with null for a number that does not exist.
//
// Where a chart has a film, x of a panel without a grid is the step, and the one that is looked at is marked there; of
// a panel with a grid the series with Moments go up to it.
type Chart struct {
	Study  string  `json:"-"`
	Method string  `json:"-"`
	Name   string  `json:"name"`
	Title  string  `json:"title"` // states the finding
	Note   string  `json:"note,omitempty"`
	Panels []Panel `json:"panels"`
	Film   Film    `json:"-"` // what of it can be looked at step by step
}

// Panel is one pair of axes: a grid, if there is one, beneath series.
type Panel struct {
	Title  string   `json:"title,omitempty"`
	X      Axis     `json:"x"`
	Y      Axis     `json:"y"`
	Equal  bool     `json:"-"` // a unit of x is as long as one of y
	Bare   bool     `json:"-"` // its axes are not drawn: a place is read otherwise
	Solid  bool     `json:"-"` // its field is drawn as a surface where one is asked for
	Grid   Grid     `json:"grid,omitzero"`
	Series []Series `json:"series,omitempty"`

	Handles []Handle `json:"-"` // drawn on top
}

// Axis is one axis of a panel. Where Min is not below Max it is fitted to what is drawn. Labels, if any, stand at 0, 1,
// 2, … in place of numbers.
type Axis struct {
	Title  string   `json:"title"` // with its unit
	Min    float64  `json:"-"`
	Max    float64  `json:"-"`
	Log    bool     `json:"log,omitempty"`
	Labels []string `json:"labels,omitempty"`
}

// Series is one set of values over x. Ink names its colour: A, B, piB, merged, null, ink, faint, or a number from 1 for
// hues without a meaning of their own. Low, of a band, is its lower edge. A NaN in Y leaves a gap. A series of Looks
// without values is buttons, which Labels name; Toggle and Exchange are looks that do something to a list. Moments are
// the steps of the chart's film at which a path comes to each of its values.
type Series struct {
	Name   string    `json:"name,omitempty"` // in the legend; empty for none
	Shape  string    `json:"shape"`          // line, dash, dots, band, bars, path
	Ink    string    `json:"-"`
	X      []float64 `json:"x"`
	Y      []float64 `json:"y"`
	Low    []float64 `json:"low,omitempty"`
	Labels []string  `json:"labels,omitempty"` // beside dots
	Links  []string  `json:"links,omitempty"`  // the experiment behind each value, as a fragment, or one behind all
	Looks  []string  `json:"looks,omitempty"`  // the view keys that a click on each value changes, as a fragment

	Moments []float64 `json:"moments,omitempty"`
}

// The shapes of series. A path is a line whose x need not rise.
const (
	ShapeLine = "line"
	ShapeDash = "dash"
	ShapeDots = "dots"
	ShapeBand = "band"
	ShapeBars = "bars"
	ShapePath = "path"
)

// Grid is Rows×Cols values, row by row from Y0; a NaN is left empty. A matrix is squares of colour, a field the same
// interpolated, with isolines at levels of the loss. It has no values when a panel has none.
type Grid struct {
	Rows   int       `json:"rows"`
	Cols   int       `json:"cols"`
	X0     float64   `json:"x0"`
	X1     float64   `json:"x1"`
	Y0     float64   `json:"y0"`
	Y1     float64   `json:"y1"`
	Unit   string    `json:"unit,omitempty"` // what the colours mean
	Values []float64 `json:"values"`
	Min    float64   `json:"-"` // of the colours; fitted when Min is not below Max
	Max    float64   `json:"-"`
	Map    string    `json:"-"` // loss, diverging or sequential
	Field  bool      `json:"-"`
	Print  bool      `json:"-"` // numbers in the squares
	Looks  []string  `json:"-"` // what a square that is touched leads to, view keys as a fragment; none if empty
}

// IsZero reports whether a panel has no grid.
func (g Grid) IsZero() bool { return len(g.Values) == 0 }

// The colour maps of grids.
const (
	MapLoss       = "loss"
	MapDiverging  = "diverging"
	MapSequential = "sequential"
)

// Check returns an error where a chart's lists do not fit each other, which nobody could draw: a series has a y for
// each x, a grid Rows×Cols values.
func (m *Chart) Check() error {
	for k, p := range m.Panels {
		g, n := &p.Grid, len(p.Grid.Values)
		if n > 0 && (g.Rows < 1 || g.Rows > n || g.Cols < 1 || g.Cols > n || g.Rows*g.Cols != n) {
			return fmt.Errorf("chart: panel %d of %q has %d values in %d×%d squares", k, m.Name, n, g.Rows, g.Cols)
		}
		for _, s := range p.Series {
			if len(s.X) > len(s.Y) {
				return fmt.Errorf("chart: panel %d of %q has a series of %d x and %d y", k, m.Name, len(s.X), len(s.Y))
			}
		}
	}
	return nil
}

// Reword rewrites all that is said in a chart, which then shares no list of texts with what it was made of.
func (m *Chart) Reword(say func(string) string) {
	all := func(texts []string) []string {
		texts = slices.Clone(texts)
		for k := range texts {
			texts[k] = say(texts[k])
		}
		return texts
	}
	m.Title, m.Note, m.Panels = say(m.Title), say(m.Note), slices.Clone(m.Panels)
	for k := range m.Panels {
		p := &m.Panels[k]
		p.Title, p.X.Title, p.Y.Title, p.Grid.Unit = say(p.Title), say(p.X.Title), say(p.Y.Title), say(p.Grid.Unit)
		p.X.Labels, p.Y.Labels = all(p.X.Labels), all(p.Y.Labels)
		p.Series = slices.Clone(p.Series)
		for i := range p.Series {
			p.Series[i].Name, p.Series[i].Labels = say(p.Series[i].Name), all(p.Series[i].Labels)
		}
		p.Handles = slices.Clone(p.Handles)
		for i := range p.Handles {
			p.Handles[i].Name = say(p.Handles[i].Name)
		}
	}
}

func (m *Question) Code(c wire.Coder) {
	c.Text(&m.Name)
	c.Text(&m.Method)
	c.Text(&m.View)
}

func (m *Picture) Code(c wire.Coder) { c.Text(&m.View) }

func (m *Chart) Code(c wire.Coder) {
	for _, p := range []*string{&m.Study, &m.Method, &m.Name, &m.Title, &m.Note} {
		c.Text(p)
	}
	wire.Each(c, &m.Panels, func(p *Panel) { p.Code(c) })
	c.Floats(&m.Film.Steps)
	wire.Each(c, &m.Film.Said, c.Text)
}

func (p *Panel) Code(c wire.Coder) {
	c.Text(&p.Title)
	p.X.Code(c)
	p.Y.Code(c)
	c.Bool(&p.Equal)
	c.Bool(&p.Bare)
	c.Bool(&p.Solid)
	p.Grid.Code(c)
	wire.Each(c, &p.Series, func(s *Series) { s.Code(c) })
	wire.Each(c, &p.Handles, func(h *Handle) { h.Code(c) })
}

func (a *Axis) Code(c wire.Coder) {
	c.Text(&a.Title)
	c.Float(&a.Min)
	c.Float(&a.Max)
	c.Bool(&a.Log)
	wire.Each(c, &a.Labels, c.Text)
}

func (s *Series) Code(c wire.Coder) {
	c.Text(&s.Name)
	c.Text(&s.Shape)
	c.Text(&s.Ink)
	c.Floats(&s.X)
	c.Floats(&s.Y)
	c.Floats(&s.Low)
	wire.Each(c, &s.Labels, c.Text)
	wire.Each(c, &s.Links, c.Text)
	wire.Each(c, &s.Looks, c.Text)
	c.Floats(&s.Moments)
}

func (g *Grid) Code(c wire.Coder) {
	c.Int(&g.Rows)
	c.Int(&g.Cols)
	for _, p := range []*float64{&g.X0, &g.X1, &g.Y0, &g.Y1, &g.Min, &g.Max} {
		c.Float(p)
	}
	c.Floats(&g.Values)
	c.Text(&g.Map)
	c.Text(&g.Unit)
	c.Bool(&g.Field)
	c.Bool(&g.Print)
	wire.Each(c, &g.Looks, c.Text)
}

// Messages lists the messages about studies.
func Messages() []wire.Message {
	return []wire.Message{(*Question)(nil), (*Picture)(nil), (*Chart)(nil)}
}
