package figures

import (
	"cmp"
	"math"
	"slices"

	"onebasin/render"
)

// nearestPlace returns a label moved as little as can be to a place within an area that is not taken; ok is false where
// there is none.
func nearestPlace(l render.Label, area render.Rect, taken func(render.Rect) bool) (moved render.Label, ok bool) {
	const step, margin = 4.0, 2.0
	box := l.Bounds()
	area = area.Inset(margin)
	at := func(dx, dy float64) bool {
		to := render.Rect{X: box.X + dx, Y: box.Y + dy, W: box.W, H: box.H}
		in := to.X >= area.X && to.Y >= area.Y && to.Right() <= area.Right() && to.Bottom() <= area.Bottom()
		return in && !taken(to)
	}
	var ways []render.Point
	across := func(from, to, first float64) (all []float64) { // of an interval, in steps from where the label is
		for v := first + step*math.Ceil((from-first)/step); v <= to; v += step {
			all = append(all, v-first)
		}
		return append(all, from-first, to-first)
	}
	for _, dy := range across(area.Y, area.Bottom()-box.H, box.Y) {
		for _, dx := range across(area.X, area.Right()-box.W, box.X) {
			ways = append(ways, render.Point{X: dx, Y: dy})
		}
	}
	far := func(p render.Point) float64 { return math.Hypot(p.X, 2*p.Y) } // beside reads better than above
	slices.SortStableFunc(ways, func(p, q render.Point) int { return cmp.Compare(far(p), far(q)) })
	for _, w := range ways {
		if at(w.X, w.Y) {
			l.At = render.Point{X: l.At.X + w.X, Y: l.At.Y + w.Y}
			return l, true
		}
	}
	return l, false
}

// touches reports whether a rectangle has something in common with one of several.
func touches(r render.Rect, taken []render.Rect) bool { return slices.ContainsFunc(taken, r.Touches) }
