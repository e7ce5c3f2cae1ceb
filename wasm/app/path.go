package app

import (
	"image/color"
	"math"
	"slices"

	"onebasin/lmc/match/stage"
	"onebasin/lmc/matching"
	"onebasin/render"
)

// curve returns the path of a method between A and B, nil while it is not known.
func (a *App) curve(method string) *stage.Curves {
	for _, c := range a.run.curves {
		if c.Method == method && c.From == "B" {
			return c
		}
	}
	return nil
}

// barrier returns the test loss barrier of a method's path, as the result has it.
func (a *App) barrier(method string) (barrier float64, known bool) {
	c := a.curve(method)
	if c == nil {
		return 0, false
	}
	return c.Barrier, !math.IsNaN(c.Barrier)
}

// layPath lays out the two plots of the path figure, loss above accuracy, over
// one λ axis.
func (a *App) layPath() {
	r := a.frames.path
	high, low := 0.1, 1.0
	for _, c := range a.run.curves {
		for _, y := range append(append([]float64(nil), c.TestLoss...), c.TrainLoss...) {
			if !math.IsInf(y, 0) {
				high = max(high, y)
			}
		}
		for _, y := range append(append([]float64(nil), c.TestAccuracy...), c.TrainAccuracy...) {
			low = min(low, y)
		}
	}
	floor := min(0.9, max(0, math.Floor(10*low-0.5)/10))
	loss := render.Axes{Theme: a.theme,
		X: render.Axis{Max: 1, NoGrid: true, Ticks: []render.Tick{}},
		Y: render.Axis{Title: "loss", Max: 1.06 * high}}
	accuracy := render.Axes{Theme: a.theme,
		X: render.Axis{Max: 1, NoGrid: true, Title: "λ"},
		Y: render.Axis{Title: "accuracy", Min: floor, Max: 1}}
	head := a.frames.head
	_, legend := render.Legend(render.Rect{W: r.W - axisRoom}, a.theme, a.legend())
	free := r.H - head - legend
	top := head + math.Round(0.62*free) - 10
	above := render.Rect{X: r.X, Y: r.Y + head - 10, W: r.W, H: top - head + 10}
	below := render.Rect{X: r.X, Y: r.Y + top + legend, W: r.W, H: r.H - top - legend}
	// Their axes take different room for their labels: both give way to the wider.
	x0 := max(loss.Draw(above).Area.X, accuracy.Draw(below).Area.X)
	x1 := min(loss.Draw(above).Area.Right(), accuracy.Draw(below).Area.Right())
	a.loss, a.accuracy = within(loss, above, x0, x1), within(accuracy, below, x0, x1)
}

// axisRoom is about what the path's axes take beside its plots.
const axisRoom = render.AxisRoom

// within draws axes in r, narrowed so that their area runs from x0 to x1.
func within(axes render.Axes, r render.Rect, x0, x1 float64) render.Plot {
	area := axes.Draw(r).Area
	r.X += x0 - area.X
	r.W -= x0 - area.X + area.Right() - x1
	return axes.Draw(r)
}

// pathTitle states what the paths show.
func (a *App) pathTitle() string {
	none, ok := a.barrier("none")
	matched, both := a.barrier(a.matching())
	switch {
	case !ok:
		return "Loss and accuracy on the straight path"
	case a.twins():
		return "A and B are one network: nothing lies between them"
	case (a.method() == "none" || !both) && none < ridge:
		return "Hardly a barrier on the straight path from A to B"
	case a.method() == "none" || !both:
		return "A barrier lies on the straight path from A to B"
	case a.method() == "planted":
		return "Weight matching undoes a renumbering"
	case none < ridge:
		return "There was hardly a barrier to remove"
	case matched < none/4:
		return "Renumbering B’s units removes the barrier"
	case matched < none*9/10:
		return "Renumbering B’s units lowers the barrier"
	case matched < none:
		return "Renumbering B’s units hardly lowers the barrier"
	}
	return "Renumbering B’s units does not lower the barrier"
}

