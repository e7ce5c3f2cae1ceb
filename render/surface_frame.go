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
	marks := []Mark{Fill{Points: []Point{s.corner(-1, -1, 0), s.corner(1, -1, 0), s.corner(1, 1, 0), s.corner(-1, 1, 0)}, Color: s.theme.Panel}}
	for _, t := range s.levelTicks() {
		marks = append(marks, Line{Points: []Point{s.corner(sx, -sy, t.z), s.corner(-sx, -sy, t.z), s.corner(-sx, sy, t.z)}, Width: 1, Color: s.theme.Grid})
	}
	for _, c := range [3][2]float64{{sx, -sy}, {-sx, -sy}, {-sx, sy}} {
		marks = append(marks, Line{Points: []Point{s.corner(c[0], c[1], 0), s.corner(c[0], c[1], relief)}, Width: 1, Color: s.theme.Grid})
	}
	return marks
}

// rim appends the edge along the top of the near walls and their feet.
func (s *Surface) rim(marks []Mark) []Mark {
	sx, sy := s.facing()
	ink := color.NRGBA{255, 255, 255, 110}
	edge := func(first, step, n int) {
		line := make([]Point, n)
		for k := range line {
			line[k] = s.mesh.Points[first+k*step]
		}
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

type levelTick struct {
	z     float64
	label string
}

// levelTicks returns the levels with their heights.
func (s *Surface) levelTicks() []levelTick {
	labels := FormatAll(s.levels.Values)
	out := make([]levelTick, len(labels))
	for k, v := range s.levels.Values {
		out[k] = levelTick{(math.Log(v) - s.lo) * s.unit, labels[k]}
	}
	return out
}

// axes draws the scales: u and v along the near feet of the block, the loss up its leftmost edge.
func (s *Surface) axes() []Mark {
	sx, sy := s.facing()
	marks := s.lossAxis(sx, sy)
	marks = append(marks, s.footAxis(0, sy, s.u0, s.u1, named(s.U, "u"))...)
	return append(marks, s.footAxis(1, sx, s.v0, s.v1, named(s.V, "v"))...)
}

func named(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}

// lossAxis stands on whichever corner is leftmost.
func (s *Surface) lossAxis(sx, sy float64) (marks []Mark) {
	left := [2]float64{sx, sy}
	for _, c := range [3][2]float64{{-sx, sy}, {sx, -sy}, {-sx, -sy}} {
		if s.corner(c[0], c[1], 0).X < s.corner(left[0], left[1], 0).X-0.5 {
			left = c
		}
	}
	foot, top := s.corner(left[0], left[1], 0), s.corner(left[0], left[1], relief)
	if foot.Y-top.Y < 2*TickSize { // from above there is no height to read
		return nil
	}
	x := crisp(foot.X - 0.5)
	marks = append(marks, Line{Points: []Point{{x, foot.Y}, {x, top.Y}}, Width: 1, Color: s.theme.Axis})
	last := math.Inf(1)
	for _, t := range s.levelTicks() {
		y := s.corner(left[0], left[1], t.z).Y
		if last-y < TickSize+1 || t.z < relief && y-top.Y < TickSize+1 {
			continue
		}
		last = y
		marks = append(marks,
			Line{Points: []Point{{x - 4, crisp(y - 0.5)}, {x, crisp(y - 0.5)}}, Width: 1, Color: s.theme.Axis},
			Label{At: Point{x - 8, y}, Text: t.label, Size: TickSize, Color: s.theme.Faint, Anchor: End, Baseline: Center})
	}
	return append(marks, Label{At: Point{max(s.rect.X, x-40), top.Y - 12}, Text: named(s.Loss, "loss"), Size: LabelSize, Color: s.theme.Faint, Baseline: Bottom})
}

// footAxis draws the scale of u (axis 0) or v (axis 1) along the foot on the given side of the other.
func (s *Surface) footAxis(axis int, side, lo, hi float64, title string) (marks []Mark) {
	at := func(t, out float64) Point {
		if axis == 0 {
			return s.lens.at(t*s.hx, side*(s.hy+out), 0)
		}
		return s.lens.at(side*(s.hx+out), t*s.hy, 0)
	}
	a, b := at(-1, 0), at(1, 0)
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	scale := Scale{Min: lo, Max: hi, Lo: -1, Hi: 1}
	var reach, widest float64
	var outward Point
	for _, t := range scale.Ticks(int(min(8, max(2, length/52)))) {
		p, q := at(scale.At(t.Value), 0), at(scale.At(t.Value), 0.02)
		d := math.Hypot(q.X-p.X, q.Y-p.Y)
		if d < 1e-9 {
			continue
		}
		o := Point{(q.X - p.X) / d, (q.Y - p.Y) / d}
		w := MeasureText(t.Label, TickSize, false)
		// As far out as the label's box needs, with the same gap all around.
		reach = 7 + math.Abs(o.X)*w/2 + math.Abs(o.Y)*TickSize/2
		outward, widest = o, max(widest, w)
		marks = append(marks,
			Line{Points: []Point{p, {p.X + 4*o.X, p.Y + 4*o.Y}}, Width: 1, Color: s.theme.Axis},
			Label{At: Point{p.X + reach*o.X, p.Y + reach*o.Y}, Text: t.Label, Size: TickSize, Color: s.theme.Faint, Anchor: Middle, Baseline: Center})
	}
	w := MeasureText(title, LabelSize, false)
	reach = 12 + math.Abs(outward.X)*widest + math.Abs(outward.Y)*(TickSize+LabelSize)
	shift := w / 2 * (1 - min(1, max(-1, 3*outward.X))) // of its start from there
	place := func(t float64) (x, y float64) {
		p := at(t, 0)
		return p.X + reach*outward.X - shift, p.Y + reach*outward.Y
	}
	x, y := place(0)
	for t := 0.0; t < 0.95; t += 0.05 { // towards an end until it has room
		for _, t := range [2]float64{t, -t} {
			if px, py := place(t); (x < s.rect.X || x+w > s.rect.Right()) && px >= s.rect.X && px+w <= s.rect.Right() {
				x, y = px, py
			}
		}
	}
	x = min(max(x, s.rect.X), s.rect.Right()-w)
	return append(marks, Label{At: Point{x, y}, Text: title, Size: LabelSize, Color: s.theme.Faint, Baseline: Center})
}
