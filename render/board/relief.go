package board

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"onebasin/render"
	"onebasin/render/chart"
)

// orbiting is how charts that are drawn as surfaces are turned, and seen nearer.
type orbiting struct {
	orbit   render.Orbit
	turning *render.Point // where a pointer has hold of a surface, nil while none has
	before  render.Camera // when it took hold
	zoomed  string        // what was told last of how near it is seen
}

// regard has charts drawn as the view says: whether as surfaces, from where they are seen, and at which step.
func (b *Board) regard() {
	number := func(key string, usual float64) float64 {
		if x, err := strconv.ParseFloat(value(b.view, key), 64); err == nil {
			return x
		}
		return usual
	}
	d := &b.draw
	d.Solid = value(b.view, "view.mode") == "3d"
	d.Camera = render.Camera{Turn: number("view.turn", render.UsualTurn), Tilt: number("view.tilt", render.UsualTilt),
		Zoom: b.orbit.Nearness()}
	d.Moving = b.orbit.Moving()
	d.Step = number("view.step", -1)
	d.Stepping = d.Step >= 0
}

// relief returns the first figure on the sheet with a panel that can be drawn as a surface, nil where there is none.
func (b *Board) relief() *chart.Figure {
	if b.charts == nil {
		return nil
	}
	for _, f := range b.charts.Figures {
		if f.Chart == nil {
			continue
		}
		for k := range f.Chart.Panels {
			if f.Chart.Panels[k].Solid {
				return f
			}
		}
	}
	return nil
}

// lookFrom shows charts as the view says, of which some was shown before.
func (b *Board) lookFrom() {
	before := b.draw
	b.regard()
	now := b.draw
	switch {
	case b.charts == nil:
		return
	case now.Solid != before.Solid && b.relief() != nil:
		b.lay()
	case now.Solid && now.Camera != before.Camera && b.relief() != nil:
		b.turned()
	case now.Stepping != before.Stepping || now.Step != before.Step:
		b.drawn.Stale()
	}
	b.tellZoomed()
	b.tellFilm()
}

// turned notes that the camera of surfaces moved.
func (b *Board) turned() {
	b.orbit.Moved()
	b.regard()
	b.drawn.Stale()
}

// rest lets time go by for the camera, and reports whether it still counts as moving.
func (b *Board) rest(ms float64) (moving bool) {
	switch b.orbit.Rest(ms) {
	case render.Prepare:
		if b.charts != nil {
			b.regard()
			b.draw.Prepare(b.charts)
		}
	case render.Redraw:
		b.regard()
		b.drawn.Stale()
		return false
	case render.Rested:
		return false
	}
	return true
}

// turn takes what a pointer does on a surface, and returns its shape, "" where there is none under it.
func (b *Board) turn(e Event) (shape string) {
	c := b.draw.Camera
	switch {
	case e.Kind == "cancel":
		if b.turning != nil {
			b.turnTo(b.before)
		}
		b.turning = nil
	case e.Kind == "down":
		b.turning = nil
		if b.charts.OnRelief(e.At) {
			b.turning, b.before = &e.At, c
		}
	case b.turning != nil:
		b.turnTo(c.Dragged(e.At.X-b.turning.X, e.At.Y-b.turning.Y))
		if b.turning = &e.At; e.Kind == "up" {
			b.turning = nil
		}
	}
	if b.turning != nil || b.charts.OnRelief(e.At) {
		return "move"
	}
	return ""
}

// turnTo shows surfaces from a direction, and tells the page around.
func (b *Board) turnTo(c render.Camera) {
	if c.Turn == b.draw.Camera.Turn && c.Tilt == b.draw.Camera.Tilt {
		return
	}
	b.sheet.Looked(fmt.Sprintf("view.turn=%g&view.tilt=%g", c.Turn, c.Tilt))
	b.view = with(with(b.view, "view.turn", c.Turn), "view.tilt", c.Tilt)
	b.turned()
}

// with returns a fragment in which a key has a value.
func with(fragment, key string, x float64) string {
	parts := slices.DeleteFunc(strings.Split(fragment, "&"), func(part string) bool {
		name, _, _ := strings.Cut(part, "=")
		return name == key || part == ""
	})
	return strings.Join(append(parts, fmt.Sprintf("%s=%g", key, x)), "&")
}

// near shows surfaces nearer by a factor.
func (b *Board) near(factor float64) {
	if b.relief() == nil || !b.draw.Solid || !(factor > 0) {
		return
	}
	b.orbit.Near(factor)
	b.turned()
	b.tellZoomed()
}

// tellZoomed tells the page around whether surfaces are on the sheet, which can be seen nearer, and whether they are.
func (b *Board) tellZoomed() {
	state := ""
	switch {
	case b.relief() == nil:
	case !b.draw.Solid:
		state = "fixed"
	case b.orbit.Nearness() == 1:
		state = "whole"
	default:
		state = "elsewhere"
	}
	if state != b.zoomed && state != "" {
		b.sheet.Tell("zoomed", state)
	}
	b.zoomed = state
}
