package tess

import (
	"image/color"
	"math"
)

// joint is the cosine of the turn up to which two segments share their corner vertices; sharper turns get a round joint.
const joint = 0.85

// Polyline appends a stroke along points. Ends are round if round is set, else square with a feathered edge. Points that are not
// finite separate pieces; repeated points count once.
func (m *Mesh) Polyline(points []Point, width float64, c color.NRGBA, round bool) {
	if c.A == 0 || width <= 0 {
		return
	}
	m.ring = m.ring[:0]
	for _, p := range points {
		if !finite(p) {
			m.open(width, c, round)
			m.ring = m.ring[:0]
			continue
		}
		if n := len(m.ring); n > 0 && math.Hypot(p.X-m.ring[n-1].X, p.Y-m.ring[n-1].Y) < 1e-3 {
			continue
		}
		m.ring = append(m.ring, p)
	}
	m.open(width, c, round)
}

// rib is the four vertices across a stroke, from its left vanishing edge to its right one.
type rib [4]uint32

// across appends a rib at p along the normal (nx, ny), which is longer than one at a mitre.
func (m *Mesh) across(p Point, nx, ny, inner, outer float64, body paint, solid bool) rib {
	return rib{
		m.add(p.X+nx*outer, p.Y+ny*outer, body, false),
		m.add(p.X+nx*inner, p.Y+ny*inner, body, solid),
		m.add(p.X-nx*inner, p.Y-ny*inner, body, solid),
		m.add(p.X-nx*outer, p.Y-ny*outer, body, false),
	}
}

func (m *Mesh) bridge(a, b rib) {
	for i := range 3 {
		m.quad(a[i], a[i+1], b[i+1], b[i])
	}
}

// open strokes m.ring as an open polyline.
func (m *Mesh) open(width float64, c color.NRGBA, round bool) {
	pts := m.ring
	inner, outer, coverage := profile(width)
	body := paintOf(c, coverage)
	if len(pts) == 0 || len(pts) == 1 && !round {
		return
	}
	if len(pts) == 1 {
		m.Disc(pts[0], width/2, c)
		return
	}
	var last rib
	for i := 0; i+1 < len(pts); i++ {
		p, q := pts[i], pts[i+1]
		dx, dy := unit(p, q)
		nx, ny := dy, -dx // left of the direction, y being down
		if i == 0 {
			last = m.cap(p, -dx, -dy, nx, ny, inner, outer, body, round)
		}
		if i+2 == len(pts) {
			end := m.cap(q, dx, dy, nx, ny, inner, outer, body, round)
			m.bridge(last, end)
			return
		}
		ex, ey := unit(q, pts[i+2])
		cos := dx*ex + dy*ey
		if cos > joint {
			s := 1 / (1 + cos)
			next := m.across(q, (nx+ey)*s, (ny-ex)*s, inner, outer, body, true)
			m.bridge(last, next)
			last = next
			continue
		}
		end := m.across(q, nx, ny, inner, outer, body, true)
		m.bridge(last, end)
		last = m.across(q, ey, -ex, inner, outer, body, true)
		// The gap is on the outer side of the turn: left if it turns right.
		from, to := math.Atan2(ny, nx), math.Atan2(-ex, ey)
		if dx*ey-dy*ex < 0 {
			from, to = math.Atan2(-ny, -nx), math.Atan2(ex, -ey)
		}
		m.wedge(q, from, turn(to-from), inner, outer, body)
	}
}

// cap appends the end of a stroke at p, which leaves in direction (dx, dy), and returns the rib to bridge to; (nx, ny) is the
// normal of the stroke, whose sign does not depend on the end.
func (m *Mesh) cap(p Point, dx, dy, nx, ny, inner, outer float64, body paint, round bool) rib {
	if !round {
		in := Point{p.X - dx/2, p.Y - dy/2}
		out := Point{p.X + dx/2, p.Y + dy/2}
		r := m.across(in, nx, ny, inner, outer, body, true)
		m.bridge(r, m.across(out, nx, ny, inner, outer, body, false))
		return r
	}
	r := m.across(p, nx, ny, inner, outer, body, true)
	from := math.Atan2(ny, nx)
	sweep := math.Pi
	if nx*dy-ny*dx < 0 { // the half circle from the normal that passes through (dx, dy)
		sweep = -math.Pi
	}
	m.wedge(p, from, sweep, inner, outer, body)
	return r
}

// wedge appends a sector of a feathered disc.
func (m *Mesh) wedge(p Point, from, sweep, inner, outer float64, body paint) {
	n := steps(outer, math.Abs(sweep))
	center := m.add(p.X, p.Y, body, true)
	var a, b uint32
	for i := 0; i <= n; i++ {
		sin, cos := math.Sincos(from + sweep*float64(i)/float64(n))
		in := m.add(p.X+cos*inner, p.Y+sin*inner, body, true)
		out := m.add(p.X+cos*outer, p.Y+sin*outer, body, false)
		if i > 0 {
			m.triangle(center, a, in)
			m.quad(a, b, out, in)
		}
		a, b = in, out
	}
}

func unit(p, q Point) (dx, dy float64) {
	d := math.Hypot(q.X-p.X, q.Y-p.Y)
	return (q.X - p.X) / d, (q.Y - p.Y) / d
}

// turn returns an angle in (−π, π] equal to a up to full turns.
func turn(a float64) float64 {
	for a > math.Pi {
		a -= 2 * math.Pi
	}
	for a <= -math.Pi {
		a += 2 * math.Pi
	}
	return a
}
