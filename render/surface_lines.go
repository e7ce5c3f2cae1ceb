package render

import (
	"image/color"
	"math"
)

// ring is an isoline in the surface's space: points of one height.
type ring struct {
	z     float64
	xy    [][2]float64
	color color.NRGBA
}

// trace finds the isolines of the levels between the first and the last.
func (s *Surface) trace(fine Field) {
	t := newTracer(fine)
	n := len(s.levels.Values)
	for _, v := range s.levels.Values[1:] {
		at := math.Log(v)
		c := s.levels.Map.At(s.levels.Fraction(v))
		ink := color.NRGBA{255, 255, 255, 96}
		if luma(c) > 110 {
			ink = color.NRGBA{12, 16, 24, 84}
		}
		if v == s.levels.Values[n-1] {
			at -= 1e-6 // the rim of what is cut off
		}
		for _, line := range t.lines(at) {
			r := ring{z: (at - s.lo) * s.unit, color: ink}
			for _, p := range thinned(line) {
				r.xy = append(r.xy, [2]float64{(p.X/float64(s.w-1)*2 - 1) * s.hx, (p.Y/float64(s.h-1)*2 - 1) * s.hy})
			}
			s.rings = append(s.rings, r)
		}
	}
}

func luma(c color.NRGBA) float64 {
	return 0.299*float64(c.R) + 0.587*float64(c.G) + 0.114*float64(c.B)
}

// thinned drops the points that a line in grid coordinates does not need to stay within a twelfth of a cell, but goes
// no more than 4 cells without one, so that where it is hidden can be told.
func thinned(line []Point) []Point {
	out := line[:1:1]
	for from := 0; from+1 < len(line); {
		to := from + 1
		for to+1 < len(line) && math.Abs(line[to+1].X-line[from].X) < 4 && math.Abs(line[to+1].Y-line[from].Y) < 4 &&
			straight(line[from:to+2], 1.0/12) {
			to++
		}
		out = append(out, line[to])
		from = to
	}
	return out
}

// straight reports whether no point of a line is further than tolerance from its chord.
func straight(line []Point, tolerance float64) bool {
	a, b := line[0], line[len(line)-1]
	dx, dy := b.X-a.X, b.Y-a.Y
	length := math.Sqrt(dx*dx + dy*dy)
	for _, p := range line[1 : len(line)-1] {
		if math.Abs((p.X-a.X)*dy-(p.Y-a.Y)*dx) > tolerance*length {
			return false
		}
	}
	return true
}

// lift is how far above the surface lines are when it is asked what hides them, in the surface's space: they lie on
// curved ground, the mesh is flat between its nodes.
const lift = 0.0025

// hidden returns by how much the surface stands above the line of sight to a point of the surface's space, at most;
// what is seen has none. It looks where the line crosses the rows or columns of the grid, whichever are more.
func (s *Surface) hidden(x, y, z float64) float64 {
	dx, dy, dz := s.lens.toEye(x, y, z)
	i, j := s.grid(x, y)
	di, dj := dx/(2*s.hx)*float64(s.w-1), dy/(2*s.hy)*float64(s.h-1)
	step, n, m := 1, s.w, s.h // along the longer direction p and across it q
	stride, p, q, dp, dq := s.w, i, j, di, dj
	if math.Abs(dj) > math.Abs(di) {
		step, stride, n, m = s.w, 1, s.h, s.w
		p, q, dp, dq = j, i, dj, di
	}
	if dp == 0 {
		return 0
	}
	dir := 1.0
	if dp < 0 {
		dir = -1
	}
	slope, climb := dq/math.Abs(dp), dz/math.Abs(dp)
	at := math.Floor(p + 1)
	if dir < 0 {
		at = math.Ceil(p - 1)
	}
	way := math.Abs(at - p)
	if way < 0.5 { // too near to tell from the ground it lies on
		at, way = at+dir, way+1
	}
	worst := 0.0
	for ; at >= 0 && at <= float64(n-1); at, way = at+dir, way+1 {
		sight := z + way*climb
		if sight > boxHeight {
			break
		}
		across := q + way*slope
		if across < 0 || across > float64(m-1) {
			break
		}
		c := min(int(across), m-2)
		k := int(at)*step + c*stride
		ground := s.z[k] + (across-float64(c))*(s.z[k+stride]-s.z[k])
		if above := ground - sight; above > worst { // max is a call in WebAssembly
			worst = above
		}
	}
	return worst
}

