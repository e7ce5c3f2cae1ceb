package render

import "image/color"

// Trace remembers what a list of marks drew, mark by mark, to tell what another list changes of it. It keeps none of
// the marks, whose points may lie in buffers that are used again. The zero value is of a list of none.
type Trace struct{ drawn []imprint }

// imprint is a mark's content in 64 bits and its place.
type imprint struct {
	sum uint64
	at  Rect
}

// Replace makes t the trace of marks and adds to damage where they differ from those before: the places of marks that
// came, went or changed, each compared with the one of the same index.
func (t *Trace) Replace(marks []Mark, damage *Damage) {
	for i := len(marks); i < len(t.drawn); i++ {
		damage.Add(t.drawn[i].at)
	}
	t.drawn = t.drawn[:min(len(t.drawn), len(marks))]
	for i, m := range marks {
		s := offset
		s.mark(m)
		if i == len(t.drawn) {
			t.drawn = append(t.drawn, imprint{})
		} else if t.drawn[i].sum == uint64(s) {
			continue
		}
		now := imprint{uint64(s), Bounds(m)}
		damage.Add(t.drawn[i].at)
		damage.Add(now.at)
		t.drawn[i] = now
	}
}

// Within returns those of the traced marks, which must be given again, that draw in r, after dst.
func (t *Trace) Within(r Rect, marks, dst []Mark) []Mark {
	for i, m := range marks {
		if !t.drawn[i].at.Intersect(r).Empty() {
			dst = append(dst, m)
		}
	}
	return dst
}

// Damage is what is to be drawn anew: rectangles that do not overlap.
type Damage []Rect

// apart is how much area, in square pixels, may be drawn in vain for one rectangle less.
const apart = 20000

// Add adds a rectangle. Those that overlap, or together take hardly more than they have apart, become one.
func (d *Damage) Add(r Rect) {
	if r.Empty() {
		return
	}
	for i := 0; i < len(*d); i++ {
		old := (*d)[i]
		both := r.Union(old)
		if !r.Intersect(old).Empty() || both.W*both.H <= r.W*r.H+old.W*old.H+apart {
			last := len(*d) - 1
			(*d)[i] = (*d)[last]
			*d = (*d)[:last]
			r, i = both, -1
		}
	}
	*d = append(*d, r)
}

func (s *sum) mark(m Mark) {
	switch m := m.(type) {
	case Line:
		s.word(1)
		s.points(m.Points)
		s.number(m.Width)
		s.color(m.Color)
		s.numbers(m.Dash...)
	case Fill:
		s.word(2)
		s.points(m.Points)
		s.color(m.Color)
	case Band:
		s.word(3)
		s.points(m.Upper)
		s.points(m.Lower)
		s.color(m.Color)
	case Disc:
		s.word(4)
		s.numbers(m.At.X, m.At.Y, m.R, m.Width)
		s.color(m.Fill)
		s.color(m.Stroke)
	case Box:
		s.word(5)
		s.rect(m.Rect)
		s.numbers(m.Radius, m.Width)
		s.color(m.Fill)
		s.color(m.Stroke)
	case Label:
		s.label(m)
	case Pixels:
		s.word(7)
		s.rect(m.Rect)
		s.word(uint64(m.W))
		s.word(uint64(m.H))
		s.word(m.Key)
		s.flags(m.Smooth)
	case Mesh:
		s.word(8)
		s.points(m.Points)
		for _, c := range m.Colors {
			s.color(c)
		}
		for _, k := range m.Triangles {
			s.word(uint64(k))
		}
	case Clip:
		s.word(9)
		s.rect(m.Rect)
		s.word(uint64(len(m.Marks)))
		for _, in := range m.Marks {
			s.mark(in)
		}
	}
}

func (s *sum) label(l Label) {
	s.word(6)
	s.numbers(l.At.X, l.At.Y, l.Size, l.Angle)
	s.word(uint64(len(l.Text)))
	for i := range len(l.Text) {
		s.word(uint64(l.Text[i]))
	}
	s.color(l.Color)
	s.color(l.Halo)
	s.word(uint64(l.Anchor)<<8 | uint64(l.Baseline))
	s.flags(l.Vertical, l.Bold)
}

func (s *sum) points(points []Point) {
	s.word(uint64(len(points)))
	for _, p := range points {
		s.number(p.X)
		s.number(p.Y)
	}
}

func (s *sum) color(c color.NRGBA) {
	s.word(uint64(c.R) | uint64(c.G)<<8 | uint64(c.B)<<16 | uint64(c.A)<<24)
}

func (s *sum) rect(r Rect) { s.numbers(r.X, r.Y, r.W, r.H) }
