package board

import "onebasin/render"

// Event is something that a pointer does: down, move, up, leave, or cancel. What was done since it went down is undone
// by cancel: then the finger scrolls the page, or is one of two, and meant nothing of it.
type Event struct {
	Kind  string
	At    render.Point
	Touch bool
}

// Over reports whether the pointer is over the canvas after e.
func (e Event) Over() bool {
	return e.Kind != "cancel" && e.Kind != "leave" && !(e.Kind == "up" && e.Touch)
}

// Pointer takes what a pointer does.
func (b *Board) Pointer(e Event) {
	b.over = e.Over()
	b.drawAhead()
	shape := "default"
	if p, ok := b.shown.page.(Pointed); ok && b.charts == nil {
		shape = p.Pointer(e)
	}
	if b.charts != nil {
		if held, ok := b.hold(e); ok {
			shape = held
		} else if turned := b.turn(e); turned != "" {
			shape = turned
		} else {
			shape = b.press(e, shape)
		}
	}
	if e.Kind == "cancel" {
		return
	}
	b.hover = e.At
	if shape != "" && shape != b.shape {
		b.shape = shape
		b.sheet.out(Outgoing{To: ToFrame, Kind: "cursor", Text: shape})
	}
	if words := b.tip(); words != b.said && words != "" {
		b.said = words
		b.sheet.Tell("say", words)
	}
}

// press takes what a pointer does on charts: where a value can be clicked, that changes what is looked at.
func (b *Board) press(e Event, shape string) string {
	look := b.charts.Look(e.At)
	switch {
	case e.Kind == "down":
		b.pressed = look
	case e.Kind == "up" && look != "" && look == b.pressed:
		b.sheet.Looked(look)
	}
	if look != "" {
		return "pointer"
	}
	return shape
}

// Pinch takes two fingers, or a wheel: what lies at a place grows by a factor, and goes with the fingers by a distance.
func (b *Board) Pinch(factor float64, at, by render.Point) {
	b.drawAhead()
	if b.charts != nil && b.charts.OnRelief(at) {
		b.near(factor)
		return
	}
	if p, ok := b.zoomable(); ok {
		p.Pinch(factor, at, by)
	}
}

// Zoom shows 1/factor as much of what can be magnified around its middle.
func (b *Board) Zoom(factor float64) {
	b.near(factor)
	if p, ok := b.zoomable(); ok {
		p.Zoom(factor)
	}
}

// ZoomOut shows the whole of it.
func (b *Board) ZoomOut() {
	if b.relief() != nil {
		b.orbit.Whole()
		b.regard()
		b.drawn.Stale()
		b.tellZoomed()
	}
	if p, ok := b.zoomable(); ok {
		p.ZoomOut()
	}
}

func (b *Board) zoomable() (p Zoomable, ok bool) {
	p, ok = b.shown.page.(Zoomable)
	return p, ok
}

// tip is what is said of the place under the pointer.
func (b *Board) tip() string {
	if !b.over {
		return ""
	}
	if b.charts != nil {
		return b.charts.Tip(b.hover)
	}
	if p, ok := b.shown.page.(Pointed); ok {
		return p.Tip(b.hover)
	}
	return ""
}

// drawTip writes it beside the pointer.
func (b *Board) drawTip() []render.Mark {
	text := b.tip()
	if text == "" {
		return nil
	}
	w := render.MeasureText(text, render.TickSize, false) + 16
	r := render.Rect{X: min(b.hover.X+14, b.sheet.Width-w-2), Y: max(b.hover.Y-34, 2), W: w, H: 24}
	return []render.Mark{
		render.Box{Rect: r, Radius: 5, Fill: b.sheet.Theme.Ink},
		render.Label{At: render.Point{X: r.X + 8, Y: r.Y + 12}, Text: text, Size: render.TickSize,
			Color: b.sheet.Theme.Background, Baseline: render.Center},
	}
}
