package app

import (
	"fmt"
	"math"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// drawOverlay draws what follows λ and the pointer: the marker on every path,
// and the value under the pointer.
func (a *App) drawOverlay() []render.Mark {
	if a.run.setup == nil || len(a.run.curves) == 0 {
		return nil
	}
	var marks []render.Mark
	for _, name := range a.figures() {
		if a.frames.named(name).W > 0 {
			marks = append(marks, a.drawHand(name)...)
		}
	}
	if a.frames.landscape.W > 0 {
		marks = append(marks, a.drawWanderer()...)
	}
	return append(marks, a.drawTip()...)
}

// drawHand draws λ on a figure: on the path's a line across both plots and
// discs on the curves at the values computed there, on the landscape discs on
// its lines.
func (a *App) drawHand(name string) (marks []render.Mark) {
	switch name {
	case "path":
		loss, accuracy := a.loss, a.accuracy
		x := loss.X.At(a.view.Lambda)
		marks = append(marks, render.Line{Points: []render.Point{{X: x, Y: loss.Area.Y}, {X: x, Y: accuracy.Area.Bottom()}}, Width: 1, Color: a.theme.Merged})
		for _, s := range a.squares() {
			m := a.run.merged[s.method]
			if m == nil || math.IsNaN(m.TestLoss) || m.Lambda != a.view.Lambda {
				continue
			}
			marks = append(marks, a.knob(loss.At(m.Lambda, m.TestLoss), 4.5), a.knob(accuracy.At(m.Lambda, m.TestAcc), 4.5))
		}
		marks = append(marks, a.knob(render.Point{X: x, Y: accuracy.Area.Bottom()}, 6))
	case "landscape":
		if r := a.run.relief; r != nil && r.surface != nil {
			return a.handOnSurface(r)
		} else if r != nil {
			var on []render.Mark
			for _, end := range a.ends(r.of) {
				on = append(on, a.knob(end.at(r.plot, r.of, a.view.Lambda), 5.5))
			}
			marks = append(marks, r.plot.Inside(0, on...))
		}
	}
	return marks
}

func (a *App) knob(at render.Point, r float64) render.Mark {
	return render.Disc{At: at, R: r, Fill: a.theme.Merged, Stroke: a.theme.Background, Width: 1.5}
}

// end is the far end of a straight path on the landscape: index of its mark.
type end int

// ends are those of B and of π(B).
func (a *App) ends(l *stage.Landscape) []end {
	if l.Method == "none" {
		return []end{1}
	}
	return []end{1, 2}
}

// at returns where λ is on the path to e.
func (e end) at(p render.Plot, l *stage.Landscape, lambda float64) render.Point {
	return p.At(e.uv(l, lambda))
}

// uv are its coordinates there.
func (e end) uv(l *stage.Landscape, lambda float64) (u, v float64) {
	return (1-lambda)*l.Marks[0] + lambda*l.Marks[2*e], (1-lambda)*l.Marks[1] + lambda*l.Marks[2*e+1]
}

// drawTip writes the value under the pointer beside it.
func (a *App) drawTip() []render.Mark {
	text := a.tip()
	if text == "" {
		return nil
	}
	w := render.MeasureText(text, render.TickSize, false) + 16
	r := render.Rect{X: a.hover.X + 14, Y: a.hover.Y - 34, W: w, H: 24}
	r.X = min(r.X, a.width-w-2)
	r.Y = max(r.Y, 2)
	return []render.Mark{
		render.Box{Rect: r, Radius: 5, Fill: a.theme.Ink},
		render.Label{At: render.Point{X: r.X + 8, Y: r.Y + 12}, Text: text, Size: render.TickSize, Color: a.theme.Background, Baseline: render.Center},
	}
}

// tip is what the figure says of the place under the pointer.
func (a *App) tip() string {
	if !a.over {
		return ""
	}
	if a.frames.sheet != nil {
		return a.frames.sheet.Tip(a.hover)
	}
	if r := a.run.relief; r != nil && a.frames.landscape.Contains(a.hover) {
		u, v, on := r.under(a.hover)
		if p := a.run.probed; p != nil && on && p.Method == r.of.Method && math.Hypot(p.U-u, p.V-v) < 0.02 {
			return fmt.Sprintf("test loss %s at (%s, %s)", render.Number(p.Loss, 3), render.Fixed(p.U, 2), render.Fixed(p.V, 2))
		}
		return ""
	}
	loss, accuracy := a.loss, a.accuracy
	if loss.Area.Contains(a.hover) || accuracy.Area.Contains(a.hover) {
		return a.pathTip(loss.X.Value(a.hover.X))
	}
	return a.unitTip()
}

// pathTip gives the values at the computed λ nearest to the pointer.
func (a *App) pathTip(lambda float64) string {
	text := ""
	for _, method := range []string{"none", a.matching()} {
		c := a.curve(method)
		if c == nil || method == "none" && text != "" {
			continue
		}
		k := int(math.Round(lambda * float64(len(c.Lambda)-1)))
		if text == "" {
			text = "λ = " + render.Fixed(c.Lambda[k], 2)
		}
		name := "B"
		if method != "none" {
			name = a.names(method)[2]
		}
		text += fmt.Sprintf("   %s: loss %s, accuracy %s", name, render.Number(c.TestLoss[k], 3), render.Fixed(c.TestAccuracy[k], 3))
	}
	return text
}

// unitTip names the two units under the pointer and their similarity.
func (a *App) unitTip() string {
	m := a.pairing()
	if m == nil || a.frames.units.W == 0 {
		return ""
	}
	left, right, _ := a.matrices()
	values, at, name := m.before, left, m.names[0]
	if right.Contains(a.hover) {
		values, at, name = m.after, right, m.names[1]
	} else if !left.Contains(a.hover) {
		return ""
	}
	n := len(m.order)
	i := m.order[min(n-1, int((a.hover.Y-at.Y)/at.H*float64(n)))]
	j := m.order[min(n-1, int((a.hover.X-at.X)/at.W*float64(n)))]
	return fmt.Sprintf("unit %d of A, unit %d of %s: cosine %s", i, j, name, render.Fixed(float64(values[i*n+j]), 2))
}
