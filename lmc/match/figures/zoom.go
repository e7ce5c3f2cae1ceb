package figures

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

// survey asks for the landscape of the plane and window shown, if it is not known.
func (p *page) survey() {
	if !p.sheet.Shows("landscape") || p.known.setup == nil || p.known.pathless() {
		return
	}
	q := &stage.AskLandscape{From: p.known.from, Method: p.plane(), N: surveySide}
	if w := p.window; w != nil {
		q.U0, q.U1, q.V0, q.V1 = w.U0, w.U1, w.V0, w.V1
	} else if l := p.known.landscapes[q.Method]; l != nil && l.N >= surveySide {
		return
	}
	p.sheet.Ask(q)
}

// whole returns the whole window of the landscape shown.
func (p *page) whole() (path.Window, bool) {
	l := p.known.landscapes[p.plane()]
	if l == nil {
		return path.Window{}, false
	}
	return path.Window{U0: l.U0, U1: l.U1, V0: l.V0, V1: l.V1}, true
}

// Zoom makes the landscape's window 1/factor as large around its middle, and has it computed again.
func (p *page) Zoom(factor float64) { p.zoom(factor, nil) }

// Pinch takes two fingers or a wheel over the landscape: what lies at a place grows by a factor, and a plane goes with
// the fingers by a distance.
func (p *page) Pinch(factor float64, at, by render.Point) {
	if p.picture == nil || !p.frames.landscape.Contains(at) {
		return
	}
	p.zoom(factor, &at)
	if by != (render.Point{}) && p.view.Mode != "3d" {
		p.move(by.X, by.Y)
	}
}

// zoom is Zoom around a place on the sheet, nil for the middle.
func (p *page) zoom(factor float64, at *render.Point) {
	whole, ok := p.whole()
	if !ok || !(factor > 0) {
		return
	}
	if p.view.Mode == "3d" {
		p.orbit.Near(factor)
		p.scene.Stale()
		p.tellZoomed()
		return
	}
	w := whole
	if p.window != nil {
		w = *p.window
	}
	u, v := (w.U0+w.U1)/2, (w.V0+w.V1)/2
	if q := p.picture; at != nil && q != nil {
		u, v = q.plot.X.Value(at.X), q.plot.Y.Value(at.Y)
	}
	scale := (w.U1 - w.U0) / factor / (whole.U1 - whole.U0)
	factor *= scale / min(widest, max(closest, scale))
	p.see(path.Window{U0: u - (u-w.U0)/factor, U1: u + (w.U1-u)/factor,
		V0: v - (v-w.V0)/factor, V1: v + (w.V1-v)/factor})
}

// move moves the landscape's window by a distance on the sheet.
func (p *page) move(dx, dy float64) {
	q := p.picture
	w, ok := p.whole()
	if q == nil || !ok {
		return
	}
	if p.window != nil {
		w = *p.window
	}
	du, dv := q.plot.X.Value(dx)-q.plot.X.Value(0), q.plot.Y.Value(dy)-q.plot.Y.Value(0)
	p.see(path.Window{U0: w.U0 - du, U1: w.U1 - du, V0: w.V0 - dv, V1: w.V1 - dv})
}

// see shows a window and has it computed.
func (p *page) see(w path.Window) {
	p.window = &w
	p.survey()
	p.tellZoomed()
}

// ZoomOut shows the whole landscape again.
func (p *page) ZoomOut() {
	p.window, p.known.zoomed = nil, nil
	p.orbit.Whole()
	p.scene.Stale()
	p.tellZoomed()
}

// zoomed reports whether the landscape is seen elsewhere than as a whole: moved, nearer or farther.
func (p *page) zoomed() bool {
	const little = 1e-6 // that rounding leaves of a way there and back
	far := 0.0
	if p.view.Mode == "3d" {
		far = math.Abs(p.orbit.Nearness() - 1)
	}
	if whole, ok := p.whole(); ok && p.window != nil {
		w := p.window
		du, dv := whole.U1-whole.U0, whole.V1-whole.V0
		far = max(far, math.Abs(w.U0-whole.U0)/du, math.Abs(w.U1-whole.U1)/du,
			math.Abs(w.V0-whole.V0)/dv, math.Abs(w.V1-whole.V1)/dv)
	}
	return far > little
}

// tellZoomed tells the page around whether there is a way back to the whole landscape.
func (p *page) tellZoomed() {
	p.sheet.Tell("zoomed", map[bool]string{false: "whole", true: "elsewhere"}[p.zoomed()])
}
