package figures

import (
	"math"

	"onebasin/lmc/match/stage"
	"onebasin/render"
	"onebasin/render/board"
)

// reach is how near to a path on the landscape a pointer takes hold of λ, in CSS pixels; a finger needs more.
const (
	reach      = 12.0
	touchReach = 26.0
)

// Pointer takes what a pointer does and returns its shape.
func (p *page) Pointer(e board.Event) (shape string) {
	if e.Kind == "cancel" {
		p.letGo()
		return ""
	}
	near := reach
	if e.Touch {
		near = touchReach
	}
	lambda, held := p.grab(e.At, near)
	switch e.Kind {
	case "down":
		if method := p.row(e.At); method != "" && method != p.method() {
			p.pick(method)
			return "pointer"
		}
		p.drag, p.pan, p.before = held, nil, p.view
		if !held && p.movable(e) {
			p.pan = &render.Point{X: e.At.X, Y: e.At.Y}
		}
	case "up", "leave":
		p.drag = p.drag && e.Kind == "leave" // a captured pointer may leave
	}
	if p.pan != nil {
		p.panTo(e.At, e.Kind == "up")
	}
	if p.drag && e.Kind != "up" {
		if l, ok := p.grab(e.At, math.Inf(1)); ok {
			lambda, held = l, true
		}
		if held {
			p.setLambda(lambda)
		}
	}
	if e.Over() {
		p.probe(e.At)
	}
	return p.shape(held, e.At)
}

// movable reports whether the landscape goes with a pointer that takes hold of it. A finger moves a plane only if there
// is more of it than is seen: else it is on its way over the page.
func (p *page) movable(e board.Event) bool {
	q := p.picture
	return q != nil && p.frames.landscape.Contains(e.At) && (!e.Touch || q.surface != nil || p.window != nil)
}

// letGo takes back what the pointer that is down has moved.
func (p *page) letGo() {
	held, turned := p.drag, p.pan != nil
	p.drag, p.pan = false, nil
	if held {
		p.setLambda(p.before.Lambda)
	}
	if turned {
		p.turnTo(p.before.Turn, p.before.Tilt)
	}
}

// panFar is how far a pointer moves before the landscape follows it.
const panFar = 4

// panTo turns a surface with the pointer; it moves a plane when the pointer is let go, for what it shows meanwhile was
// computed for where it is.
func (p *page) panTo(at render.Point, end bool) {
	dx, dy := at.X-p.pan.X, at.Y-p.pan.Y
	if q := p.picture; q != nil && q.surface != nil {
		p.turnBy(dx, dy)
		p.pan = &at
		if end {
			p.pan = nil
		}
		return
	}
	if !end {
		return
	}
	p.pan = nil
	if math.Hypot(dx, dy) > panFar {
		p.move(dx, dy)
	}
}

// grab returns the λ at a place that holds it: anywhere on the path's plots, and near the lines of the landscape.
func (p *page) grab(at render.Point, near float64) (lambda float64, ok bool) {
	if p.known.pathless() {
		return 0, false
	}
	strip := p.loss.Area
	if strip.H += 14; !p.many() {
		strip.H = p.accuracy.Area.Bottom() - strip.Y + 14
	}
	if p.frames.path.W > 0 && strip.Inset(-8).Contains(at) {
		return p.loss.X.Value(at.X), true
	}
	q := p.picture
	if q != nil && q.surface != nil && p.frames.landscape.Contains(at) {
		return p.grabOnSurface(q, at, min(near, touchReach))
	}
	if q == nil || q.surface != nil || !q.plot.Area.Contains(at) {
		return 0, false
	}
	best := near
	for _, e := range ends(q.of) {
		from, to := e.at(q.plot, q.of, 0), e.at(q.plot, q.of, 1)
		dx, dy := to.X-from.X, to.Y-from.Y
		t := min(1, max(0, ((at.X-from.X)*dx+(at.Y-from.Y)*dy)/(dx*dx+dy*dy)))
		if d := math.Hypot(at.X-from.X-t*dx, at.Y-from.Y-t*dy); d <= best {
			best, lambda, ok = d, t, true
		}
	}
	return lambda, ok
}

// grabOnSurface is grab for the lines that lie on a surface: near λ's disc a pointer takes hold of it, elsewhere it
// turns the surface.
func (p *page) grabOnSurface(q *picture, at render.Point, near float64) (lambda float64, ok bool) {
	best := near
	for _, e := range ends(q.of) {
		if !p.drag {
			disc := q.surface.At(e.uv(q.of, p.view.Lambda))
			if math.Hypot(disc.X-at.X, disc.Y-at.Y) > near {
				continue
			}
		}
		u0, v0 := e.uv(q.of, 0)
		u1, v1 := e.uv(q.of, 1)
		t, d := q.surface.Along([2]float64{u0, v0}, [2]float64{u1, v1}, at)
		if p.drag && e != p.held {
			continue
		}
		if p.drag || d <= best {
			best, lambda, ok = d, t, true
			p.held = e
		}
	}
	return lambda, ok
}

// shape is that of a pointer at a place, which holds λ or could.
func (p *page) shape(held bool, at render.Point) string {
	switch q := p.picture; {
	case p.drag:
		return "grabbing"
	case p.row(at) != "":
		return "pointer"
	case held:
		return "grab"
	case q != nil && q.surface != nil && p.frames.landscape.Contains(at):
		return "move"
	case q != nil && q.plot.Area.Contains(at):
		return "crosshair"
	}
	return "default"
}

// probe asks for the loss at a place, one question at a time.
func (p *page) probe(at render.Point) {
	q := p.picture
	if q == nil || p.probing || p.drag || p.pan != nil || !p.frames.landscape.Contains(at) {
		return
	}
	u, v, on := q.under(at)
	if !on {
		return
	}
	p.probing = true
	p.sheet.Ask(&stage.AskLoss{From: q.of.From, Method: q.of.Method, U: u, V: v})
}
