package figures

import (
	"cmp"
	"math"
	"strconv"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/render"
	"onebasin/render/board"
)

// page is the figures of one experiment.
type page struct {
	sheet  *board.Sheet
	known  known
	view   keys.View
	frames frames

	scene  board.Kept // the landscape
	base   board.Kept // axes, curves, matrices
	points board.Kept // examples on top of decision regions

	loss, accuracy render.Plot   // of the path, as the base was drawn
	numbers        []render.Rect // of its barriers, likewise
	rows           render.Rect   // of many matchers
	picture        *picture      // of the landscape shown, nil while there is none
	next           *picture      // one that is being painted to replace it

	window *path.Window // of the landscape, nil for the whole
	orbit  render.Orbit // of its surface's camera

	drag   bool          // a pointer holds λ
	held   end           // on which path of the surface
	before keys.View     // when the pointer went down
	pan    *render.Point // where it took hold of the landscape, nil when it does not

	asked     string  // matching of the question about λ that is on its way, or empty
	wanted    bool    // λ moved meanwhile
	probing   bool    // a question about the loss under the pointer is on its way
	searching bool    // one about the state of a search is
	travelled float64 // share of the way that moved units have gone
}

func newPage(s *board.Sheet, experiment string) board.Page {
	l, _ := keys.Parse(experiment)
	if experiment == "" {
		l.Experiment = keys.Experiment{} // nothing is compared yet
	}
	return &page{sheet: s, view: keys.Default().View, travelled: 1, known: newKnown(l.Experiment)}
}

// On returns a copy of the page on another sheet.
func (p *page) On(s *board.Sheet) board.Page {
	c := *p
	c.sheet = s
	return &c
}

// Follow takes over what stays when one experiment follows another.
func (p *page) Follow(before board.Page) {
	b, ok := before.(*page)
	if !ok {
		return
	}
	p.view, p.travelled = b.view, b.travelled
	p.orbit = b.orbit
	p.drag, p.held, p.before, p.pan = b.drag, b.held, b.before, b.pan
	if b.window != nil {
		p.tellZoomed()
	}
}

// Lay places the figures on the sheet.
func (p *page) Lay() board.Layout {
	hidden := p.frames.landscape.W == 0
	p.frames = frames{}
	if !p.sheet.Away {
		p.frames = layOut(p.sheet.Width, p.sheet.Room, p.sheet.Figure, p.pathNeeds)
	}
	p.stale()
	if hidden {
		p.survey()
	}
	return board.Layout{Height: p.frames.height, Figures: map[string]render.Rect{"landscape": p.frames.landscape,
		"path": p.frames.path, "merged": p.frames.merged, "units": p.frames.units}}
}

// stale has everything drawn anew. The landscape's picture stays, fitted to its place, until it is painted anew.
func (p *page) stale() {
	p.scene.Stale()
	p.base.Stale()
	p.points.Stale()
	p.next = nil
	if p.picture != nil && p.frames.landscape.W > 0 {
		p.picture = p.fitted(p.picture)
		p.next = p.picture
	}
}

// Layers are the landscape, which is turned; what stays while λ moves; what moves; examples; λ and the search's place.
func (p *page) Layers() []board.Layer {
	return []board.Layer{{Kept: &p.scene, Draw: p.drawScene}, {Kept: &p.base, Draw: p.drawBase}, {Draw: p.drawChanging},
		{Kept: &p.points, Draw: p.drawPoints}, {Draw: p.drawLambda}}
}

func (p *page) drawScene() []render.Mark {
	if p.frames.landscape.W == 0 {
		return nil
	}
	return p.drawLandscape()
}

func (p *page) drawBase() (marks []render.Mark) {
	if p.frames.path.W > 0 {
		marks = append(marks, p.drawPath()...)
	}
	if p.frames.merged.W > 0 {
		marks = append(marks, p.drawMergedBase()...)
	}
	if p.frames.units.W > 0 {
		marks = append(marks, p.drawUnits()...)
	}
	return marks
}

func (p *page) drawChanging() []render.Mark { return append(p.drawRegions(), p.drawMoving()...) }

