package app

import (
	"math"
	"strconv"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/path"
	"onebasin/render"
	drawing "onebasin/render/chart"
)

// App is the state of the figures. The zero value is not ready; see New.
type App struct {
	width   float64
	room    float64 // height that the page has for the figures, 0 if any
	ratio   float64 // pixels of the screen per CSS pixel
	frames  frames
	theme   *render.Theme
	view    keys.View
	studies []chart.Study // that can be looked at
	run     run
	coming  *run // an experiment under way that has nothing to show yet

	scene  kept // the landscape
	base   kept // axes, curves, matrices
	ahead  bool // the base was drawn anew and nobody has taken it yet
	points kept // examples on top of decision regions

	loss, accuracy render.Plot // of the path, as the base was drawn

	hover     render.Point
	over      bool          // a pointer is over the canvas
	drag      bool          // it holds λ
	held      end           // whose path on the surface
	before    keys.View     // when the pointer went down
	pan       *render.Point // where it took hold of the landscape, nil when it does not
	asked     string        // method of the question about λ that is on its way, or empty
	wanted    bool          // λ moved meanwhile
	travelled float64       // share of the way that moved units have gone
	still     bool          // nothing is animated
	nearness  float64       // of the surface
	moving    float64       // milliseconds until its camera counts as at rest
	settling  int           // frames until it is drawn finely, once it rests
	window    *path.Window  // of the landscape, nil for the whole
	probing   bool
	sayings   []Saying
	cursor    Cursor
	said      Words
}

// run is what is known of the present experiment.
type run struct {
	setup      *stage.Setup
	experiment keys.Experiment
	curves     []*stage.Curves
	similar    []*stage.Similarity
	landscapes map[string]*stage.Landscape // whole ones, by matching
	zoomed     *stage.Landscape            // a part of one
	merged     map[string]*stage.Merged    // by method
	regions    map[string]*mosaic          // of those
	probed     *stage.LossAt
	strode     *stage.SearchStep // state of the search shown
	striding   bool              // it was asked for and has not come
	trouble    string            // why what is not there will not come
	notes      map[string]string // the same, by method
	charts     []*chart.Chart
	drawing    drawing.Drawing
	relief     *relief // picture of the landscape shown
	next       *relief // one that is being painted to replace it
}

// kept counts the changes of a layer that is drawn once and kept.
type kept struct {
	version int
	stale   bool
	marks   []render.Mark
}

// Layer is a part of the picture. Kept layers change only with their version.
type Layer struct {
	Marks   []render.Mark
	Kept    bool
	Version int
}

// New returns figures that show nothing yet, for a screen of so many pixels per
// CSS pixel.
func New(ratio float64) *App {
	a := &App{nearness: 1, travelled: 1, ratio: min(3, max(0.25, ratio)), theme: render.Light(), view: keys.Default().View, studies: keys.Studies()}
	a.Resize(1000)
	return a
}

// Resize lays the figures out for a width in CSS pixels.
func (a *App) Resize(width float64) {
	width = max(280, width)
	if width == a.width {
		return
	}
	a.width = width
	a.layOut()
}

// Room says how many CSS pixels of height the page has for the figures, 0 if any number.
func (a *App) Room(height float64) {
	if height = max(0, height); height == a.room {
		return
	}
	a.room = height
	a.layOut()
}

// Density says how many pixels of the screen a CSS pixel has.
func (a *App) Density(ratio float64) {
	a.ratio = min(3, max(0.25, ratio))
	a.stale()
}

func (a *App) layOut() {
	if s, ok := a.study(); ok {
		a.frames = a.layStudy(s)
	} else {
		a.frames = layOut(a.width, a.room, a.view.Embed)
	}
	a.stale()
}

// Height returns the height that the figures take.
func (a *App) Height() float64 { return a.frames.height }

// Theme chooses the light or the dark colours.
func (a *App) Theme(dark bool) {
	if dark == a.theme.Dark {
		return
	}
	a.theme = render.Light()
	if dark {
		a.theme = render.Dark()
	}
	a.stale()
}

// Look changes what is looked at.
func (a *App) Look(v keys.View) {
	old, before, plane, zoomed := a.view, a.matching(), a.plane(), a.zoomed()
	a.view = v
	moved, hidden := a.matching() != before, a.frames.landscape.W == 0
	if _, ok := a.study(); v.Study != old.Study || v.Embed != old.Embed || moved && ok {
		a.layOut()
	}
	if a.plane() != plane {
		a.run.zoomed, a.window = nil, nil
	}
	if moved || hidden {
		a.survey()
	}
	if moved || v.Layer != old.Layer || v.Mode != old.Mode {
		a.stale()
	}
	if z := a.zoomed(); z != zoomed {
		a.say(z)
	}
	if v.Turn != old.Turn || v.Tilt != old.Tilt {
		a.turned()
	}
	if moved || v.Lambda != old.Lambda {
		a.ask()
	}
	if moved || v.Step != old.Step {
		a.base.stale = true
		a.stride()
	}
}

