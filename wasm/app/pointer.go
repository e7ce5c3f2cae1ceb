package app

import (
	"math"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// reach is how near to a path on the landscape a pointer takes hold of λ, in
// CSS pixels; a finger needs more.
const (
	reach      = 12.0
	touchReach = 26.0
)

// Pointer takes what a pointer does: kind is down, move, up, leave or cancel.
// What was done since it went down is undone by cancel: then the finger scrolls
// the page, or is one of two, and meant nothing of it.
func (a *App) Pointer(kind string, at render.Point, touch bool) {
	if kind == "cancel" {
		a.letGo()
		return
	}
	a.hover = at
	a.over = kind != "leave" && !(kind == "up" && touch)
	near := reach
	if touch {
		near = touchReach
	}
	lambda, held := a.grab(at, near)
	switch kind {
	case "down":
		a.drag = held
		a.pan = nil
		a.before = a.view
		// A finger moves a plane only if there is more of it than is seen: else it is on its way over the page.
		if r := a.run.relief; r != nil && !held && a.frames.landscape.Contains(at) && (!touch || r.surface != nil || a.window != nil) {
			a.pan = &render.Point{X: at.X, Y: at.Y}
		}
	case "up", "leave":
		a.drag = a.drag && kind == "leave" // a captured pointer may leave
	}
	if a.pan != nil {
		a.panTo(at, kind == "up")
	}
	if a.drag && kind != "up" {
		if l, ok := a.grab(at, math.Inf(1)); ok {
			lambda, held = l, true
		}
		if held {
			a.setLambda(lambda)
		}
	}
	a.point(held || a.drag)
	a.probe()
	a.speak()
}

// letGo takes back what the pointer that is down has moved.
func (a *App) letGo() {
	held, turned := a.drag, a.pan != nil
	a.drag, a.pan, a.over = false, nil, false
	if held {
		a.setLambda(a.before.Lambda)
	}
	if turned {
		a.turnTo(a.before.Turn, a.before.Tilt)
	}
}

// panFar is how far a pointer moves before the landscape follows it.
const panFar = 4

// panTo turns a surface with the pointer; it moves a plane when the pointer is
// let go, for what it shows meanwhile was computed for where it is.
func (a *App) panTo(at render.Point, end bool) {
	if r := a.run.relief; r != nil && r.surface != nil {
		a.turnBy(at.X-a.pan.X, at.Y-a.pan.Y)
		a.pan = &at
		if end {
			a.pan = nil
		}
		return
	}
	if !end {
		return
	}
	dx, dy := at.X-a.pan.X, at.Y-a.pan.Y
	a.pan = nil
	if math.Hypot(dx, dy) > panFar {
		a.Pan(dx, dy)
	}
}

// Pinch takes two fingers or a wheel over the canvas: what lies at a place grows
// by a factor, and a plane goes with the fingers by a distance.
func (a *App) Pinch(factor float64, at, by render.Point) {
	if a.run.relief == nil || !a.frames.landscape.Contains(at) {
		return
	}
	a.Zoom(factor, &at)
	if by != (render.Point{}) && a.view.Mode != "3d" {
		a.Pan(by.X, by.Y)
	}
}

// grab returns the λ at a place that holds it: anywhere on the path's plots, and
// near the lines of the landscape.
func (a *App) grab(at render.Point, near float64) (lambda float64, ok bool) {
	if len(a.run.curves) == 0 {
		return 0, false
	}
	loss, accuracy := a.loss, a.accuracy
	strip := loss.Area
	strip.H = accuracy.Area.Bottom() - strip.Y + 14
	strip = strip.Inset(-8)
	if a.frames.path.W > 0 && strip.Contains(at) {
		return loss.X.Value(at.X), true
	}
	r := a.run.relief
	if r != nil && r.surface != nil && a.frames.landscape.Contains(at) {
		return a.grabOnSurface(r, at, min(near, touchReach))
	}
	if r == nil || r.surface != nil || !r.plot.Area.Contains(at) {
		return 0, false
	}
	best := near
	for _, e := range a.ends(r.of) {
		from, to := e.at(r.plot, r.of, 0), e.at(r.plot, r.of, 1)
		dx, dy := to.X-from.X, to.Y-from.Y
		t := min(1, max(0, ((at.X-from.X)*dx+(at.Y-from.Y)*dy)/(dx*dx+dy*dy)))
		if d := math.Hypot(at.X-from.X-t*dx, at.Y-from.Y-t*dy); d <= best {
			best, lambda, ok = d, t, true
		}
	}
	return lambda, ok
}

// grabOnSurface is grab for the lines that lie on a surface: near the knob takes
// hold of λ, elsewhere one turns the surface.
func (a *App) grabOnSurface(r *relief, at render.Point, near float64) (lambda float64, ok bool) {
	best := near
	for _, e := range a.ends(r.of) {
		if !a.drag {
			knob := r.surface.At(e.uv(r.of, a.view.Lambda))
			if math.Hypot(knob.X-at.X, knob.Y-at.Y) > near {
				continue
			}
		}
		u0, v0 := e.uv(r.of, 0)
		u1, v1 := e.uv(r.of, 1)
		t, d := r.surface.Along([2]float64{u0, v0}, [2]float64{u1, v1}, at)
		if a.drag && e != a.held {
			continue
		}
		if a.drag || d <= best {
			best, lambda, ok = d, t, true
			a.held = e
		}
	}
	return lambda, ok
}

// point shows the pointer's shape when it changes.
func (a *App) point(held bool) {
	c := Cursor("default")
	switch r := a.run.relief; {
	case a.drag:
		c = "grabbing"
	case held:
		c = "grab"
	case r != nil && r.surface != nil && a.frames.landscape.Contains(a.hover):
		c = "move"
	case r != nil && r.plot.Area.Contains(a.hover):
		c = "crosshair"
	}
	if c != a.cursor {
		a.cursor = c
		a.say(c)
	}
}

// probe asks for the loss under the pointer, one question at a time.
func (a *App) probe() {
	r := a.run.relief
	if r == nil || a.probing || !a.over || a.drag || a.pan != nil || !a.frames.landscape.Contains(a.hover) {
		return
	}
	u, v, on := r.under(a.hover)
	if !on {
		return
	}
	a.probing = true
	a.say(Question{&stage.AskLoss{Method: r.of.Method, U: u, V: v}})
}

// under returns what of the landscape lies under a place on the canvas.
func (r *relief) under(at render.Point) (u, v float64, ok bool) {
	if r.surface != nil {
		return r.surface.Pick(at)
	}
	return r.plot.X.Value(at.X), r.plot.Y.Value(at.Y), r.plot.Area.Contains(at)
}

// speak says in words what the pointer is over, when that changes.
func (a *App) speak() {
	if w := Words(a.tip()); w != a.said && w != "" {
		a.said = w
		a.say(w)
	}
}
