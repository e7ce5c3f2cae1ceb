package app

import (
	"math"

	"onebasin/lmc/match/stage"
	"onebasin/lmc/path"
	"onebasin/render"
)

// surveySide is the side of the landscapes that the figures ask for.
const surveySide = 64

// Bounds of zooming, as the share of the whole window's width that is seen.
const (
	closest = 0.02
	widest  = 4.0
)

// plane is the matching whose landscape is shown.
func (a *App) plane() string { return a.link().Plane() }

// survey asks for the landscape of the plane and window shown, if it is not
// known.
func (a *App) survey() {
	if a.frames.landscape.W == 0 || a.run.setup == nil || len(a.run.curves) == 0 {
		return
	}
	q := &stage.AskLandscape{Method: a.plane(), N: surveySide}
	if w := a.window; w != nil {
		q.U0, q.U1, q.V0, q.V1 = w.U0, w.U1, w.V0, w.V1
	} else if l := a.run.landscapes[q.Method]; l != nil && l.N >= surveySide {
		return
	}
	a.say(Question{q})
}

// whole returns the whole window of the landscape shown.
func (a *App) whole() (path.Window, bool) {
	l := a.run.landscapes[a.plane()]
	if l == nil {
		return path.Window{}, false
	}
	return path.Window{U0: l.U0, U1: l.U1, V0: l.V0, V1: l.V1}, true
}

// Zoom makes the landscape's window 1/factor as large around a place on the
// canvas, nil for the middle, and has it computed again.
func (a *App) Zoom(factor float64, at *render.Point) {
	whole, ok := a.whole()
	if !ok || !(factor > 0) {
		return
	}
	if a.view.Mode == "3d" {
		a.nearness = min(nearest, max(farthest, a.nearness*factor))
		a.turned()
		a.say(a.zoomed())
		return
	}
	w := whole
	if a.window != nil {
		w = *a.window
	}
	u, v := (w.U0+w.U1)/2, (w.V0+w.V1)/2
	if r := a.run.relief; at != nil && r != nil {
		u, v = r.plot.X.Value(at.X), r.plot.Y.Value(at.Y)
	}
	scale := (w.U1 - w.U0) / factor / (whole.U1 - whole.U0)
	factor *= scale / min(widest, max(closest, scale))
	a.look(path.Window{U0: u - (u-w.U0)/factor, U1: u + (w.U1-u)/factor, V0: v - (v-w.V0)/factor, V1: v + (w.V1-v)/factor})
}

// Pan moves the landscape's window by a distance on the canvas.
func (a *App) Pan(dx, dy float64) {
	r := a.run.relief
	w, ok := a.whole()
	if r == nil || !ok {
		return
	}
	if a.window != nil {
		w = *a.window
	}
	du, dv := r.plot.X.Value(dx)-r.plot.X.Value(0), r.plot.Y.Value(dy)-r.plot.Y.Value(0)
	a.look(path.Window{U0: w.U0 - du, U1: w.U1 - du, V0: w.V0 - dv, V1: w.V1 - dv})
}

// look shows a window and has it computed.
func (a *App) look(w path.Window) {
	a.window = &w
	a.survey()
	a.say(a.zoomed())
}

// ZoomOut shows the whole landscape again.
func (a *App) ZoomOut() {
	a.window, a.run.zoomed, a.nearness = nil, nil, 1
	a.scene.stale = true
	a.say(a.zoomed())
}

// zoomed says whether the landscape is seen elsewhere than as a whole.
func (a *App) zoomed() Zoomed {
	const little = 1e-6 // that rounding leaves of a way there and back
	far := 0.0
	if a.view.Mode == "3d" {
		far = math.Abs(a.nearness - 1)
	}
	if whole, ok := a.whole(); ok && a.window != nil {
		w := a.window
		du, dv := whole.U1-whole.U0, whole.V1-whole.V0
		far = max(far, math.Abs(w.U0-whole.U0)/du, math.Abs(w.U1-whole.U1)/du, math.Abs(w.V0-whole.V0)/dv, math.Abs(w.V1-whole.V1)/dv)
	}
	return far > little
}
