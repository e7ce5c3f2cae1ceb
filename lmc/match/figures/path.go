package figures

import (
	"image/color"
	"math"
	"slices"

	"onebasin/lmc/match/stage"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/render"
)

// layPath lays out the two plots of the path figure, loss above accuracy, over one λ axis.
func (p *page) layPath() {
	r := p.frames.path
	high, low := 0.1, 1.0
	for _, c := range p.known.curves {
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
	loss := render.Axes{Theme: p.sheet.Theme,
		X: render.Axis{Max: 1, NoGrid: true, Ticks: []render.Tick{}},
		Y: render.Axis{Title: "loss", Max: 1.06 * high}}
	accuracy := render.Axes{Theme: p.sheet.Theme,
		X: render.Axis{Max: 1, NoGrid: true, Title: "λ"},
		Y: render.Axis{Title: "accuracy", Min: floor, Max: 1}}
	head := p.frames.head
	_, legend := render.Legend(render.Rect{W: r.W - render.AxisRoom}, p.sheet.Theme, p.legend())
	free := r.H - head - legend
	top := head + math.Round(0.62*free) - 10
	above := render.Rect{X: r.X, Y: r.Y + head - 10, W: r.W, H: top - head + 10}
	below := render.Rect{X: r.X, Y: r.Y + top + legend, W: r.W, H: r.H - top - legend}
	// Their axes take different room for their labels: both give way to the wider.
	x0 := max(loss.Draw(above).Area.X, accuracy.Draw(below).Area.X)
	x1 := min(loss.Draw(above).Area.Right(), accuracy.Draw(below).Area.Right())
	p.loss, p.accuracy = within(loss, above, x0, x1), within(accuracy, below, x0, x1)
}

// within draws axes in r, narrowed so that their area runs from x0 to x1.
func within(axes render.Axes, r render.Rect, x0, x1 float64) render.Plot {
	area := axes.Draw(r).Area
	r.X += x0 - area.X
	r.W -= x0 - area.X + area.Right() - x1
	return axes.Draw(r)
}

// pathTitle states what the paths show.
func (p *page) pathTitle() string {
	none, ok := p.known.barrier("none")
	_, both := p.known.barrier(p.matching())
	switch {
	case !ok || p.hidden():
		return "Loss and accuracy on the straight path"
	case p.oneNetwork():
		return "A and B are one network: nothing lies between them"
	case p.method() == "planted" && both:
		return "Weight matching undoes a renumbering"
	case p.known.guessing():
		return "The networks did not learn the task"
	case (p.method() == "none" || !both) && !measure.IsBarrier(none):
		return "No barrier on the straight path from A to B"
	case p.method() == "none" || !both:
		return "A barrier lies on the straight path from A to B"
	}
	return pathTitles[p.known.verdict(p.matching())]
}

var pathTitles = map[measure.Verdict]string{
	measure.NoBarrier:  "There was no barrier to remove",
	measure.Gone:       "Renumbering B’s units removes the barrier",
	measure.MostlyGone: "Renumbering B’s units removes most of the barrier",
	measure.Smaller:    "Renumbering B’s units lowers the barrier",
	measure.NotHelped:  "Renumbering B’s units does not help",
}

// trainDash is how curves over the training data are drawn.
var trainDash = []float64{2, 3}

// drawn are the paths from A to B, what is shown last and so on top.
func (p *page) drawn() (curves []*stage.Curves) {
	for _, others := range []bool{true, false} {
		for _, c := range p.known.curves {
			of, shown := methodOf(c.Method), p.method()
			switch {
			case c.From != "B" || p.other(c.Method) != others:
			case others && of == shown && !p.comparesRestarts():
			case others && p.hidden():
			case of == "planted" && shown != "planted":
			case others && of != c.Method && of != shown: // restarts of another search
			default:
				curves = append(curves, c)
			}
		}
	}
	return curves
}

// hidden reports whether the answer is not to be seen yet.
func (p *page) hidden() bool { return p.view.Reveal != "" }

// other reports whether a path is neither B's own line nor the one shown.
func (p *page) other(matching string) bool { return matching != "none" && matching != p.matching() }

// comparesRestarts reports whether there are restarts to compare.
func (p *page) comparesRestarts() bool {
	m, _ := matching.MatcherNamed(p.method())
	several := m.Searches && m.Name != "planted" && m.Starts(p.known.experiment.Restarts) > 1
	return several && p.known.curve(m.Name+".0") != nil
}

// ink is the colour of a matching's curves: B's own line, π(B)'s, hues of their own for the other matchers, grey for
// other restarts.
func (p *page) ink(matching string) color.NRGBA {
	switch matching {
	case "none":
		return p.sheet.Theme.B
	case p.matching():
		return p.sheet.Theme.PiB
	}
	if k := slices.Index(p.known.experiment.Methods(), matching); k > 0 && matching != p.method() {
		return render.Hue(k, p.sheet.Theme)
	}
	return p.sheet.Theme.Null
}

// drawPath draws loss and accuracy over λ for every method, and the barriers.
func (p *page) drawPath() []render.Mark {
	p.layPath()
	loss, accuracy := p.loss, p.accuracy
	marks := append(p.title(p.frames.path, p.pathTitle()), loss.Marks...)
	marks = append(marks, accuracy.Marks...)
	if len(p.known.curves) == 0 {
		return append(marks, p.waiting(loss.Area, "appears after training")...)
	}
	var inLoss, inAccuracy []render.Mark
	for _, c := range p.drawn() {
		ink := p.ink(c.Method)
		if p.other(c.Method) {
			width := 1.5
			if c.Method != methodOf(c.Method) {
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
	barrier := p.drawBarrier(loss, "none")
	if p.method() != "none" {
		barrier = append(barrier, p.drawBarrier(loss, p.matching())...)
	}
	marks = append(marks, apart(barrier)...)
	r := render.Rect{X: loss.Area.X, Y: loss.Area.Bottom() + 2, W: max(loss.Area.W, p.frames.path.W-render.AxisRoom)}
	l, _ := render.Legend(r, p.sheet.Theme, p.legend())
	return append(marks, l...)
}

// legend names the curves.
func (p *page) legend() []render.Entry {
	legend := []render.Entry{{Text: "A to B", Color: p.sheet.Theme.B}}
	if p.method() != "none" {
		legend = append(legend, render.Entry{Text: "A to " + networkNames(p.method())[2], Color: p.sheet.Theme.PiB})
	}
	for _, method := range p.known.experiment.Methods() {
		if p.hidden() {
			break
		}
		if m, _ := matching.MatcherNamed(method); method != "none" && method != p.method() && method != "planted" {
			legend = append(legend, render.Entry{Text: m.Title, Color: p.ink(method)})
		}
	}
	if p.comparesRestarts() {
		legend = append(legend, render.Entry{Text: "other restarts", Color: p.sheet.Theme.Null})
	}
	return append(legend, render.Entry{Text: "training data", Color: p.sheet.Theme.Faint, Dash: trainDash})
}

// smooth draws a curve through computed values, monotone between them.
func smooth(plot render.Plot, xs, ys []float64, width float64, ink color.NRGBA) render.Line {
	xs, ys = render.Smooth(xs, ys, 6)
	return plot.Curve(xs, ys, width, ink)
}

// drawBarrier marks where and by how much a path's test loss exceeds its chord the most.
func (p *page) drawBarrier(plot render.Plot, matching string) []render.Mark {
	c := p.known.curve(matching)
	b, ok := p.known.barrier(matching)
	if c == nil || !ok {
		return nil
	}
	at, loss := c.Lambda[c.Peak], c.TestLoss[c.Peak]
	top, foot := plot.At(at, loss), plot.At(at, loss-b)
	ends := []render.Point{plot.At(0, c.TestLoss[0]), plot.At(1, c.TestLoss[len(c.TestLoss)-1])}
	chord := render.Line{Points: ends, Width: 1, Color: p.sheet.Theme.Axis, Dash: []float64{4, 3}}
	text, ink := "barrier "+amount(b), p.sheet.Theme.TextB
	if b < 5e-5 {
		text = "barrier ≈ 0"
	}
	if matching != "none" {
		ink = p.sheet.Theme.TextPiB
	}
	if foot.Y-top.Y < 30 {
		// Too low for a measure beside it: the number stands above the curve, out of the way of λ's usual place.
		place := render.Point{X: plot.X.At(0.5) + 10, Y: top.Y - 8}
		return []render.Mark{chord, render.Label{At: place, Text: text, Size: render.TickSize, Color: ink, Bold: true,
			Halo: p.sheet.Theme.Background}}
	}
	span := plot.Span(at, loss-b, loss, text, p.ink(matching), ink)
	curve := smooth(plot, c.Lambda, c.TestLoss, 0, ink)
	for k, m := range span {
		if l, ok := m.(render.Label); ok {
			span[k] = below(l, curve.Points, foot.Y-render.LineHeight) // over which the number of a low barrier stands
		}
	}
	return append([]render.Mark{chord}, span...)
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
