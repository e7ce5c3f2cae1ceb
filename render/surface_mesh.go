package render

import (
	"image/color"
	"math"
)

// light places the nodes on the screen and lights them. The light comes from the upper left of whoever looks: then
// hills look like hills.
func (s *Surface) light() {
	n := s.w * s.h
	if cap(s.mesh.Points) < n {
		s.mesh.Points, s.mesh.Colors = make([]Point, 0, n+n/2), make([]color.NRGBA, 0, n+n/2)
	}
	s.mesh.Points, s.mesh.Colors = s.mesh.Points[:n], s.mesh.Colors[:n]
	l := &s.lens
	// Right, away and up, of length 1.
	right, away, up := -0.53, -0.38, 0.76
	lx, ly, lz := float32(right*l.cos+away*l.sin), float32(-right*l.sin+away*l.cos), float32(up)
	dx, dy := 2*s.hx/float64(s.w-1), 2*s.hy/float64(s.h-1)
	for j := range s.h {
		y := -s.hy + float64(j)*dy
		k := j * s.w
		points, colors, z := s.mesh.Points[k:k+s.w], s.mesh.Colors[k:k+s.w], s.z[k:k+s.w]
		base, normal := s.color[k:k+s.w], s.normal[k:k+s.w]
		for i := range points {
			x := -s.hx + float64(i)*dx
			d := x*l.sin + y*l.cos
			scale := l.scale / (1 + l.k*d)
			points[i] = Point{l.centre.X + scale*(x*l.cos-y*l.sin), l.centre.Y - scale*(l.a*d+l.b*z[i])}
			n := &normal[i]
			colors[i] = lit(&base[i], (n[0]*lx+n[1]*ly+n[2]*lz)/lz, ambient+glow*(1-float32(z[i])/boxHeight))
		}
	}
}

const (
	ambient = 0.4 // the part of the light that comes from everywhere
	glow    = 0.3 // how much more there is of it at the bottom: basins shine
)

// lit returns a colour in light that falls with the given cosine, relative to that of level ground, whose colour stays
// as it is: as the colour bar shows it.
func lit(c *[3]float32, cosine, ambient float32) color.NRGBA {
	bright := ambient
	if cosine > 0 {
		bright += (1 - ambient) * cosine
	}
	if bright <= 1 {
		return color.NRGBA{uint8(c[0]*bright + 0.5), uint8(c[1]*bright + 0.5), uint8(c[2]*bright + 0.5), 255}
	}
	white := min(0.5, (bright-1)*0.55)
	return color.NRGBA{uint8(c[0] + (255-c[0])*white + 0.5), uint8(c[1] + (255-c[1])*white + 0.5),
		uint8(c[2] + (255-c[2])*white + 0.5), 255}
}

// build lists the triangles from back to front. From an eye outside of the grid, whatever the height, a cell can only
// be hidden by cells that are nearer in both directions of the grid: rows towards the eye, and in each row cells
// towards the eye, are in painter's order.
func (s *Surface) build() {
	m := &s.mesh
	m.Triangles = m.Triangles[:0]
	s.face()
	ex, ey := s.lens.eye()
	ei, ej := s.grid(ex, ey)
	s.plan[0] = towards(s.plan[0][:0], s.w-1, ei)
	s.plan[1] = towards(s.plan[1][:0], s.h-1, ej)
	w := uint32(s.w)
	for _, j := range s.plan[1] {
		for _, i := range s.plan[0] {
			at := (j+1)*(s.w+1) + i + 1
			faces := s.faces[at]
			if faces == 0 {
				continue
			}
			k := uint32(j*s.w + i)
			p, q, r, t := k, k+1, k+w+1, k+w
			if s.cut[k] {
				p, q, r, t = q, r, t, p
			}
			if faces&1 != 0 {
				m.Triangles = append(m.Triangles, p, q, r)
			}
			if faces&2 != 0 {
				m.Triangles = append(m.Triangles, p, r, t)
			}
			if faces != 3 || s.faces[at-1]&s.faces[at+1]&s.faces[at-s.w-1]&s.faces[at+s.w+1] != 3 {
				s.fringes(i, j, [4]uint32{p, q, r, t})
			}
		}
	}
	s.walls(ex, ey)
}

// towards lists the cells of one direction so that each comes before those between it and the eye.
func towards(dst []int, n int, eye float64) []int {
	for i := 0; i < n && float64(i) < eye; i++ {
		dst = append(dst, i)
	}
	for i := n - 1; i >= 0 && float64(i) >= eye; i-- {
		dst = append(dst, i)
	}
	return dst
}

