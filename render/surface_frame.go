package render

import (
	"image/color"
	"math"
)

// corner returns the foot of a corner of the block: sx and sy are −1 or 1.
func (s *Surface) corner(sx, sy, z float64) Point { return s.lens.at(sx*s.hx, sy*s.hy, z) }

// facing returns the sides of the block that face the eye, or would with less perspective.
func (s *Surface) facing() (sx, sy float64) {
	sx, sy = -1, -1
	if s.lens.sin < 0 {
		sx = 1
	}
	if s.lens.cos < 0 {
		sy = 1
	}
	return sx, sy
}

// frame draws what is behind the surface: the base plate, and the levels on the two far walls of the box.
func (s *Surface) frame() []Mark {
	sx, sy := s.facing()
	marks := []Mark{Fill{Points: []Point{s.corner(-1, -1, 0), s.corner(1, -1, 0), s.corner(1, 1, 0),
		s.corner(-1, 1, 0)}, Color: s.theme.Panel}}
	for _, t := range s.levelTicks() {
		marks = append(marks, Line{Points: []Point{s.corner(sx, -sy, t.z), s.corner(-sx, -sy, t.z),
			s.corner(-sx, sy, t.z)}, Width: 1, Color: s.theme.Grid})
	}
	for _, c := range [3][2]float64{{sx, -sy}, {-sx, -sy}, {-sx, sy}} {
		marks = append(marks, Line{Points: []Point{s.corner(c[0], c[1], 0), s.corner(c[0], c[1], boxHeight)}, Width: 1,
			Color: s.theme.Grid})
	}
	return marks
}

// rim appends the edge along the top of the near walls and their feet.
func (s *Surface) rim(marks []Mark) []Mark {
	sx, sy := s.facing()
	ink := color.NRGBA{255, 255, 255, 110}
	edge := func(first, step, n int) {
		from := len(s.lines)
		for k := range n {
			s.lines = append(s.lines, s.mesh.Points[first+k*step])
		}
		line := s.lines[from:len(s.lines):len(s.lines)]
		marks = append(marks, Line{Points: line, Width: 1, Color: ink})
	}
	row, column := 0, 0
	if sy > 0 {
		row = s.h - 1
	}
	if sx > 0 {
		column = s.w - 1
	}
	ex, ey := s.lens.eye()
	foot := s.theme.Axis
	if math.Abs(ey) > s.hy {
		edge(row*s.w, 1, s.w)
		marks = append(marks, Line{Points: []Point{s.corner(-1, sy, 0), s.corner(1, sy, 0)}, Width: 1, Color: foot})
	}
	if math.Abs(ex) > s.hx {
		edge(column, s.w, s.h)
		marks = append(marks, Line{Points: []Point{s.corner(sx, -1, 0), s.corner(sx, 1, 0)}, Width: 1, Color: foot})
	}
	return marks
}
