package app

import (
	"cmp"
	"fmt"
	"slices"

	"onebasin/render"
	"onebasin/wasm/wire"
)

// similarity returns the similarities of the layer and method shown, nil while
// they are not known.
func (a *App) similarity() *wire.Similarity {
	method := a.matching()
	layer := min(a.view.Layer, max(1, len(a.run.experiment.Net)))
	for _, s := range a.run.similar {
		if s.Method == method && s.Layer == layer && s.From == "B" {
			return s
		}
	}
	return nil
}

// drawUnits draws the similarity of the units before and after renumbering.
func (a *App) drawUnits() []render.Mark {
	if a.stepping() {
		return a.drawStride()
	}
	r := a.frames.units
	s := a.similarity()
	left, right, _ := a.frames.matrices()
	if s == nil {
		text := "appear after matching"
		if a.method() == "none" && len(a.run.curves) > 0 {
			text = "nothing is renumbered"
		}
		return append(a.title(r, "How alike the units are"), a.waiting(render.Rect{X: r.X, Y: r.Y, W: right.Right() - r.X, H: r.H}, text))
	}
	names := a.names(s.Method)
	m := render.Diverging(a.theme)
	order := byMatch(s)
	marks := append(a.title(r, a.unitsTitle(s)),
		a.caption(left, fmt.Sprintf("units of A × units of %s", names[1]), a.theme.TextB),
		a.caption(right, fmt.Sprintf("units of A × units of %s", names[2]), a.theme.TextPiB),
		render.Heatmap(left, s.N, s.N, ordered(s.Before, order), -1, 1, m, a.theme.Panel),
		render.Heatmap(right, s.N, s.N, ordered(s.After, order), -1, 1, m, a.theme.Panel))
	marks = append(marks, a.footnote(left, "mean on the diagonal "+render.Fixed(diagonal(s.Before, s.N), 2))...)
	marks = append(marks, a.footnote(right, "mean on the diagonal "+render.Fixed(diagonal(s.After, s.N), 2))...)
	return append(marks, a.cosineScale(m)...)
}

// drawMoving draws what of the units' figure moves.
func (a *App) drawMoving() []render.Mark {
	if a.frames.units.W == 0 || !a.stepping() {
		return nil
	}
	return a.drawTravel()
}

func (a *App) unitsTitle(s *wire.Similarity) string {
	if diagonal(s.After, s.N) > diagonal(s.Before, s.N)+0.1 {
		return fmt.Sprintf("Layer %d: like units meet on the diagonal", s.Layer)
	}
	return fmt.Sprintf("Layer %d: units of A and of B, before and after", s.Layer)
}

// byMatch orders A's units by how well they are matched, the best first, so
// that the diagonal can be seen. Rows and columns of both matrices follow it.
func byMatch(s *wire.Similarity) []int {
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

// Room of the scale of similarity beside the squares.
const scaleRoom = 62.0

// matrices returns the places of the two similarity matrices, and whether the
// scale stands beside them. It stands under them where footnotes have a second
// line; where neither has room the matrices are made smaller.
func (f frames) matrices() (left, right render.Rect, beside bool) {
	left, right = f.pair(f.units)
	if x := min(right.X, f.units.Right()-scaleRoom-right.W); x >= left.Right()+pairGap {
		right.X = x
		return left, right, true
	}
	if f.footing > lineHeight+12 {
		return left, right, false
	}
	side := (f.units.W - pairGap - scaleRoom) / 2
	left.W, left.H, right.W, right.H = side, side, side, side
	right.X = left.Right() + pairGap
	return left, right, true
}

// cosineScale draws what the colours of the matrices mean: beside them, or else
// under the left one's footnote.
func (a *App) cosineScale(m render.Colormap) []render.Mark {
	left, right, beside := a.frames.matrices()
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
		y := right.Bottom() + 7 + 1.5*lineHeight
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