// trainDash is how curves over the training data are drawn.
var trainDash = []float64{2, 3}

// drawn are the paths from A to B, what is shown last and so on top.
func (a *App) drawn() (curves []*stage.Curves) {
	for _, others := range []bool{true, false} {
		for _, c := range a.run.curves {
			if c.From != "B" || a.other(c.Method) != others || others && base(c.Method) == a.method() && !a.experimentRestarts() ||
				base(c.Method) == "planted" && a.method() != "planted" {
				continue
			}
			if others && base(c.Method) != c.Method && base(c.Method) != a.method() {
				continue // restarts of another search
			}
			curves = append(curves, c)
		}
	}
	return curves
}

// other reports whether a path is neither B's own line nor the one shown.
func (a *App) other(matching string) bool { return matching != "none" && matching != a.matching() }

// experimentRestarts reports whether there are restarts to compare.
func (a *App) experimentRestarts() bool {
	m, _ := matching.MatcherNamed(a.method())
	return m.Searches && m.Name != "planted" && m.Starts(a.run.experiment.Restarts) > 1 && a.curve(m.Name+".0") != nil
}

// ink is the colour of a matching's curves: B's own line, π(B)'s, hues of their
// own for the other matchers, grey for other restarts.
func (a *App) ink(matching string) color.NRGBA {
	switch matching {
	case "none":
		return a.theme.B
	case a.matching():
		return a.theme.PiB
	}
	if k := slices.Index(a.run.experiment.Methods(), matching); k > 0 && matching != a.method() {
		return render.Hue(k, a.theme)
	}
	return a.theme.Null
}

// drawPath draws loss and accuracy over λ for every method, and the barriers.
func (a *App) drawPath() []render.Mark {
	a.layPath()
	loss, accuracy := a.loss, a.accuracy
	marks := append(a.title(a.frames.path, a.pathTitle()), loss.Marks...)
	marks = append(marks, accuracy.Marks...)
	if len(a.run.curves) == 0 {
		return append(marks, a.drawTraining(loss)...)
	}
	var inLoss, inAccuracy []render.Mark
	for _, c := range a.drawn() {
		ink := a.ink(c.Method)
		if a.other(c.Method) {
			width := 1.5
			if c.Method != base(c.Method) {
				width, ink = 1, render.Alpha(ink, 0.5)
			}
			inLoss = append(inLoss, smooth(loss, c.Lambda, c.TestLoss, width, ink))
			inAccuracy = append(inAccuracy, smooth(accuracy, c.Lambda, c.TestAccuracy, width, ink))
			continue
		}
		if len(c.TrainLoss) > 0 {
			train := smooth(loss, c.Lambda, c.TrainLoss, 1.25, render.Alpha(ink, 0.8))
			train.Dash = trainDash
			inLoss = append(inLoss, train)
			train = smooth(accuracy, c.Lambda, c.TrainAccuracy, 1.25, render.Alpha(ink, 0.8))
			train.Dash = trainDash
			inAccuracy = append(inAccuracy, train)
		}
		inLoss = append(inLoss, smooth(loss, c.Lambda, c.TestLoss, 2.25, ink))
		inAccuracy = append(inAccuracy, smooth(accuracy, c.Lambda, c.TestAccuracy, 2.25, ink))
	}
	marks = append(marks, loss.Inside(3, inLoss...), accuracy.Inside(3, inAccuracy...))
	barrier := a.drawBarrier(loss, "none")
	if a.method() != "none" {
		barrier = append(barrier, a.drawBarrier(loss, a.matching())...)
	}
	marks = append(marks, apart(barrier)...)
	r := render.Rect{X: loss.Area.X, Y: loss.Area.Bottom() + 2, W: max(loss.Area.W, a.frames.path.W-axisRoom)}
	l, _ := render.Legend(r, a.theme, a.legend())
	return append(marks, l...)
}

