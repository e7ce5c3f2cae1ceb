package render

import (
	"image/color"
	"math"
)

// At returns where (u, v) on the surface is seen, as the last Draw placed it.
func (s *Surface) At(u, v float64) Point {
	x, y := s.xy(u, v)
	i, j := s.grid(x, y)
	return s.lens.at(x, y, s.height(i, j))
}

// Visible reports whether (u, v) on the surface is seen in the last Draw: nothing stands before it.
func (s *Surface) Visible(u, v float64) bool { return s.depth(u, v) == 0 }

// depth returns how far (u, v) lies below the outline of what hides it, in pixels.
func (s *Surface) depth(u, v float64) float64 {
	x, y := s.xy(u, v)
	i, j := s.grid(x, y)
	return s.hidden(x, y, s.height(i, j)+2*lift) * s.lens.b * s.lens.scale
}

// Along returns at which t of the straight line from a to b on the surface, in hundredths of it, a pointer at p is
// nearest, and how far from it in CSS pixels: which λ somebody takes hold of.
func (s *Surface) Along(a, b [2]float64, p Point) (t, distance float64) {
	distance = math.Inf(1)
	for k := range 101 {
		f := float64(k) / 100
		q := s.At((1-f)*a[0]+f*b[0], (1-f)*a[1]+f*b[1])
		if d := math.Hypot(q.X-p.X, q.Y-p.Y); d < distance {
			t, distance = f, d
		}
	}
	return t, distance
}

// Overlay returns marks for points that move over the drawn surface, such as λ on its paths: full where they are seen,
// rings where not.
func (s *Surface) Overlay(spots ...SurfaceSpot) []Mark {
	marks := make([]Mark, 0, len(spots))
	for _, p := range spots {
		marks = append(marks, s.knob(p, 5.5, s.theme.Background, 1.5))
		if p.Name != "" {
			marks = append(marks, s.beside(p, s.written))
		}
	}
	return []Mark{Clip{Rect: s.rect, Marks: marks}}
}

func (s *Surface) knob(p SurfaceSpot, radius float64, edge color.NRGBA, width float64) Mark {
	d := Disc{At: s.At(p.U, p.V), R: radius, Fill: p.Color, Stroke: edge, Width: width}
	if s.depth(p.U, p.V) > radius { // all of it is below the outline
		d.Fill, d.Stroke, d.Width = Alpha(p.Color, 0.35), color.NRGBA{255, 255, 255, 190}, 1.5
	}
	return d
}

func (s *Surface) name(p SurfaceSpot, at Point, anchor Anchor) Label {
	l := Label{Text: p.Name, Size: TitleSize, Bold: true, Color: color.NRGBA{16, 20, 27, 255},
		Halo: color.NRGBA{255, 255, 255, 217}, Baseline: Center}
	l.At, l.Anchor = at, anchor
	return l
}

// spots draws the named points.
func (s *Surface) spots(spots []SurfaceSpot) []Mark {
	var discs, names []Mark
	for _, p := range spots {
		at := s.At(p.U, p.V)
		discs = append(discs, s.knob(p, 6, white, 2))
		s.written = append(s.written, Rect{at.X - 9, at.Y - 9, 18, 18})
	}
	for _, p := range spots {
		if p.Name != "" {
			l := s.beside(p, s.written)
			s.written = append(s.written, l.Bounds())
			names = append(names, l)
		}
	}
	return append(discs, names...)
}

// beside returns the name of a point where it covers least of what is taken and of the paths, on which λ moves.
func (s *Surface) beside(p SurfaceSpot, taken []Rect) (best Label) {
	at := s.At(p.U, p.V)
	least := math.Inf(1)
	for k, l := range [12]Label{
		s.name(p, Point{at.X + 12, at.Y}, Start), s.name(p, Point{at.X - 12, at.Y}, End),
		s.name(p, Point{at.X, at.Y - 19}, Middle), s.name(p, Point{at.X, at.Y + 19}, Middle),
		s.name(p, Point{at.X + 10, at.Y - 13}, Start), s.name(p, Point{at.X + 10, at.Y + 13}, Start),
		s.name(p, Point{at.X - 10, at.Y - 13}, End), s.name(p, Point{at.X - 10, at.Y + 13}, End),
		s.name(p, Point{at.X, at.Y - 36}, Middle), s.name(p, Point{at.X, at.Y + 36}, Middle),
		s.name(p, Point{at.X + 10, at.Y - 30}, Start), s.name(p, Point{at.X - 10, at.Y - 30}, End),
	} {
		box := l.Bounds()
		wide := box.Inset(-4)
		cost := float64(k)
		for _, o := range taken {
			in := box.Intersect(o)
			cost += 10 * in.W * in.H
		}
		for _, q := range s.way {
			if wide.Contains(q) {
				cost += 30
			}
		}
		if !inside(box, s.rect) {
			cost += 1e6
		}
		if cost < least {
			least, best = cost, l
		}
	}
	return best
}

var white = color.NRGBA{255, 255, 255, 255}

// Pick returns the place of the surface that is seen at p in the last Draw, and false where there is none.
func (s *Surface) Pick(p Point) (u, v float64, ok bool) {
	// The line of sight meets the plate's height at g; from there it rises towards the eye. What it meets last, nearest
	// to the eye, is seen.
	l := &s.lens
	right, up := (p.X-l.centre.X)/l.scale, (l.centre.Y-p.Y)/l.scale
	if l.a <= l.k*up {
		return 0, 0, false // at or above the horizon
	}
	d := up / (l.a - l.k*up) // where z is 0
	far := right * (1 + l.k*d)
	x, y := far*l.cos+d*l.sin, -far*l.sin+d*l.cos
	dx, dy, dz := l.toEye(x, y, 0)
	if dz <= 0 {
		return 0, 0, false
	}
	end := boxHeight / dz // where the line of sight leaves the box at its top
	n := max(1, math.Ceil(2*end*max(math.Abs(dx)/s.hx*float64(s.w), math.Abs(dy)/s.hy*float64(s.h))))
	above := func(t float64) (float64, bool) {
		i, j := s.grid(x+t*dx, y+t*dy)
		in := i >= 0 && j >= 0 && i <= float64(s.w-1) && j <= float64(s.h-1)
		return t*dz - s.height(i, j), in
	}
	for k := n; k >= 0; k-- {
		t := end * k / n
		over, in := above(t)
		if !in || over > 1e-9 {
			continue
		}
		lo, hi := t, min(end, end*(k+1)/n)
		if _, in := above(hi); !in { // it entered through a wall
			return 0, 0, false
		}
		for range 20 {
			mid := (lo + hi) / 2
			if over, _ := above(mid); over > 0 {
				hi = mid
			} else {
				lo = mid
			}
		}
		px, py := x+lo*dx, y+lo*dy
		return s.u0 + (px/s.hx+1)/2*(s.u1-s.u0), s.v0 + (py/s.hy+1)/2*(s.v1-s.v0), true
	}
	return 0, 0, false
}
