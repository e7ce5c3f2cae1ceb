package figures

import (
	"strconv"
	"strings"

	"onebasin/render"
)

// Room beside and between the two similarity matrices.
const (
	scaleRoom   = 62.0 // of the scale of similarity at their right
	numbersRoom = 16.0 // of the numbers of their columns
	tickRoom    = 6.0  // between a matrix and a number
)

// matrices returns the places of the two similarity matrices, and whether the scale stands beside them. The left one
// has the numbers and the title of the rows of both at its side. The scale stands under them where there is a second
// line and no room at their right; without that line the matrices are made smaller.
func (p *page) matrices() (left, right render.Rect, beside bool) {
	f, r := p.frames, p.frames.units
	rows := p.numberWidth() + 2*tickRoom + render.LabelSize
	high := r.H - f.head - render.CaptionHeight - numbersRoom - f.footing
	side := min((r.W-rows-pairGap)/2, high)
	if low := min((r.W-rows-pairGap-scaleRoom)/2, high); low == side || f.footing < 2*render.LineHeight {
		side, beside = low, true
	}
	end := r.Right() - side
	if beside {
		end -= scaleRoom
	}
	left = render.Rect{X: r.X + rows, Y: r.Y + f.head + render.CaptionHeight, W: side, H: side}
	right = left
	right.X = max(left.Right()+pairGap, min(r.X+(r.W+pairGap)/2, left.Right()+3*pairGap, end))
	return left, right, beside
}

// numberWidth is what the longest number of a unit shown takes.
func (p *page) numberWidth() float64 {
	n := 1
	if p.stepping() {
		n = p.known.search.N
	} else if s := p.similarity(); s != nil {
		n = s.N
	}
	return render.MeasureText(strings.Repeat("0", len(strconv.Itoa(n-1))), render.TickSize, false)
}

// unitAxes draws what stands along the two matrices: the numbers of the units, as many as have room, in the order of
// rows and columns, and what these are.
func (p *page) unitAxes(m *pairing, rows string) (marks []render.Mark) {
	left, right, _ := p.matrices()
	number := func(at render.Point, k int, anchor render.Anchor, base render.Baseline) render.Mark {
		return p.small(at, strconv.Itoa(m.order[k]), anchor, base)
	}
	tick := func(from, to render.Point) render.Mark {
		return render.Line{Points: []render.Point{from, to}, Width: 1, Color: p.sheet.Theme.Axis}
	}
	n := len(m.order)
	cell := left.W / float64(n)
	width := p.numberWidth()
	for k := 0; k < n; k += every(n, (render.LineHeight-2)/cell) {
		y := left.Y + (float64(k)+0.5)*cell
		marks = append(marks, tick(render.Point{X: left.X - 3, Y: y}, render.Point{X: left.X, Y: y}),
			number(render.Point{X: left.X - tickRoom, Y: y}, k, render.End, render.Center))
	}
	for _, r := range []render.Rect{left, right} {
		for k := 0; k < n; k += every(n, (width+8)/cell) {
			x := r.X + (float64(k)+0.5)*cell
			marks = append(marks, tick(render.Point{X: x, Y: r.Bottom()}, render.Point{X: x, Y: r.Bottom() + 3}),
				number(render.Point{X: x, Y: r.Bottom() + tickRoom}, k, render.Middle, render.Top))
		}
	}
	title := func(at render.Point, text string, vertical bool, base render.Baseline) render.Mark {
		return render.Label{At: at, Text: text, Size: render.LabelSize, Color: p.sheet.Theme.Faint,
			Anchor: render.Middle, Baseline: base, Vertical: vertical}
	}
	under := left.Bottom() + tickRoom + numbersRoom
	beside := left.X - 2*tickRoom - width
	return append(marks, title(render.Point{X: beside, Y: left.Center().Y}, rows, true, render.Bottom),
		title(render.Point{X: left.Center().X, Y: under}, unitsOf(m.names[0], left.W), false, render.Top),
		title(render.Point{X: right.Center().X, Y: under}, unitsOf(m.names[1], left.W), false, render.Top))
}

// every returns at which of n rows numbers stand: at each, at every second, fifth, tenth and so on, the first of these
// that are no fewer than a number.
func every(n int, least float64) int {
	for step := 1; step < n; step *= 10 {
		for _, k := range []int{step, 2 * step, 5 * step} {
			if float64(k) >= least {
				return k
			}
		}
	}
	return n
}

// unitsOf is the title of an axis along the units of a network.
func unitsOf(name string, width float64) string {
	if strings.HasPrefix(name, "copy") {
		name = "the " + name
	}
	return fitting(width, "units of "+name, name)
}