// legend names the curves.
func (a *App) legend() []render.Entry {
	legend := []render.Entry{{Text: "A to B", Color: a.theme.B}}
	if a.method() != "none" {
		legend = append(legend, render.Entry{Text: "A to " + a.names(a.method())[2], Color: a.theme.PiB})
	}
	for _, method := range a.run.experiment.Methods() {
		if m, _ := matching.MatcherNamed(method); method != "none" && method != a.method() && method != "planted" {
			legend = append(legend, render.Entry{Text: m.Title, Color: a.ink(method)})
		}
	}
	if a.experimentRestarts() {
		legend = append(legend, render.Entry{Text: "other restarts", Color: a.theme.Null})
	}
	return append(legend, render.Entry{Text: "training data", Color: a.theme.Faint, Dash: trainDash})
}

// smooth draws a curve through computed values, monotone between them.
func smooth(p render.Plot, xs, ys []float64, width float64, ink color.NRGBA) render.Line {
	xs, ys = render.Smooth(xs, ys, 6)
	return p.Curve(xs, ys, width, ink)
}

// drawBarrier marks where and by how much a path's test loss exceeds its chord
// the most.
func (a *App) drawBarrier(p render.Plot, method string) []render.Mark {
	c := a.curve(method)
	b, ok := a.barrier(method)
	if c == nil || !ok {
		return nil
	}
	text, ink := "barrier "+amount(b), a.theme.TextB
	if b < 5e-5 {
		text = "barrier ≈ 0"
	}
	if method != "none" {
		ink = a.theme.TextPiB
	}
	at, loss := c.Lambda[c.Peak], c.TestLoss[c.Peak]
	top, foot := p.At(at, loss), p.At(at, loss-b)
	ends := []render.Point{p.At(0, c.TestLoss[0]), p.At(1, c.TestLoss[len(c.TestLoss)-1])}
	line := render.Line{Points: ends, Width: 1, Color: a.theme.Axis, Dash: []float64{4, 3}}
	if foot.Y-top.Y < 30 {
		// Too low for a measure beside it: the number stands above the curve, out of
		// the way of λ's usual place.
		return []render.Mark{line, render.Label{At: render.Point{X: p.X.At(0.5) + 10, Y: top.Y - 8}, Text: text, Size: render.TickSize,
			Color: ink, Bold: true, Halo: a.theme.Background}}
	}
	span := p.Span(at, loss-b, loss, text, a.ink(method), ink)
	curve := smooth(p, c.Lambda, c.TestLoss, 0, ink)
	for k, m := range span {
		if l, ok := m.(render.Label); ok {
			span[k] = below(l, curve.Points, foot.Y-lineHeight) // over which the number of a low barrier stands
		}
	}
	return append([]render.Mark{line}, span...)
}

// below moves a label down, off a curve above it, if there is room over a foot.
func below(l render.Label, curve []render.Point, foot float64) render.Label {
	const space = 4
	box := l.Bounds().Inset(-space)
	least := box.Y
	for _, p := range curve {
		if p.X > box.X && p.X < box.Right() {
			least = max(least, p.Y)
		}
	}
	if down := least - box.Y; box.Bottom()+down <= foot {
		l.At.Y += down
	}
	return l
}

// apart moves a label up, off those before it.
func apart(marks []render.Mark) []render.Mark {
	var taken []render.Rect
	for k, m := range marks {
		l, ok := m.(render.Label)
		if !ok {
			continue
		}
		for _, t := range taken {
			if b := l.Bounds(); b.X < t.Right()+4 && t.X < b.Right()+4 && b.Y < t.Bottom() && t.Y < b.Bottom() {
				l.At.Y -= b.Bottom() - t.Y + 1
			}
		}
		taken = append(taken, l.Bounds())
		marks[k] = l
	}
	return marks
}

// drawTraining fills the path's place, before there is one, with the losses of
// the trainings.
func (a *App) drawTraining(p render.Plot) []render.Mark {
	return a.waiting(p.Area, "appears after training")
}
