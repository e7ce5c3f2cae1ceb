package render

import "math"

type levelTick struct {
	z     float64
	label string
}

// levelTicks returns the levels with their heights.
func (s *Surface) levelTicks() []levelTick {
	if s.ticks == nil {
		for k, label := range FormatAll(s.levels.Values) {
			s.ticks = append(s.ticks, levelTick{(math.Log(s.levels.Values[k]) - s.lo) * s.unit, label})
		}
	}
	return s.ticks
}

// axes draws the scales: u and v along the near feet of the block, the loss up its leftmost edge.
func (s *Surface) axes(marks []Mark) []Mark {
	s.written = s.written[:0]
	marks = s.lossAxis(marks)
	u := s.foot(0, s.u0, s.u1, named(s.U, "u"))
	v := s.foot(1, s.v0, s.v1, named(s.V, "v"))
	marks = s.ruler(s.ruler(marks, &u), &v)
	return append(marks, s.titled(&u), s.titled(&v))
}

func named(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}

// write appends a label unless it would cover another one.
func (s *Surface) write(marks []Mark, l Label) []Mark {
	box := l.Bounds().Inset(-1)
	if overlaps(box, s.written) {
		return marks
	}
	s.written = append(s.written, box)
	return append(marks, l)
}

// lossAxis stands on the block's leftmost corner.
func (s *Surface) lossAxis(marks []Mark) []Mark {
	cx, cy := -1.0, -1.0
	for _, c := range [3][2]float64{{-1, 1}, {1, -1}, {1, 1}} {
		if s.corner(c[0], c[1], 0).X < s.corner(cx, cy, 0).X-0.5 {
			cx, cy = c[0], c[1]
		}
	}
	foot, top := s.corner(cx, cy, 0), s.corner(cx, cy, boxHeight)
	if foot.Y-top.Y < 2*TickSize { // from above there is no height to read
		return marks
	}
	x := crisp(foot.X - 0.5)
	marks = append(marks, Line{Points: []Point{{x, foot.Y}, {x, top.Y}}, Width: 1, Color: s.theme.Axis})
	last, widest := math.Inf(1), 0.0
	for _, t := range s.levelTicks() {
		y := s.corner(cx, cy, t.z).Y
		if last-y < TickSize+1 || t.z < boxHeight && y-top.Y < TickSize+1 {
			continue
		}
		last, widest = y, max(widest, MeasureText(t.label, TickSize, false))
		marks = append(marks, Line{Points: []Point{{x - 4, crisp(y - 0.5)}, {x, crisp(y - 0.5)}}, Width: 1,
			Color: s.theme.Axis})
		marks = s.write(marks, Label{At: Point{x - 8, y}, Text: t.label, Size: TickSize, Color: s.theme.Faint,
			Anchor: End, Baseline: Center})
	}
	at := Point{max(s.rect.X+LabelSize, x-16-widest), (foot.Y + top.Y) / 2}
	return s.write(marks, Label{At: at, Text: named(s.Loss, "loss"), Size: LabelSize, Color: s.theme.Faint,
		Anchor: Middle, Baseline: Bottom, Vertical: true})
}

// foot is the scale of u (axis 0) or v (axis 1) along one of the block's feet.
type foot struct {
	scale  Scale
	place  func(t, out float64) Point // t from −1 to 1 along the foot, out outwards
	title  string
	behind bool    // the block's side above it is not seen
	widest float64 // of the numbers
}

// foot chooses the side: the one that faces the eye, or if neither does, the right one, for the loss stands on the
// left.
func (s *Surface) foot(axis int, lo, hi float64, title string) foot {
	sx, sy := s.facing()
	ex, ey := s.lens.eye()
	f := foot{scale: Scale{Min: lo, Max: hi, Lo: -1, Hi: 1}, title: title}
	if axis == 0 {
		if f.behind = math.Abs(ey) <= s.hy; f.behind && s.corner(0, sy, 0).X < s.corner(0, -sy, 0).X {
			sy = -sy
		}
		f.place = func(t, out float64) Point { return s.lens.at(t*s.hx, sy*(s.hy+out), 0) }
		return f
	}
	if f.behind = math.Abs(ex) <= s.hx; f.behind && s.corner(sx, 0, 0).X < s.corner(-sx, 0, 0).X {
		sx = -sx
	}
	f.place = func(t, out float64) Point { return s.lens.at(sx*(s.hx+out), t*s.hy, 0) }
	return f
}

