package figures

import (
	"slices"

	"onebasin/render"
)

// drawBarriers marks where and by how much the test loss of the two paths shown exceeds its chord the most. Each number
// stands where it lies on no curve, as near to its measure as can be, that of the lower one first: a higher one has
// more places beside it.
func (p *page) drawBarriers(plot render.Plot, curves []render.Mark) (marks []render.Mark) {
	var labels []render.Label
	methods := []string{"none"}
	if p.method() != "none" {
		methods = append(methods, p.walked())
	}
	for _, m := range methods {
		span, label, ok := p.measureBarrier(plot, m)
		if ok {
			marks, labels = append(marks, span...), append(labels, label)
		}
	}
	if len(labels) > 1 && p.known.curve("none").Barrier > p.known.curve(p.walked()).Barrier {
		slices.Reverse(labels)
	}
	measures := marks
	marks = []render.Mark{plot.Inside(3, measures...)}
	for _, l := range labels {
		if l, ok := p.free(l, plot.Area, curves, measures); ok {
			p.numbers = append(p.numbers, l.Bounds().Inset(-2))
			marks = append(marks, l)
		}
	}
	return marks
}

// measureBarrier returns a path's chord with the measure of its barrier, and the number, to the right of the measure's
// middle.
func (p *page) measureBarrier(plot render.Plot, matching string) (marks []render.Mark, label render.Label, ok bool) {
	c := p.known.curve(matching)
	b, ok := p.known.barrier(matching)
	if c == nil || !ok {
		return nil, label, false
	}
	at, loss := c.Lambda[c.Peak], c.TestLoss[c.Peak]
	top, foot := plot.At(at, loss), plot.At(at, loss-b)
	chord := make([]float64, len(c.Lambda)) // no straight line where the axis is logarithmic
	for k, lambda := range c.Lambda {
		chord[k] = (1-lambda)*c.TestLoss[0] + lambda*c.TestLoss[len(c.TestLoss)-1]
	}
	dashed := plot.Curve(c.Lambda, chord, 1, p.sheet.Theme.Axis)
	dashed.Dash = []float64{4, 3}
	marks = []render.Mark{dashed}
	text, ink := "barrier "+amount(b), p.sheet.Theme.TextB
	if b < 5e-5 {
		text = "barrier ≈ 0"
	}
	if matching != "none" {
		ink = p.sheet.Theme.TextPiB
	}
	const foots, high = 4, 12 // a lower measure is its curve's own thickness
	if foot.Y-top.Y > high {
		line := func(a, b render.Point) render.Mark {
			return render.Line{Points: []render.Point{a, b}, Width: 1, Color: p.ink(matching)}
		}
		across := func(at render.Point) render.Mark {
			return line(render.Point{X: at.X - foots, Y: at.Y}, render.Point{X: at.X + foots, Y: at.Y})
		}
		marks = append(marks, line(top, foot), across(top), across(foot))
	}
	label = render.Label{At: render.Point{X: top.X + 8, Y: (top.Y + foot.Y) / 2}, Text: text, Size: render.TickSize,
		Color: ink, Bold: true, Baseline: render.Center, Halo: p.sheet.Theme.Background}
	return marks, label, true
}

// free returns a label moved to the nearest place within an area where it lies on no number, measure or curve but those
// of other restarts, or, where there is none, on none of the two that are shown; ok is false if there is no such place
// either.
func (p *page) free(l render.Label, area render.Rect, curves, measures []render.Mark) (moved render.Label, ok bool) {
	const space = 3
	for _, least := range []float64{1.25, 2} { // widths of the curves that are kept free
		moved, ok = nearestPlace(l, area, func(r render.Rect) bool {
			r = r.Inset(-space)
			return p.taken(r, curves, least) || least < 2 && p.taken(r, measures, 0)
		})
		if ok {
			break
		}
	}
	return moved, ok
}

// taken reports whether a place holds a number or a part of a line at least so wide.
func (p *page) taken(place render.Rect, lines []render.Mark, least float64) bool {
	if touches(place, p.numbers) {
		return true
	}
	for _, m := range lines {
		if l, ok := m.(render.Line); ok && l.Width >= least && render.Meets(l.Points, place) {
			return true
		}
	}
	return false
}