// sight is a point of a line on the surface: where it is seen, and how deep it is hidden.
type sight struct {
	at    Point
	depth float64
}

func (s *Surface) sight(x, y, z float64) sight {
	return sight{s.lens.at(x, y, z), s.hidden(x, y, z+lift)}
}

// part is split in the buffer of all lines.
func (s *Surface) part(line []sight, seen bool) []Point {
	from := len(s.lines)
	s.lines = s.split(s.lines, line, seen)
	return s.lines[from:len(s.lines):len(s.lines)]
}

// split appends the seen parts of a line to dst, or its hidden ones, with NaN after each.
func (s *Surface) split(dst []Point, line []sight, seen bool) []Point {
	pen := false
	for k, p := range line {
		if k > 0 && (p.depth > 0) != (line[k-1].depth > 0) {
			// All of a seen part has depth 0, so where it ends between two points is not known: half way.
			q := line[k-1]
			dst = append(dst, Point{(p.at.X + q.at.X) / 2, (p.at.Y + q.at.Y) / 2})
			if pen {
				dst = append(dst, Point{math.NaN(), math.NaN()})
			}
			pen = !pen
		}
		if (p.depth > 0) != seen {
			dst = append(dst, p.at)
			pen = true
		}
	}
	if pen {
		dst = append(dst, Point{math.NaN(), math.NaN()})
	}
	return dst
}

// isolines appends the seen parts of the levels' lines, paler in a small figure, where they are close together.
func (s *Surface) isolines(marks []Mark) []Mark {
	strength := min(1, max(0.4, s.lens.scale/300))
	for _, r := range s.rings {
		s.sights = s.sights[:0]
		for _, p := range r.xy {
			s.sights = append(s.sights, s.sight(p[0], p[1], r.z))
		}
		if part := s.part(s.sights, true); len(part) > 0 {
			marks = append(marks, Line{Points: part, Width: 1, Color: Alpha(r.color, strength)})
		}
	}
	return marks
}

// on returns the sights of a polyline in (u, v) as it lies on the surface, no further apart than nodes; NaN where it
// leaves the window. They are valid until the next call.
func (s *Surface) on(points [][2]float64) []sight {
	out := s.sights[:0]
	add := func(x, y float64) {
		i, j := s.grid(x, y)
		// beyond the window there is no surface to lie on
		if math.Abs(x) > s.hx*(1+1e-9) || math.Abs(y) > s.hy*(1+1e-9) {
			out = append(out, sight{at: Point{math.NaN(), math.NaN()}})
			return
		}
		out = append(out, s.sight(x, y, s.height(i, j)+0.002))
	}
	for k, p := range points {
		x, y := s.xy(p[0], p[1])
		if k == 0 {
			add(x, y)
			continue
		}
		fx, fy := s.xy(points[k-1][0], points[k-1][1])
		fi, fj := s.grid(fx, fy)
		i, j := s.grid(x, y)
		n := min(1000, max(1, math.Ceil(max(math.Abs(i-fi), math.Abs(j-fj)))))
		for t := 1.0; t <= n; t++ {
			add(fx+(x-fx)*t/n, fy+(y-fy)*t/n)
		}
	}
	s.sights = out
	return out
}

// path appends a path: its seen parts on a pale casing, its hidden ones faint above what hides them.
func (s *Surface) path(marks []Mark, p SurfacePath) []Mark {
	line := s.on(p.Points)
	for _, q := range line {
		s.way = append(s.way, q.at)
	}
	width := p.Width
	if width == 0 {
		width = 2.5
	}
	if hidden := s.part(line, false); len(hidden) > 0 {
		marks = append(marks, Line{Points: hidden, Width: width * 0.7, Color: Alpha(p.Color, 0.75),
			Dash: []float64{2, 4}})
	}
	if seen := s.part(line, true); len(seen) > 0 {
		if luma(p.Color) < 200 { // a pale path needs none
			marks = append(marks, Line{Points: seen, Width: width + 2, Color: color.NRGBA{255, 255, 255, 215}})
		}
		marks = append(marks, Line{Points: seen, Width: width, Color: p.Color})
	}
	return marks
}