// face finds which triangles show their upper side; the others are hidden by what casts them into shade.
func (s *Surface) face() {
	w := s.w
	for j := range s.h - 1 {
		lower, upper := s.mesh.Points[j*w:(j+1)*w], s.mesh.Points[(j+1)*w:(j+2)*w]
		out := s.faces[(j+1)*(w+1)+1:]
		for i := range w - 1 {
			p, q, r, t := lower[i], lower[i+1], upper[i+1], upper[i]
			if s.cut[j*w+i] {
				p, q, r, t = q, r, t, p
			}
			dx, dy := r.X-p.X, r.Y-p.Y
			bits := uint8(0)
			if (q.X-p.X)*dy-dx*(q.Y-p.Y) < 0 {
				bits = 1
			}
			if dx*(t.Y-p.Y)-(t.X-p.X)*dy < 0 {
				bits |= 2
			}
			out[i] = bits
		}
	}
}

// fringes softens the outline of the cell: beyond each edge where the surface turns away or ends, its colour fades
// within a pixel. The corners c are those of the cell from the start of its diagonal, which ends at c[2].
func (s *Surface) fringes(i, j int, c [4]uint32) {
	at := (j+1)*(s.w+1) + i + 1
	own := s.faces[at]
	// The neighbours' triangles at the cell's lower, right, upper and left side.
	across := [4]bool{
		j > 0 && s.sideFaces(at-s.w-1, i, j-1, 2), i+2 < s.w && s.sideFaces(at+1, i+1, j, 3),
		j+2 < s.h && s.sideFaces(at+s.w+1, i, j+1, 0), i > 0 && s.sideFaces(at-1, i-1, j, 1),
	}
	shift := 0
	if s.cut[j*s.w+i] {
		shift = 1
	}
	for e := range 4 { // edge e of the corners is side e+shift of the cell
		if own>>(e/2)&1 == 1 && !across[(e+shift)%4] {
			s.fringe(c[e], c[(e+1)%4])
		}
	}
	if own == 1 {
		s.fringe(c[2], c[0])
	} else if own == 2 {
		s.fringe(c[0], c[2])
	}
}

// sideFaces reports whether the triangle at a side of a cell is seen: sides 0 to 3 are the lower, right, upper and
// left.
func (s *Surface) sideFaces(at, i, j, side int) bool {
	if s.cut[j*s.w+i] {
		side = (side + 3) % 4
	}
	return s.faces[at]>>(side/2)&1 == 1
}

// fringe fades the colours of an edge to the right of it, seen on the screen, where its triangle does not lie.
func (s *Surface) fringe(a, b uint32) {
	m := &s.mesh
	p, q := m.Points[a], m.Points[b]
	dx, dy := q.X-p.X, q.Y-p.Y
	length := math.Sqrt(dx*dx + dy*dy)
	if length < 1e-6 {
		return
	}
	soft := 1.0
	if s.Ratio > 0 {
		soft = 1 / s.Ratio
	}
	nx, ny := -dy/length*soft, dx/length*soft
	first := uint32(len(m.Points))
	m.Points = append(m.Points, Point{q.X + nx, q.Y + ny}, Point{p.X + nx, p.Y + ny})
	m.Colors = append(m.Colors, Alpha(m.Colors[b], 0), Alpha(m.Colors[a], 0))
	m.Triangles = append(m.Triangles, a, b, first, a, first, first+1)
}

// walls draws the sides of the block under the surface that face the eye: the colours of its rim, fading into the page
// downwards.
func (s *Surface) walls(ex, ey float64) {
	w, h := s.w, s.h
	if ex < -s.hx {
		s.wall(0, w, h, -1, 0)
	}
	if ex > s.hx {
		s.wall(w-1, w, h, 1, 0)
	}
	if ey < -s.hy {
		s.wall(0, 1, w, 0, -1)
	}
	if ey > s.hy {
		s.wall((h-1)*w, 1, w, 0, 1)
	}
}

// wall draws the one below the nodes first, first+step, …, whose outward normal is (nx, ny).
func (s *Surface) wall(first, step, n int, nx, ny float64) {
	m := &s.mesh
	light := -0.53*(nx*s.lens.cos-ny*s.lens.sin) - 0.38*(nx*s.lens.sin+ny*s.lens.cos)
	foot := s.theme.Panel
	for k := range n {
		i := first + k*step
		c := lit(&s.color[i], float32(0.35+0.5*light), ambient)
		top := m.Points[i]
		x, y := -s.hx+2*s.hx*float64(i%s.w)/float64(s.w-1), -s.hy+2*s.hy*float64(i/s.w)/float64(s.h-1)
		at := uint32(len(m.Points))
		m.Points = append(m.Points, top, s.lens.at(x, y, 0))
		m.Colors = append(m.Colors, Mix(c, foot, 0.1), Mix(c, foot, 0.1+0.6*min(1, s.z[i]/boxHeight*1.2)))
		if k > 0 {
			m.Triangles = append(m.Triangles, at-2, at-1, at+1, at-2, at+1, at)
		}
	}
}
