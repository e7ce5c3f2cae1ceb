package figures

import (
	"cmp"
	"math"
	"slices"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// drawLambda draws what follows λ: its mark on the landscape and on the path; and where π(B) stands while a search is
// shown.
func (p *page) drawLambda() (marks []render.Mark) {
	if p.known.setup == nil || p.known.pathless() {
		return nil
	}
	if p.frames.landscape.W > 0 {
		marks = append(marks, p.lambdaOnLandscape()...)
	}
	if p.frames.path.W > 0 {
		marks = append(marks, p.lambdaOnPath()...)
	}
	if p.frames.landscape.W > 0 {
		marks = append(marks, p.drawSearchPlace()...)
	}
	return marks
}

// lambdaOnLandscape draws discs on the straight paths.
func (p *page) lambdaOnLandscape() []render.Mark {
	q := p.picture
	if q == nil {
		return nil
	}
	if q.surface != nil {
		return p.lambdaOnSurface(q)
	}
	var on []render.Mark
	for _, e := range ends(q.of) {
		at := e.at(q.plot, q.of, p.view.Lambda)
		if from, to, ok := p.filmPath(q); ok && e == 2 {
			way := render.Line{Points: []render.Point{q.plot.At(from[0], from[1]), q.plot.At(to[0], to[1])}, Width: 2,
				Color: networkInks[e], Dash: []float64{5, 3}}
			on = append(on, render.Line{Points: way.Points, Width: 3.5, Color: render.Alpha(render.White, 0.9)}, way)
			u, v := between(from, to, p.view.Lambda)
			at = q.plot.At(u, v)
		}
		on = append(on, p.lambdaDisc(at, 5.5))
	}
	return []render.Mark{q.plot.Inside(0, on...)}
}

// filmPath is from A to where π(B) stands while a search is shown, projected onto the plane.
func (p *page) filmPath(q *picture) (from, to [2]float64, ok bool) {
	s := p.known.search
	if !p.stepping() || q.of.Method != p.matching() {
		return from, to, false
	}
	return [2]float64{q.of.Marks[0], q.of.Marks[1]}, [2]float64{s.U, s.V}, true
}

// between is where λ is on a straight path.
func between(from, to [2]float64, lambda float64) (u, v float64) {
	return (1-lambda)*from[0] + lambda*to[0], (1-lambda)*from[1] + lambda*to[1]
}

// lambdaOnPath draws a line across both plots, and discs on the curves at the values computed there.
func (p *page) lambdaOnPath() []render.Mark {
	loss, accuracy := p.loss, p.accuracy
	x := loss.X.At(p.view.Lambda)
	marks := p.lambdaLine(x, loss.Area)
	foot := loss.Area.Bottom()
	if !p.many() {
		marks = append(marks, p.lambdaLine(x, accuracy.Area)...)
		foot = accuracy.Area.Bottom()
	}
	for _, s := range p.squares() {
		m := p.mergedShown(s.matching)
		if m == nil || math.IsNaN(m.TestLoss) || m.Lambda != p.view.Lambda {
			continue
		}
		marks = append(marks, loss.Inside(6, p.lambdaDisc(loss.At(m.Lambda, m.TestLoss), 4.5)))
		if !p.many() {
			marks = append(marks, p.lambdaDisc(accuracy.At(m.Lambda, m.TestAcc), 4.5))
		}
	}
	return append(marks, p.lambdaDisc(render.Point{X: x, Y: foot}, 6))
}

// lambdaLine draws λ's line across a plot, open where a number stands.
func (p *page) lambdaLine(x float64, area render.Rect) (marks []render.Mark) {
	from := area.Y
	line := func(to float64) {
		if to > from {
			ends := []render.Point{{X: x, Y: from}, {X: x, Y: to}}
			marks = append(marks, render.Line{Points: ends, Width: 1, Color: p.sheet.Theme.Merged})
		}
	}
	open := slices.Clone(p.numbers)
	slices.SortFunc(open, func(a, b render.Rect) int { return cmp.Compare(a.Y, b.Y) })
	for _, n := range open {
		if x > n.X && x < n.Right() && area.Contains(n.Center()) {
			line(n.Y)
			from = max(from, n.Bottom())
		}
	}
	line(area.Bottom())
	return marks
}

func (p *page) lambdaDisc(at render.Point, r float64) render.Mark {
	return render.Disc{At: at, R: r, Fill: p.sheet.Theme.Merged, Stroke: p.sheet.Theme.Background, Width: 1.5}
}

// end is the far end of a straight path on the landscape: index of its mark.
type end int

// ends are those of B and of π(B).
func ends(l *stage.Landscape) []end {
	if l.Method == "none" {
		return []end{1}
	}
	return []end{1, 2}
}

// at returns where λ is on the path to e.
func (e end) at(plot render.Plot, l *stage.Landscape, lambda float64) render.Point {
	return plot.At(e.uv(l, lambda))
}

// uv are its coordinates there.
func (e end) uv(l *stage.Landscape, lambda float64) (u, v float64) {
	return between([2]float64{l.Marks[0], l.Marks[1]}, [2]float64{l.Marks[2*e], l.Marks[2*e+1]}, lambda)
}
