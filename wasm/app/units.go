package app

import (
	"cmp"
	"fmt"
	"slices"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// similarity returns the similarities of the layer and method shown, nil while
// they are not known.
func (a *App) similarity() *stage.Similarity {
	method := a.matching()
	layer := min(a.view.Layer, max(1, len(a.run.experiment.Net)))
	for _, s := range a.run.similar {
		if s.Method == method && s.Layer == layer && s.From == "B" {
			return s
		}
	}
	return nil
}

// pairing is what the two matrices of the units' figure show: the cosines of the
// units of A with those of another network, as it is and renumbered, n×n; rows and
// columns of both stand in one order of the units' numbers.
type pairing struct {
	layer         int
	before, after []float32
	order         []int
	names         [2]string // of the other network, as it is and renumbered
}

// pairing returns what is to be shown, nil while it is not known.
func (a *App) pairing() *pairing {
	if a.stepping() {
		return a.chosen()
	}
	s := a.similarity()
	if s == nil {
		return nil
	}
	names := a.names(s.Method)
	return &pairing{s.Layer, s.Before, s.After, byMatch(s), [2]string{names[1], names[2]}}
}

// drawUnits draws the similarity of the units before and after renumbering.
func (a *App) drawUnits() []render.Mark {
	m := a.pairing()
	r := a.frames.units
	if m == nil {
		text := "appear after matching"
		if a.method() == "none" && len(a.run.curves) > 0 {
			text = "nothing is renumbered"
		}
		return append(a.title(r, "How alike the units are"), a.waiting(r, text)...)
	}
	if a.stepping() {
		return a.drawStride(m)
	}
	left, right, _ := a.matrices()
	n := len(m.order)
	before, after := means(diagonal(m.before, n), diagonal(m.after, n), left.W)
	marks := append(a.title(r, unitsTitle(m)), a.caption(left, before, a.theme.TextB), a.caption(right, after, a.theme.TextPiB),
		a.cosines(left, m.before, m.order), a.cosines(right, m.after, m.order))
	rows := fitting(left.H, "units of A, best match first", "A, best match first", "units of A")
	return slices.Concat(marks, a.unitAxes(m, rows), a.cosineScale())
}

// cosines draws one of the matrices.
func (a *App) cosines(r render.Rect, c []float32, order []int) render.Mark {
	return render.Heatmap(r, len(order), len(order), ordered(c, order), -1, 1, render.Diverging(a.theme), a.theme.Panel)
}

// means are the captions of the two matrices, worded alike, as fully as a width holds.
func means(before, after, width float64) (left, right string) {
	for _, words := range []string{"mean cosine on the diagonal ", "mean on the diagonal ", "diagonal mean ", "mean "} {
		left, right = words+render.Fixed(before, 2), words+render.Fixed(after, 2)
		if max(render.MeasureText(left, render.LabelSize, false), render.MeasureText(right, render.LabelSize, false)) <= width {
			break
		}
	}
	return left, right
}

// drawMoving draws what of the units' figure moves.
func (a *App) drawMoving() []render.Mark {
	if a.frames.units.W == 0 || !a.stepping() {
		return nil
	}
	return a.drawTravel()
}

func unitsTitle(m *pairing) string {
	n := len(m.order)
	if diagonal(m.after, n) > diagonal(m.before, n)+0.1 {
		return fmt.Sprintf("Layer %d: like units meet on the diagonal", m.layer)
	}
	return fmt.Sprintf("Layer %d: units of A and of B, before and after", m.layer)
}

// byMatch orders A's units by how well they are matched, the best first, so
// that the diagonal can be seen. Rows and columns of both matrices follow it.
func byMatch(s *stage.Similarity) []int {
	order := make([]int, s.N)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(s.After[j*s.N+j], s.After[i*s.N+i])
	})
	return order
}

// ordered renumbers rows and columns.
func ordered(c []float32, order []int) []float64 {
	out := make([]float64, 0, len(c))
	for _, i := range order {
		for _, j := range order {
			out = append(out, float64(c[i*len(order)+j]))
		}
	}
	return out
}

// diagonal returns the mean similarity of units with the same number.
func diagonal(c []float32, n int) float64 {
	var sum float64
	for i := range n {
		sum += float64(c[i*n+i])
	}
	return sum / float64(n)
}

// cosineScale draws what the colours of the matrices mean: beside them, or else
// under the title of the left one's columns.
func (a *App) cosineScale() []render.Mark {
	left, right, beside := a.matrices()
	m := render.Diverging(a.theme)
	const steps = 64
	values := make([]float64, steps)
	for i := range values {
		values[i] = 1 - 2*float64(i)/(steps-1)
	}
	label := func(at render.Point, text string, anchor render.Anchor, base render.Baseline) render.Label {
		return render.Label{At: at, Text: text, Size: render.TickSize, Color: a.theme.Faint, Anchor: anchor, Baseline: base}
	}
	if !beside {
		slices.Reverse(values)
		y := right.Bottom() + numbersRoom + 7 + 1.5*lineHeight
		r := render.Rect{X: left.X + 72, Y: y - 5, W: min(90, left.W-90), H: 10}
		bar := render.Heatmap(r, 1, steps, values, -1, 1, m, a.theme.Panel)
		bar.Smooth = true
		return []render.Mark{bar, label(render.Point{X: left.X, Y: y}, "cosine", render.Start, render.Center),
			label(render.Point{X: r.X - 6, Y: y}, render.Number(-1, 1), render.End, render.Center),
			label(render.Point{X: r.Right() + 6, Y: y}, render.Number(1, 1), render.Start, render.Center)}
	}
	r := render.Rect{X: right.Right() + 14, Y: right.Y, W: 10, H: right.H}
	bar := render.Heatmap(r, steps, 1, values, -1, 1, m, a.theme.Panel)
	bar.Smooth = true
	marks := []render.Mark{bar}
	for _, v := range []float64{-1, 0, 1} {
		marks = append(marks, label(render.Point{X: r.Right() + 6, Y: r.Y + (1-v)/2*r.H}, render.Number(v, 1), render.Start, render.Center))
	}
	name := label(render.Point{X: r.Right() + 24, Y: r.Center().Y}, "cosine", render.Middle, render.Top)
	name.Vertical = true
	return append(marks, name)
}