// Take takes a stage or an answer of the engine.
func (a *App) Take(m wire.Message) {
	if begun, ok := m.(*wire.Begin); ok {
		l, _ := keys.Parse(begun.Experiment)
		a.coming = &run{experiment: l.Experiment, merged: map[string]*stage.Merged{}, notes: map[string]string{}, regions: map[string]*mosaic{}, landscapes: map[string]*stage.Landscape{}}
		return
	}
	if setup, ok := m.(*stage.Setup); ok && a.coming != nil {
		a.coming.setup = setup
		if a.run.setup == nil {
			a.turn()
		}
		return
	}
	r := &a.run
	switch m := m.(type) {
	case *wire.Reveal:
		if a.coming != nil {
			a.turn()
		}
		return
	case *stage.Training:
		if !m.Diverged || m.Model > 1 {
			return
		}
		a.run.trouble = "there is no path: training diverged"
	case *stage.Curves:
		if m.Note != "" {
			if m.From == "B" && a.curve(m.Method) == nil {
				r.notes[m.Method] = m.Note
			}
			break
		}
		r.curves = append(r.curves, m)
		a.ask()
		if r.setup != nil && r.setup.NoLandscape && m.Method == a.method() {
			a.survey() // somebody came to look after all
		}
		if m.Method == a.matching() {
			a.stride()
		}
	case *chart.Chart:
		a.takeChart(m)
		return
	case *stage.Similarity:
		r.similar = append(r.similar, m)
	case *stage.Landscape:
		if m.Zoomed {
			r.zoomed = m
		} else {
			r.landscapes[m.Method] = m
		}
	case *stage.Merged:
		if r.merged[m.Method] == nil {
			a.points.stale, a.base.stale = true, true // its frame is no longer empty
		}
		r.merged[m.Method] = m
		if m.Method == a.asked {
			a.answered()
		}
		return
	case *stage.LossAt:
		r.probed, a.probing = m, false
		return
	case *stage.SearchStep:
		a.strode(m)
		return
	case *wire.End:
		if a.coming != nil {
			a.coming = nil
			return // what was shown stays
		}
		r.trouble = "the run ended early"
	}
	a.scene.stale, a.base.stale = true, true // titles say what is known
}

// turn shows the experiment that was coming: until it has a path, the last one
// stays to be looked at.
func (a *App) turn() {
	a.run, a.coming = *a.coming, nil
	if a.window != nil {
		a.window = nil
		a.say(a.zoomed())
	}
	a.asked, a.wanted, a.probing = "", false, false
	a.layOut()
}

func (a *App) stale() {
	a.scene.stale, a.base.stale, a.points.stale = true, true, true
	a.run.relief, a.run.next = nil, nil
}

// link is what is looked at, and of which experiment.
func (a *App) link() keys.Link { return keys.Link{Experiment: a.run.experiment, View: a.view} }

// method returns the matcher shown.
func (a *App) method() string { return a.link().Shown().Method }

// matching is what messages call the permutation shown.
func (a *App) matching() string { return a.link().Shown().Matching() }

// ask asks for the merged networks at λ, one question at a time: while one is on
// its way the last λ wanted waits.
func (a *App) ask() {
	if a.run.setup == nil || len(a.run.curves) == 0 {
		return
	}
	if a.asked != "" {
		a.wanted = true
		return
	}
	a.asked = a.matching()
	a.say(Question{&stage.AskMerged{Lambda: a.view.Lambda, Method: a.asked}})
}

// answered goes on with the λ that waited.
func (a *App) answered() {
	a.asked = ""
	if a.wanted {
		a.wanted = false
		a.ask()
	}
}

// Changed reports whether a kept layer is no longer what it was.
func (a *App) Changed() bool {
	return a.ahead || a.scene.stale || a.base.stale || a.points.stale
}

// Layers returns what to draw, bottom first.
func (a *App) Layers() []Layer {
	if a.scene.stale {
		a.scene = kept{version: a.scene.version + 1}
		if a.frames.landscape.W > 0 {
			a.scene.marks = a.drawLandscape()
		}
	}
	if a.base.stale {
		a.drawKept()
	}
	a.ahead = false
	if a.points.stale {
		a.points = kept{version: a.points.version + 1, marks: a.drawPoints()}
	}
	return []Layer{
		{a.scene.marks, true, a.scene.version},
		{a.base.marks, true, a.base.version},
		{append(a.drawRegions(), a.drawMoving()...), false, 0},
		{a.points.marks, true, a.points.version},
		{a.drawOverlay(), false, 0},
	}
}

func (a *App) drawKept() { a.base = kept{version: a.base.version + 1, marks: a.drawBase()} }

// setLambda moves λ as a pointer says, in hundredths, and tells the page.
func (a *App) setLambda(lambda float64) {
	lambda = math.Round(min(1, max(0, lambda))*100) / 100
	if lambda == a.view.Lambda {
		return
	}
	a.view.Lambda = lambda
	a.say(Looked{"view.lambda=" + strconv.FormatFloat(lambda, 'f', -1, 64)})
	a.ask()
}