// at returns a place on the foot, and in which direction its numbers stand: away from the block.
func (f *foot) at(t float64) (p, outward Point) {
	p = f.place(t, 0)
	if f.behind {
		return Point{max(p.X, f.place(-1, 0).X, f.place(1, 0).X), p.Y}, Point{1, 0}
	}
	q := f.place(t, 0.02)
	dx, dy := q.X-p.X, q.Y-p.Y
	d := math.Hypot(dx, dy)
	if d < 1e-9 || dy < 0.6*d { // seen from low down, what is outward on the plate is still beside the block
		dx, dy = math.Copysign(0.8, dx), 0.6
		d = 1
	}
	return p, Point{dx / d, dy / d}
}

// ruler draws the ticks and numbers.
func (s *Surface) ruler(marks []Mark, f *foot) []Mark {
	a, b := f.place(-1, 0), f.place(1, 0)
	for _, t := range f.scale.Ticks(int(min(8, max(2, math.Hypot(b.X-a.X, b.Y-a.Y)/52)))) {
		p, o := f.at(f.scale.At(t.Value))
		w := MeasureText(t.Label, TickSize, false)
		f.widest = max(f.widest, w)
		reach := 7 + math.Abs(o.X)*w/2 + math.Abs(o.Y)*TickSize/2 // the same gap on all sides
		marks = append(marks, Line{Points: []Point{p, {p.X + 4*o.X, p.Y + 4*o.Y}}, Width: 1, Color: s.theme.Axis})
		marks = s.write(marks, Label{At: Point{p.X + reach*o.X, p.Y + reach*o.Y}, Text: t.Label, Size: TickSize,
			Color: s.theme.Faint, Anchor: Middle, Baseline: Center})
	}
	return marks
}

// titled puts the title beyond the numbers, near the middle of the foot, where it covers neither the block nor another
// label and leaves the figure as little as can be.
func (s *Surface) titled(f *foot) Mark {
	w := MeasureText(f.title, LabelSize, false)
	label := func(t, further float64) Label {
		p, o := f.at(t)
		reach := 12 + further + math.Abs(o.X)*f.widest + math.Abs(o.Y)*(TickSize+LabelSize)
		x := p.X + reach*o.X - w/2*(1-min(1, max(-1, 3*o.X)))
		return Label{At: Point{min(max(x, s.rect.X), s.rect.Right()-w), min(p.Y+reach*o.Y, s.rect.Bottom()-LabelSize)},
			Text: f.title, Size: LabelSize, Color: s.theme.Faint, Baseline: Center}
	}
	for _, further := range [3]float64{0, 18, 36} {
		for k := range 27 {
			t := float64((k+1)/2) / 10 // 0, then in turn to both sides, past the ends
			if k%2 == 1 {
				t = -t
			}
			l := label(t, further)
			if box := l.Bounds().Inset(-4); !overlaps(box, s.written) && !s.covers(box.Inset(2)) {
				s.written = append(s.written, box)
				return l
			}
		}
	}
	l := label(0, 0) // there is no such place: into the corner
	l.At.Y = s.rect.Bottom() - LabelSize
	if f.behind || l.At.X > s.rect.X+s.rect.W/2-w/2 {
		l.At.X = s.rect.Right() - w
	}
	return l
}

// covers reports whether the block's faces cover a part of r, looking at some of its points.
func (s *Surface) covers(r Rect) bool {
	var c [8]Point
	for k := range c {
		c[k] = s.corner(float64(k&1)*2-1, float64(k&2)-1, float64(k>>2)*boxHeight)
	}
	faces := [6][4]int{{0, 1, 3, 2}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 3, 7, 6}, {0, 2, 6, 4}, {1, 3, 7, 5}}
	for i := range 9 {
		for j := range 2 {
			p := Point{r.X + r.W*float64(i)/8, r.Y + r.H*float64(j)}
			for _, f := range faces {
				left, right := false, false
				for k := range f {
					a, b := c[f[k]], c[f[(k+1)%4]]
					side := (b.X-a.X)*(p.Y-a.Y) - (b.Y-a.Y)*(p.X-a.X)
					left, right = left || side > 0, right || side < 0
				}
				if left != right {
					return true
				}
			}
		}
	}
	return false
}
