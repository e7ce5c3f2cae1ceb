package app

import (
	"onebasin/render"
	"onebasin/render/chart"
)

// Description is what is drawn, as data: for tests and for whoever cannot see.
type Description struct {
	// Experiment is the fragment of the experiment that is shown, Awaited what of it is still to come.
	Experiment string            `json:"experiment"`
	Awaited    []string          `json:"awaited"`
	Width      float64           `json:"width"`
	Height     float64           `json:"height"`
	Theme      string            `json:"theme"`
	Method     string            `json:"method"`
	Layer      int               `json:"layer"`
	Lambda     float64           `json:"lambda"`
	Mode       string            `json:"mode"`
	Turn       float64           `json:"turn"`
	Tilt       float64           `json:"tilt"`
	Frames     map[string]Place  `json:"frames"`
	Landscape  *LandscapeDrawn   `json:"landscape"`
	Merged     map[string]Merged `json:"merged"`
	Study      string            `json:"study"`
	Charts     []ChartDrawn      `json:"charts,omitempty"`
	Marks      int               `json:"marks"`
}

// Place is a rectangle in CSS pixels.
type Place struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	W float64 `json:"w"`
	H float64 `json:"h"`
}

// Spot is a point of the landscape: where it is drawn, and its coordinates.
type Spot struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	U float64 `json:"u"`
	V float64 `json:"v"`
}

// LandscapeDrawn describes the landscape.
type LandscapeDrawn struct {
	Method  string          `json:"method"`
	N       int             `json:"n"`
	Area    Place           `json:"area"`
	Marks   map[string]Spot `json:"marks"`
	Minimum Spot            `json:"minimum"` // the computed node with the lowest loss
	Loss    float64         `json:"loss"`    // there
	Title   string          `json:"title"`
}

// Merged is what is shown of a merged network.
type Merged struct {
	Lambda   float64 `json:"lambda"`
	Loss     float64 `json:"loss"`
	Accuracy float64 `json:"accuracy"`
}

// ChartDrawn describes a chart of a study.
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
func (a *App) Describe() Description {
	d := Description{Width: a.width, Height: a.Height(), Theme: "light", Method: a.method(), Layer: a.view.Layer, Lambda: a.view.Lambda,
		Mode: a.view.Mode, Turn: a.view.Turn, Tilt: a.view.Tilt,
		Frames: map[string]Place{}, Merged: map[string]Merged{}, Awaited: a.awaited()}
	if a.run.setup != nil {
		d.Experiment = a.run.experiment.Fragment()
	}
	for _, name := range append(a.figures(), figures...) {
		d.Frames[name] = place(*a.frames.named(name))
	}
	if s, ok := a.study(); ok {
		d.Study = s.Name
		for _, c := range a.frames.sheet.Figures {
			d.Charts = append(d.Charts, describeChart(c))
		}
	}
	if a.theme.Dark {
		d.Theme = "dark"
	}
	for _, l := range a.Layers() {
		d.Marks += len(l.Marks)
	}
	for _, s := range a.squares() {
		if m := a.run.merged[s.method]; m != nil && m.TestLoss == m.TestLoss {
			d.Merged[s.method] = Merged{m.Lambda, m.TestLoss, m.TestAcc}
		}
	}
	if r := a.run.relief; r != nil {
		d.Landscape = a.describeLandscape(r)
	}
	return d
}

func (a *App) describeLandscape(r *relief) *LandscapeDrawn {
	l := r.of
	spot := func(u, v float64) Spot {
		p := r.plot.At(u, v)
		return Spot{p.X, p.Y, u, v}
	}
	d := &LandscapeDrawn{Method: l.Method, N: l.N, Area: place(r.plot.Area), Title: a.planeTitle(l), Marks: map[string]Spot{}}
	for k, name := range a.names(l.Method) {
		if 2*k+1 < len(l.Marks) {
			d.Marks[name] = spot(l.Marks[2*k], l.Marks[2*k+1])
		}
	}
	best := 0
	for k, z := range l.Loss {
		if z < l.Loss[best] {
			best = k
		}
	}
	d.Loss = l.Loss[best]
	step := float64(l.N - 1)
	d.Minimum = spot(l.U0+(l.U1-l.U0)*float64(best%l.N)/step, l.V0+(l.V1-l.V0)*float64(best/l.N)/step)
	return d
}

func place(r render.Rect) Place { return Place{r.X, r.Y, r.W, r.H} }
