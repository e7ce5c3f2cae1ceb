package render

import "image/color"

// Curve returns the polyline through (xs[i], ys[i]) on the plot's scales. Values that have no place on a scale
// interrupt it.
//
// Curve panics if the lengths differ.
func (p Plot) Curve(xs, ys []float64, width float64, c color.NRGBA) Line {
	return Line{Points: p.Points(xs, ys), Width: width, Color: c}
}

// Points returns the places of (xs[i], ys[i]) on the plot's scales.
//
// Points panics if the lengths differ.
func (p Plot) Points(xs, ys []float64) []Point {
	if len(xs) != len(ys) {
		panic("render: curve with unequal numbers of x and y")
	}
	out := make([]Point, len(xs))
	for i := range xs {
		out[i] = Point{p.X.At(xs[i]), p.Y.At(ys[i])}
	}
	return out
}

// At returns the place of one pair of values.
func (p Plot) At(x, y float64) Point { return Point{p.X.At(x), p.Y.At(y)} }

// Between returns the filled band between two curves over the same xs, for instance a curve and the chord below it.
//
// Between panics if the lengths differ.
func (p Plot) Between(xs, upper, lower []float64, c color.NRGBA) Band {
	return Band{Upper: p.Points(xs, upper), Lower: p.Points(xs, lower), Color: c}
}

// Inside returns marks clipped to the plot area, with a margin for line widths and markers that stand on its edge.
func (p Plot) Inside(margin float64, marks ...Mark) Clip {
	return Clip{Rect: p.Area.Inset(-margin), Marks: marks}
}

// Span returns a vertical double-ended measure at x from y0 to y1 with a label beside it: how a barrier is shown. The
// label stands to the right, or to the left if it would leave the plot area.
func (p Plot) Span(x, y0, y1 float64, label string, line, ink color.NRGBA) []Mark {
	a, b := p.At(x, y0), p.At(x, y1)
	const foot = 4
	marks := []Mark{
		Line{Points: []Point{a, b}, Width: 1, Color: line},
		Line{Points: []Point{{a.X - foot, a.Y}, {a.X + foot, a.Y}}, Width: 1, Color: line},
		Line{Points: []Point{{b.X - foot, b.Y}, {b.X + foot, b.Y}}, Width: 1, Color: line},
	}
	l := Label{At: Point{a.X + 8, (a.Y + b.Y) / 2}, Text: label, Size: TickSize, Color: ink, Bold: true,
		Baseline: Center, Halo: p.Theme().Background}
	if l.At.X+MeasureText(label, l.Size, true) > p.Area.Right() {
		l.At.X, l.Anchor = a.X-8, End
	}
	return append(marks, l)
}

// Theme returns the theme the axes were drawn with.
func (p Plot) Theme() *Theme {
	if p.theme == nil {
		return Light()
	}
	return p.theme
}
