package render

import (
	"image/color"
	"math"
	"slices"
)

// Isolines says how a field's contour lines are drawn.
type Isolines struct {
	Color  color.NRGBA
	Width  float64 // 1 if 0
	Ink    color.NRGBA
	Halo   color.NRGBA
	Refine int    // cells per cell of the field; 3 if 0
	Avoid  []Rect // where no label may stand: markers and their names
}

// PaleIsolines are lines that are seen on a terrain of either theme.
func PaleIsolines(avoid []Rect) Isolines {
	return Isolines{Color: Alpha(White, 0.45), Ink: White, Halo: Alpha(Black, 0.3), Avoid: avoid}
}

// AvoidLine returns small rectangles along a polyline, width wide: what a label must not cover to leave a path visible.
func AvoidLine(points []Point, width float64) []Rect {
	var out []Rect
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		n := max(1, math.Ceil(math.Hypot(b.X-a.X, b.Y-a.Y)/max(1, width)))
		for k := 0.0; k <= n; k++ {
			x, y := a.X+(b.X-a.X)*k/n, a.Y+(b.Y-a.Y)*k/n
			out = append(out, Rect{x - width/2, y - width/2, width, width})
		}
	}
	return out
}

const labelPad = 5.0 // of a line's gap on both sides of its label

// Isolines returns the contour lines of a positive field at the levels, on the interpolated surface that Terrain paints
// over area, each line long enough for it with the level written into a gap on its straightest stretch.
func (f Field) Isolines(area Rect, levels []float64, style Isolines) []Mark {
	if len(levels) == 0 {
		return nil
	}
	if style.Width == 0 {
		style.Width = 1
	}
	if style.Refine == 0 {
		style.Refine = 3
	}
	lo, hi := math.Log(levels[0])-1, math.Log(levels[len(levels)-1])+1
	fine := f.refined((f.W-1)*style.Refine+1, (f.H-1)*style.Refine+1, lo, hi)
	trace := newTracer(fine)
	texts := FormatAll(levels)
	var lines, labels []Mark
	taken := append([]Rect{}, style.Avoid...)
	for k, level := range levels {
		for _, line := range trace.lines(math.Log(level)) {
			for i, p := range line {
				line[i] = Point{area.X + p.X/float64(fine.W-1)*area.W, area.Bottom() - p.Y/float64(fine.H-1)*area.H}
			}
			gap, label, ok := style.place(line, texts[k], area, taken)
			if !ok {
				lines = append(lines, Line{Points: line, Width: style.Width, Color: style.Color})
				continue
			}
			labels = append(labels, label)
			taken = append(taken, label.Bounds().Inset(-18))
			for _, part := range cutOut(line, gap) {
				lines = append(lines, Line{Points: part, Width: style.Width, Color: style.Color})
			}
		}
	}
	return append(lines, labels...)
}

// place finds the stretch [from, to] of arc length where the label fits best.
func (s Isolines) place(line []Point, text string, area Rect, taken []Rect) (gap [2]float64, label Label, ok bool) {
	need := MeasureText(text, TickSize, false) + 2*labelPad
	arc := arcs(line)
	total := arc[len(arc)-1]
	if total < 3*need {
		return gap, label, false
	}
	best := math.Inf(1)
	const candidates = 32
	for c := range candidates {
		from := (total - need) * (float64(c) + 0.5) / candidates
		a, b := along(line, arc, from), along(line, arc, from+need)
		bend := 0.0 // how far the line leaves its chord, in pixels
		for q := 1; q < 6; q++ {
			p := along(line, arc, from+need*float64(q)/6)
			bend = max(bend, math.Abs((p.X-a.X)*(b.Y-a.Y)-(p.Y-a.Y)*(b.X-a.X))/max(1, math.Hypot(b.X-a.X, b.Y-a.Y)))
		}
		if bend > 2.5 {
			continue
		}
		angle := math.Atan2(b.Y-a.Y, b.X-a.X)
		if angle > math.Pi/2 {
			angle -= math.Pi
		} else if angle <= -math.Pi/2 {
			angle += math.Pi
		}
		l := Label{At: Point{(a.X + b.X) / 2, (a.Y + b.Y) / 2}, Text: text, Size: TickSize, Color: s.Ink,
			Anchor: Middle, Baseline: Center, Angle: angle, Halo: s.Halo}
		box := l.Bounds()
		if !inside(box, area.Inset(4)) || overlaps(box, taken) {
			continue
		}
		// Level text reads best; the middle of a line is where one looks for its label.
		score := bend + 1.5*math.Abs(angle) + math.Abs(from+need/2-total/2)/total
		if score < best {
			best, gap, label, ok = score, [2]float64{from, from + need}, l, true
		}
	}
	return gap, label, ok
}

// arcs returns the length of line up to each of its points.
func arcs(line []Point) []float64 {
	out := make([]float64, len(line))
	for i := 1; i < len(line); i++ {
		out[i] = out[i-1] + math.Hypot(line[i].X-line[i-1].X, line[i].Y-line[i-1].Y)
	}
	return out
}

// along returns the point at arc length s.
func along(line []Point, arc []float64, s float64) Point {
	i, _ := slices.BinarySearch(arc, s)
	i = min(max(i, 1), len(arc)-1)
	t := 0.0
	if d := arc[i] - arc[i-1]; d > 0 {
		t = (s - arc[i-1]) / d
	}
	a, b := line[i-1], line[i]
	return Point{a.X + t*(b.X-a.X), a.Y + t*(b.Y-a.Y)}
}

// cutOut returns what is left of line without the arc lengths in gap: one piece of a closed line, else up to two.
func cutOut(line []Point, gap [2]float64) [][]Point {
	arc := arcs(line)
	var before, after []Point
	for i, p := range line {
		if arc[i] < gap[0] {
			before = append(before, p)
		}
	}
	before = append(before, along(line, arc, gap[0]))
	after = append(after, along(line, arc, gap[1]))
	for i, p := range line {
		if arc[i] > gap[1] {
			after = append(after, p)
		}
	}
	if line[0] == line[len(line)-1] {
		return [][]Point{append(after, before[1:]...)}
	}
	return [][]Point{before, after}
}

func inside(r, of Rect) bool {
	return r.X >= of.X && r.Y >= of.Y && r.Right() <= of.Right() && r.Bottom() <= of.Bottom()
}

func overlaps(r Rect, any []Rect) bool {
	for _, o := range any {
		if r.X < o.Right() && o.X < r.Right() && r.Y < o.Bottom() && o.Y < r.Bottom() {
			return true
		}
	}
	return false
}
