package board

import (
	"slices"

	"onebasin/lmc/lab/jsonwriter"
	"onebasin/render"
	"onebasin/render/chart"
)

// Description is what is drawn, as data: for tests and for whoever cannot see.
type Description struct {
	Experiment string           `json:"experiment"` // that is shown, as a fragment
	Awaited    []string         `json:"awaited"`    // what of it is still to come
	Width      float64          `json:"width"`
	Height     float64          `json:"height"`
	Theme      string           `json:"theme"`
	Frames     map[string]Place `json:"frames"`
	Study      string           `json:"study"`
	Charts     []ChartDrawn     `json:"charts,omitempty"`
	Grips      []Place          `json:"grips,omitempty"` // what can be taken hold of on charts
	Relief     *Relief          `json:"relief,omitempty"`
	Film       *Frame           `json:"film,omitempty"`
	Marks      int              `json:"marks"`
	Page       any              `json:"-"` // what the page tells of itself
}

// JSON returns d as an object, with the members of what the page tells and of others among its own.
func (d Description) JSON(others ...any) []byte {
	return jsonwriter.Merged(append([]any{d, d.Page}, others...)...)
}

// Place is a rectangle in CSS pixels.
type Place struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	W float64 `json:"w"`
	H float64 `json:"h"`
}

// PlaceOf returns r as a description tells it.
func PlaceOf(r render.Rect) Place { return Place{r.X, r.Y, r.W, r.H} }

// Relief describes what can be seen as a surface: where it is drawn, whether as one, and from where that is seen.
type Relief struct {
	Figure string  `json:"figure"`
	Area   Place   `json:"area"`
	Solid  bool    `json:"solid"`
	Turn   float64 `json:"turn"`
	Tilt   float64 `json:"tilt"`
	Zoom   float64 `json:"zoom"`
}

// Frame describes what of a film is shown.
type Frame struct {
	Step float64 `json:"step"`
	At   int     `json:"at"`
	Last int     `json:"last"`
	Said string  `json:"said"`
}

// ChartDrawn describes a chart.
type ChartDrawn struct {
	Name   string `json:"name"`
	Title  string `json:"title"`
	Known  bool   `json:"known"`
	Panels int    `json:"panels"`
	Points int    `json:"points"` // of all series and grids
}

func describeChart(f *chart.Figure) ChartDrawn {
	d := ChartDrawn{Name: f.Name, Title: f.Title}
	if c := f.Chart; c != nil {
		d.Title, d.Known, d.Panels = c.Title, true, len(c.Panels)
		for _, q := range c.Panels {
			d.Points += len(q.Grid.Values)
			for _, s := range q.Series {
				d.Points += len(s.X)
			}
		}
	}
	return d
}

// Describe returns what is drawn.
func (b *Board) Describe() Description {
	d := Description{Experiment: b.shown.fragment, Awaited: b.awaited(), Width: b.sheet.Width, Height: b.Height(),
		Theme: "light", Frames: map[string]Place{}}
	if b.sheet.Theme.Dark {
		d.Theme = "dark"
	}
	for name, at := range b.layout.Figures {
		d.Frames[name] = PlaceOf(at)
	}
	if b.charts != nil {
		s, _ := b.looked()
		d.Study = s.Name
		for _, f := range b.charts.Figures {
			d.Frames[f.Name] = PlaceOf(f.At)
			d.Charts = append(d.Charts, describeChart(f))
		}
	}
	for _, l := range b.Layers() {
		d.Marks += len(l.Marks)
	}
	if b.charts != nil {
		for _, at := range b.charts.Grips() { // where they were drawn
			d.Grips = append(d.Grips, Place{X: at.X, Y: at.Y})
		}
	}
	d.Relief, d.Film = b.describeRelief(), b.describeFilm()
	if p, ok := b.shown.page.(Described); ok {
		d.Page = p.Describe()
	}
	return d
}

// describeRelief describes the first place of a surface.
func (b *Board) describeRelief() *Relief {
	f := b.relief()
	if f == nil {
		return nil
	}
	c := b.draw.Camera
	r := &Relief{Figure: f.Name, Solid: b.draw.Solid, Turn: c.Turn, Tilt: c.Tilt, Zoom: c.Zoom}
	if places := f.Reliefs(); len(places) > 0 {
		r.Area = PlaceOf(places[0])
	}
	return r
}

func (b *Board) describeFilm() *Frame {
	f := b.film()
	if len(f.Steps) == 0 {
		return nil
	}
	s := b.filmedAt(f)
	return &Frame{Step: f.Steps[s.At], At: s.At, Last: s.Count, Said: s.Text}
}

// awaited names what is still to come of what is shown: an experiment, charts, a picture that is being painted, and
// what the page awaits. Nothing is awaited of what will not come.
func (b *Board) awaited() []string {
	names := []string{} // in JSON a list, never null
	if b.shown.fragment == "" {
		names = append(names, "experiment")
	}
	if p, ok := b.shown.page.(Awaiting); ok {
		names = append(names, p.Awaited()...)
	}
	if b.charts == nil {
		return names
	}
	lacks := slices.ContainsFunc(b.charts.Figures, func(f *chart.Figure) bool { return f.Chart == nil })
	if lacks && b.missing() == "" {
		names = append(names, "charts")
	}
	if b.draw.Painting() {
		names = append(names, "picture")
	}
	if b.orbit.Resting() {
		names = append(names, "motion")
	}
	return names
}
