package tess

import (
	"image/color"
	"math"
)

// Convex appends a filled convex polygon of either orientation. Repeated points count once; fewer than three append
// nothing.
func (m *Mesh) Convex(points []Point, c color.NRGBA) {
	if c.A == 0 || !m.closed(points) {
		return
	}
	pts := m.ring
	body := paintOf(c, 1)
	first := uint32(len(m.Vertices))
	n := uint32(len(pts))
	for i, p := range pts {
		nx, ny := m.outward(i)
		m.add(p.X-nx/2, p.Y-ny/2, body, true)
		m.add(p.X+nx/2, p.Y+ny/2, body, false)
	}
	for i := range n {
		j := (i + 1) % n
		if i > 0 && j > 0 {
			m.triangle(first, first+2*i, first+2*j)
		}
		m.quad(first+2*i, first+2*i+1, first+2*j+1, first+2*j)
	}
}

// Outline appends a stroke along the closed convex polygon, with mitred corners.
func (m *Mesh) Outline(points []Point, width float64, c color.NRGBA) {
	if c.A == 0 || width <= 0 || !m.closed(points) {
		return
	}
	inner, outer, coverage := profile(width)
	body := paintOf(c, coverage)
	var first, last rib
	for i, p := range m.ring {
		nx, ny := m.outward(i)
		r := m.across(p, nx, ny, inner, outer, body, true)
		if i == 0 {
			first = r
		} else {
			m.bridge(last, r)
		}
		last = r
	}
	m.bridge(last, first)
}

// closed puts the distinct points into m.ring, oriented so that the outward normal of an edge (dx, dy) is (dy, −dx).
func (m *Mesh) closed(points []Point) bool {
	m.ring = m.ring[:0]
	area := 0.0
	for _, p := range points {
		if !finite(p) {
			return false
		}
		n := len(m.ring)
		if n > 0 && math.Hypot(p.X-m.ring[n-1].X, p.Y-m.ring[n-1].Y) < 1e-3 {
			continue
		}
		m.ring = append(m.ring, p)
	}
	for n := len(m.ring); n > 1 && math.Hypot(m.ring[0].X-m.ring[n-1].X, m.ring[0].Y-m.ring[n-1].Y) < 1e-3; n-- {
		m.ring = m.ring[:n-1]
	}
	n := len(m.ring)
	for i, p := range m.ring {
		q := m.ring[(i+1)%n]
		area += p.X*q.Y - q.X*p.Y
	}
	if area < 0 {
		for i, j := 0, n-1; i < j; i, j = i+1, j-1 {
			m.ring[i], m.ring[j] = m.ring[j], m.ring[i]
		}
	}
	return n >= 3
}

// outward returns the mitre normal at corner i of m.ring: moving the corner by it moves both edges outwards by 1. It is
// kept below 4 at needle points.
func (m *Mesh) outward(i int) (nx, ny float64) {
	n := len(m.ring)
	p := m.ring[i]
	ax, ay := unit(m.ring[(i+n-1)%n], p)
	bx, by := unit(p, m.ring[(i+1)%n])
	s := 1 / max(0.125, 1+ax*bx+ay*by)
	return (ay + by) * s, -(ax + bx) * s
}

// Band appends the region between two polylines of equal length; it is feathered along both and square at the ends.
// Where the polylines cross or come closer than a pixel the band grows paler.
//
// Band panics if the lengths differ.
func (m *Mesh) Band(upper, lower []Point, c color.NRGBA) {
	if len(upper) != len(lower) {
		panic("tess: band edges of unequal length")
	}
	if c.A == 0 {
		return
	}
	var last rib
	have := false
	for i := range upper {
		u, l := upper[i], lower[i]
		if !finite(u) || !finite(l) {
			have = false
			continue
		}
		dx, dy := u.X-l.X, u.Y-l.Y
		d := math.Hypot(dx, dy)
		if d < 1e-9 {
			dx, dy = 0, -1
		} else {
			dx, dy = dx/d, dy/d
		}
		inner, outer, coverage := profile(d)
		body := paintOf(c, coverage)
		mid := Point{(u.X + l.X) / 2, (u.Y + l.Y) / 2}
		r := m.across(mid, dx, dy, inner, outer, body, true)
		if have {
			m.bridge(last, r)
		}
		last, have = r, true
	}
}

// Disc appends a filled circle.
func (m *Mesh) Disc(at Point, radius float64, c color.NRGBA) {
	if c.A == 0 || radius <= 0 || !finite(at) {
		return
	}
	inner, outer, coverage := radius-0.5, radius+0.5, 1.0
	if radius < 0.5 { // a cone of base 1: its volume π/3 times the coverage is the area πr²
		inner, outer, coverage = 0, 1, min(1, 3*radius*radius)
	}
	// The corners stand outside the circle by as much as the chords run inside it: the area is the disc's.
	a := 2 * math.Pi / float64(steps(outer, 2*math.Pi))
	grow := math.Sqrt(a / math.Sin(a))
	m.wedge(m.add(at.X, at.Y, paintOf(c, coverage), true), at, 0, 2*math.Pi, inner*grow, outer*grow,
		paintOf(c, coverage))
}

// Circle appends a stroke along a circle.
func (m *Mesh) Circle(at Point, radius, width float64, c color.NRGBA) {
	if c.A == 0 || radius <= 0 || width <= 0 || !finite(at) {
		return
	}
	inner, outer, coverage := profile(width)
	body := paintOf(c, coverage)
	n := steps(radius+outer, 2*math.Pi)
	var last rib
	for i := 0; i <= n; i++ {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		var r rib
		for j, d := range [4]float64{radius + outer, radius + inner, radius - inner, radius - outer} {
			r[j] = m.add(at.X+cos*max(0, d), at.Y+sin*max(0, d), body, j == 1 || j == 2)
		}
		if i > 0 {
			m.bridge(last, r)
		}
		last = r
	}
}

// RoundedBox appends to dst the corners of a rectangle whose corners are rounded by radius, as a convex polygon.
func RoundedBox(dst []Point, x, y, w, h, radius float64) []Point {
	radius = min(radius, w/2, h/2)
	if radius <= 0 {
		return append(dst, Point{x, y}, Point{x + w, y}, Point{x + w, y + h}, Point{x, y + h})
	}
	n := steps(radius, math.Pi/2)
	for q, c := range [4]Point{{x + w - radius, y + h - radius}, {x + radius, y + h - radius}, {x + radius, y + radius},
		{x + w - radius, y + radius}} {
		for i := 0; i <= n; i++ {
			sin, cos := math.Sincos((float64(q) + float64(i)/float64(n)) * math.Pi / 2)
			dst = append(dst, Point{c.X + radius*cos, c.Y + radius*sin})
		}
	}
	return dst
}