// Look changes what is looked at.
func (p *page) Look(view string) {
	l, _ := keys.Parse(view)
	old, before, plane, zoomed := p.view, p.matching(), p.plane(), p.zoomed()
	p.view = l.View
	from := p.link().Shown().From
	moved := p.matching() != before || from != p.known.from
	if p.plane() != plane || from != p.known.from {
		p.known.zoomed, p.window = nil, nil
	}
	if from != p.known.from {
		p.known.compare(from)
		p.picture, p.next = nil, nil
	}
	if moved && p.frames.landscape.W > 0 {
		p.survey()
	}
	layer, shape := p.view.Layer != old.Layer, p.view.Mode != old.Mode || p.view.Loss != old.Loss
	if moved || layer || shape || p.view.Reveal != old.Reveal {
		p.stale()
	}
	if p.zoomed() != zoomed {
		p.tellZoomed()
	}
	if p.view.Turn != old.Turn || p.view.Tilt != old.Tilt {
		p.turned()
	}
	if moved || p.view.Lambda != old.Lambda {
		p.ask()
	}
	if moved || p.view.Step != old.Step {
		p.base.Stale()
		p.askSearch()
		if p.link().Shown().Step < 0 {
			p.ask() // for the search's end
		}
	}
}

// Take takes a stage or an answer of the engine.
func (p *page) Take(m wire.Message) {
	k := &p.known
	switch m := m.(type) {
	case *stage.Setup:
		k.setup = m
	case *stage.Training:
		if !m.Diverged {
			return
		}
		k.diverged[measure.ModelName(m.Model)] = true
	case *stage.Curves:
		p.takeCurves(m)
	case *stage.Similarity:
		k.similar = append(k.similar, m)
	case *stage.Landscape:
		if m.From != k.from {
			return // asked for before another network was chosen
		}
		if m.Zoomed {
			k.zoomed = m
		} else {
			k.landscapes[m.Method] = m
		}
	case *stage.Merged:
		if m.Method == p.asked {
			defer p.answered()
		}
		if m.From != k.from {
			return
		}
		if matching, n := stage.FilmOf(m.Method); n >= 0 {
			for name := range k.merged { // one state of a search is shown at a time
				if other, n := stage.FilmOf(name); n >= 0 && other == matching {
					delete(k.merged, name)
				}
			}
		}
		if k.merged[m.Method] == nil {
			p.points.Stale()
			p.base.Stale() // its frame is no longer empty
		}
		k.merged[m.Method] = m
		return
	case *stage.LossAt:
		if p.probing = false; m.From == k.from {
			k.probed = m
		}
		return
	case *stage.SearchStep:
		p.takeSearch(m)
		return
	case *wire.End:
		k.trouble = "the run ended early"
	}
	p.scene.Stale()
	p.base.Stale() // titles say what is known
}

func (p *page) takeCurves(m *stage.Curves) {
	if m.Note != "" {
		p.known.notes[keys.Shown{From: m.From, Method: m.Method}.Answer()] = m.Note
		return
	}
	if _, k := stage.FilmOf(m.Method); k >= 0 {
		if m.From == p.known.from {
			p.known.filmed = m
		}
		return
	}
	p.known.curves = append(p.known.curves, m)
	p.ask()
	if m.Method != p.matching() || m.From != p.known.from {
		return
	}
	if s := p.known.setup; s != nil && s.NoLandscape {
		p.survey() // somebody came to look after all
	}
	p.askSearch()
}

// link is what is looked at, and of which experiment.
func (p *page) link() keys.Link { return keys.Link{Experiment: p.known.experiment, View: p.view} }

// method returns the matcher shown.
func (p *page) method() string { return p.link().Shown().Method }

// matching is what messages call the permutation shown.
func (p *page) matching() string { return p.link().Shown().Matching() }

// plane is the matching whose landscape is shown.
func (p *page) plane() string { return p.link().Plane() }

// Shown is what charts of studies are about.
func (p *page) Shown() string { return p.link().Shown().Answer() }

// Missing says why what is not there will not come, "" while it may.
func (p *page) Missing() string {
	return cmp.Or(p.known.hopeless(), p.known.note(p.method()))
}

// ask asks for the merged networks at λ, one question at a time: while one is on its way the last λ wanted waits.
func (p *page) ask() {
	if p.known.setup == nil || p.known.pathless() || p.known.note("none") != "" {
		return
	}
	if p.asked != "" {
		p.wanted = true
		return
	}
	if p.asked = p.film(); p.known.note(methodOf(p.asked)) != "" {
		p.asked = "none" // what has no path has no merged network either, and no answer
	}
	p.sheet.Ask(&stage.AskMerged{Lambda: p.view.Lambda, From: p.known.from, Method: p.asked})
}

// answered goes on with the λ that waited.
func (p *page) answered() {
	p.asked = ""
	if p.wanted {
		p.wanted = false
		p.ask()
	}
}

// setLambda moves λ as a pointer says, in hundredths, and tells the page around.
func (p *page) setLambda(lambda float64) {
	lambda = math.Round(min(1, max(0, lambda))*100) / 100
	if lambda == p.view.Lambda {
		return
	}
	p.view.Lambda = lambda
	p.sheet.Looked("view.lambda=" + strconv.FormatFloat(lambda, 'f', -1, 64))
	p.ask()
}
