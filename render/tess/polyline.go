package tess

import (
	"image/color"
	"math"
)

// joint is the cosine of the turn up to which two segments share their corner vertices; sharper turns get a round
// joint.
const joint = 0.85

// Polyline appends a stroke along points. Ends are round if round is set, else square with a feathered edge. Points
// that are not finite separate pieces; repeated points count once.
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
		reach := min(math.Hypot(q.X-p.X, q.Y-p.Y), math.Hypot(pts[i+2].X-q.X, pts[i+2].Y-q.Y))
		last = m.bend(last, q, nx, ny, ey, -ex, reach, inner, outer, body)
	}
}

// bend joins two segments at q by a round corner and returns the rib from which the second goes on; (nx, ny) and (mx,
// my) are their normals, reach the length of the shorter one. On the inner side of the turn both end at the crossing of
// their edges, so that nothing is drawn twice; segments shorter than that overlap there.
func (m *Mesh) bend(last rib, q Point, nx, ny, mx, my, reach, inner, outer float64, body paint) rib {
	cos := nx*mx + ny*my
	side := 1.0 // of the outer side of the turn: the left one, if it turns right
	if nx*my-ny*mx < 0 {
		side = -1
	}
	from := math.Atan2(side*ny, side*nx)
	sweep := turn(math.Atan2(side*my, side*mx) - from)
	if outer*math.Tan(math.Abs(sweep)/2) > reach/2 || cos < -0.99 {
		m.bridge(last, m.across(q, nx, ny, inner, outer, body, true))
		m.wedge(m.add(q.X, q.Y, body, true), q, from, sweep, inner, outer, body)
		return m.across(q, mx, my, inner, outer, body, true)
	}
	s := -side / (1 + cos) // to the inner side
	cx, cy := (nx+mx)*s, (ny+my)*s
	near, far := m.add(q.X+cx*inner, q.Y+cy*inner, body, true), m.add(q.X+cx*outer, q.Y+cy*outer, body, false)
	half := func(nx, ny float64) rib {
		nx, ny = nx*side, ny*side
		r := rib{m.add(q.X+nx*outer, q.Y+ny*outer, body, false), m.add(q.X+nx*inner, q.Y+ny*inner, body, true), near,
			far}
		if side < 0 {
			r[0], r[1], r[2], r[3] = r[3], r[2], r[1], r[0]
		}
		return r
	}
	m.bridge(last, half(nx, ny))
	m.wedge(near, q, from, sweep, inner, outer, body)
	return half(mx, my)
}

// cap appends the end of a stroke at p, which leaves in direction (dx, dy), and returns the rib to bridge to; (nx, ny)
// is the normal of the stroke, whose sign does not depend on the end.
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
	m.wedge(m.add(p.X, p.Y, body, true), p, from, sweep, inner, outer, body)
	return r
}

// wedge appends a sector of a feathered disc around p, whose triangles meet at the vertex center.
func (m *Mesh) wedge(center uint32, p Point, from, sweep, inner, outer float64, body paint) {
	n := steps(outer, math.Abs(sweep))
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
