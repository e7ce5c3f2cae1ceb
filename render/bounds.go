package render

import "math"

// Bounds returns the upright rectangle that holds what marks draw, at no pixel ratio: softened edges reach a pixel
// beyond it. It is empty for marks that draw nothing.
func Bounds(marks ...Mark) Rect {
	e := nowhere()
	for _, m := range marks {
		e.mark(m)
	}
	return e.rect()
}

// Union returns the smallest rectangle that holds both; an empty one adds nothing.
func (r Rect) Union(s Rect) Rect {
	if r.Empty() {
		return s
	}
	if s.Empty() {
		return r
	}
	x, y := min(r.X, s.X), min(r.Y, s.Y)
	return Rect{x, y, max(r.Right(), s.Right()) - x, max(r.Bottom(), s.Bottom()) - y}
}

// Intersect returns what r and s have in common, of no size if that is nothing.
func (r Rect) Intersect(s Rect) Rect {
	x, y := max(r.X, s.X), max(r.Y, s.Y)
	return Rect{x, y, max(0, min(r.Right(), s.Right())-x), max(0, min(r.Bottom(), s.Bottom())-y)}
}

// Touches reports whether r and s have an area in common.
func (r Rect) Touches(s Rect) bool { return !r.Intersect(s).Empty() }

// Meets reports whether a part of a polyline lies in r; ends of its pieces are marked by NaN.
func Meets(points []Point, r Rect) bool {
	for k := 1; k < len(points); k++ {
		if segmentMeets(points[k-1], points[k], r) {
			return true
		}
	}
	return false
}

// segmentMeets clips the segment from a to b by each side of r in turn (Liang and Barsky, A new concept and method for
// line clipping, 1984).
func segmentMeets(a, b Point, r Rect) bool {
	from, to := 0.0, 1.0
	for _, side := range [4][2]float64{{a.X - b.X, a.X - r.X}, {b.X - a.X, r.Right() - a.X},
		{a.Y - b.Y, a.Y - r.Y}, {b.Y - a.Y, r.Bottom() - a.Y}} {
		switch p, q := side[0], side[1]; {
		case p != p || q != q || p == 0 && q < 0:
			return false
		case p < 0:
			from = max(from, q/p)
		case p > 0:
			to = min(to, q/p)
		}
	}
	return from <= to
}

// Empty reports whether r has no area.
func (r Rect) Empty() bool { return !(r.W > 0 && r.H > 0) }

// extent is the range of coordinates seen so far.
type extent struct{ x0, y0, x1, y1 float64 }

func nowhere() extent { return extent{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)} }

func (e *extent) rect() Rect {
	if !(e.x1 >= e.x0 && e.y1 >= e.y0) {
		return Rect{}
	}
	return Rect{e.x0, e.y0, e.x1 - e.x0, e.y1 - e.y0}
}

// points adds points and what is within r of them. What is no number changes nothing.
func (e *extent) points(r float64, points ...Point) {
	for _, p := range points {
		if p.X-r < e.x0 {
			e.x0 = p.X - r
		}
		if p.X+r > e.x1 {
			e.x1 = p.X + r
		}
		if p.Y-r < e.y0 {
			e.y0 = p.Y - r
		}
		if p.Y+r > e.y1 {
			e.y1 = p.Y + r
		}
	}
}

func (e *extent) box(r Rect) { e.points(0, Point{r.X, r.Y}, Point{r.Right(), r.Bottom()}) }

func (e *extent) mark(m Mark) {
	switch m := m.(type) {
	case Line:
		e.points(m.Width/2, m.Points...)
	case Fill:
		e.points(0, m.Points...)
	case Band:
		e.points(0, m.Upper...)
		e.points(0, m.Lower...)
	case Disc:
		e.points(m.R+m.Width/2, m.At)
	case Box:
		e.box(m.Rect.Inset(-m.Width / 2))
	case Label:
		const overhang = 0.1 // of the size: letters may reach a little beyond their widths
		e.box(m.Bounds().Inset(-overhang*m.Size - HaloWidth))
	case Pixels:
		e.box(m.Rect)
	case Mesh:
		e.points(0, m.Points...)
	case Clip:
		if in := m.Rect.Intersect(Bounds(m.Marks...)); !in.Empty() {
			e.box(in)
		}
	}
}
