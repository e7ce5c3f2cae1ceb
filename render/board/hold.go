package board

import (
	"fmt"
	"strings"

	"onebasin/render"
	drawing "onebasin/render/chart"
)

// hold is a handle of a chart that a pointer has taken hold of, and where it was told to be last.
type hold struct {
	drawing.Hold
	said string
}

// hold takes what a pointer does with handles of charts: where one goes, view keys follow. ok is false where there is
// none, and the pointer does what it does elsewhere.
func (b *Board) hold(e Event) (shape string, ok bool) {
	const open, closed = "grab", "grabbing"
	h := b.held
	switch {
	case e.Kind == "down":
		taken, ok := b.charts.Hold(e.At, e.Touch)
		if b.held = nil; ok {
			b.held = &hold{taken, taken.Before()}
		}
		return closed, ok
	case h != nil && e.Kind == "cancel":
		b.held = nil
		b.goTo(h, h.Before())
		return "", true
	case h != nil:
		if e.Kind != "leave" { // a captured pointer may leave
			b.goTo(h, h.Look(e.At))
		}
		if e.Kind == "up" {
			b.held = nil
			return open, true
		}
		return closed, true
	case e.Kind == "move" && !e.Touch:
		_, ok = b.charts.Hold(e.At, false)
		return open, ok
	}
	return "", false
}

// goTo says where a handle is now.
func (b *Board) goTo(h *hold, look string) {
	if look != h.said {
		h.said = look
		b.sheet.Looked(look)
	}
}

// tellGrips tells the frame where handles are, in CSS pixels: there a finger moves them and does not scroll the page.
func (b *Board) tellGrips(at []render.Point) {
	var s strings.Builder
	for _, p := range at {
		fmt.Fprintf(&s, "%.0f %.0f %.0f ", p.X, p.Y, drawing.NearFinger)
	}
	if grips := strings.TrimSpace(s.String()); grips != b.grips {
		b.grips = grips
		b.sheet.out(Outgoing{To: ToFrame, Kind: "grips", Text: grips})
	}
}
