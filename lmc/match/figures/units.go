package figures

import (
	"cmp"
	"fmt"
	"slices"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// similarity returns the similarities of the layer and method shown, nil while they are not known.
func (p *page) similarity() *stage.Similarity {
	method := p.matching()
	layer := min(p.view.Layer, max(1, len(p.known.experiment.Net)))
	for _, s := range p.known.similar {
		if s.Method == method && s.Layer == layer && s.From == p.known.from {
			return s
		}
	}
	return nil
}

// pairing is what the two matrices of the units' figure show: the cosines of the units of A with those of another
// network, as it is and renumbered, n×n; rows and columns of both stand in one order of the units' numbers.
type pairing struct {
	layer         int
	before, after []float32
	order         []int
	names         [2]string // of the other network, as it is and renumbered
}

// pairing returns what is to be shown, nil while it is not known.
func (p *page) pairing() *pairing {
	if p.stepping() {
		return p.searchPairing()
	}
	s := p.similarity()
	if s == nil {
		return nil
	}
	names := p.known.names(s.Method)
	return &pairing{s.Layer, s.Before, s.After, byMatch(s), [2]string{names[1], names[2]}}
}

// drawUnits draws the similarity of the units before and after renumbering.
func (p *page) drawUnits() []render.Mark {
	m := p.pairing()
	r := p.frames.units
	if m == nil {
		text := "appear after matching"
		if p.method() == "none" && !p.known.pathless() {
			text = "nothing is renumbered"
		}
		return append(p.title(r, "How alike the units are"), p.waiting(r, text)...)
	}
	if p.stepping() {
		return p.drawSearch(m)
	}
	left, right, _ := p.matrices()
	n := len(m.order)
	before, after := means(diagonal(m.before, n), diagonal(m.after, n), left.W)
	marks := append(p.title(r, unitsTitle(m)), caption(left, before, p.sheet.Theme.TextB),
		caption(right, after, p.sheet.Theme.TextPiB),
		p.cosines(left, m.before, m.order), p.cosines(right, m.after, m.order))
	rows := fitting(left.H, "units of A, best match first", "A, best match first", "units of A")
	return slices.Concat(marks, p.unitAxes(m, rows), p.cosineScale())
}

// cosines draws one of the matrices.
func (p *page) cosines(r render.Rect, c []float32, order []int) render.Mark {
	n, th := len(order), p.sheet.Theme
	return render.Heatmap(r, n, n, ordered(c, order), -1, 1, render.Diverging(th), th.Panel)
}

// means are the captions of the two matrices, worded alike, as fully as a width holds.
func means(before, after, width float64) (left, right string) {
	for _, words := range []string{"mean cosine on the diagonal ", "mean on the diagonal ", "diagonal mean ", "mean "} {
		left, right = words+render.Fixed(before, 2), words+render.Fixed(after, 2)
		size := func(text string) float64 { return render.MeasureText(text, render.LabelSize, false) }
		if max(size(left), size(right)) <= width {
			break
		}
	}
	return left, right
}

// drawMoving draws what of the units' figure moves.
func (p *page) drawMoving() []render.Mark {
	if p.frames.units.W == 0 || !p.stepping() {
		return nil
	}
	return p.drawTravel()
}

func unitsTitle(m *pairing) string {
	n := len(m.order)
	if diagonal(m.after, n) > diagonal(m.before, n)+0.1 {
		return fmt.Sprintf("Layer %d: like units meet on the diagonal", m.layer)
	}
	return fmt.Sprintf("Layer %d: units of A and of %s, before and after", m.layer, m.names[0])
}

// byMatch orders A's units by how well they are matched, the best first, so that the diagonal can be seen. Rows and
// columns of both matrices follow it.
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

// cosineScale draws what the colours of the matrices mean: beside them, or else under the title of the left one's
// columns.
func (p *page) cosineScale() []render.Mark {
	left, right, beside := p.matrices()
	m := render.Diverging(p.sheet.Theme)
	const steps = 64
	values := make([]float64, steps)
	for i := range values {
		values[i] = 1 - 2*float64(i)/(steps-1)
	}
	if !beside {
		slices.Reverse(values)
		y := right.Bottom() + numbersRoom + 7 + 1.5*render.LineHeight
		r := render.Rect{X: left.X + 72, Y: y - 5, W: min(90, left.W-90), H: 10}
		bar := render.Heatmap(r, 1, steps, values, -1, 1, m, p.sheet.Theme.Panel)
		bar.Smooth = true
		return []render.Mark{bar, p.small(render.Point{X: left.X, Y: y}, "cosine", render.Start, render.Center),
			p.small(render.Point{X: r.X - 6, Y: y}, render.Number(-1, 1), render.End, render.Center),
			p.small(render.Point{X: r.Right() + 6, Y: y}, render.Number(1, 1), render.Start, render.Center)}
	}
	r := render.Rect{X: right.Right() + 14, Y: right.Y, W: 10, H: right.H}
	bar := render.Heatmap(r, steps, 1, values, -1, 1, m, p.sheet.Theme.Panel)
	bar.Smooth = true
	marks := []render.Mark{bar}
	for _, v := range []float64{-1, 0, 1} {
		at := render.Point{X: r.Right() + 6, Y: r.Y + (1-v)/2*r.H}
		marks = append(marks, p.small(at, render.Number(v, 1), render.Start, render.Center))
	}
	name := p.small(render.Point{X: r.Right() + 24, Y: r.Center().Y}, "cosine", render.Middle, render.Top)
	name.Vertical = true
	return append(marks, name)
}
