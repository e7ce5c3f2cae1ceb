package figures

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"onebasin/lmc/match/stage"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/render"
)

// layPath lays out the two plots of the path figure, loss above accuracy, over one λ axis. Where there are many
// matchers, their rows stand in place of the accuracy.
func (p *page) layPath() {
	r := p.frames.path
	low := 1.0
	for _, c := range p.drawn() {
		for _, y := range append(append([]float64(nil), c.TestAccuracy...), c.TrainAccuracy...) {
			low = min(low, y)
		}
	}
	floor := min(0.9, max(0, math.Floor(10*low-0.5)/10))
	loss := render.Axes{Theme: p.sheet.Theme,
		X: render.Axis{Max: 1, NoGrid: true, Ticks: []render.Tick{}},
		Y: p.lossAxis()}
	accuracy := render.Axes{Theme: p.sheet.Theme,
		X: render.Axis{Max: 1, NoGrid: true, Title: "λ"},
		Y: render.Axis{Title: "accuracy", Min: floor, Max: 1}}
	head := p.frames.head + p.moreTitle(r.W)
	legend := p.legendHeight(r.W)
	if p.many() {
		loss.X = accuracy.X
		above := render.Rect{X: r.X, Y: r.Y + head + legend - 8, W: r.W, H: r.H - head - legend - p.rowsHeight() + 8}
		p.loss, p.accuracy = loss.Draw(above), render.Plot{}
		return
	}
	free := r.H - head - legend
	top := head + math.Round(min(0.62*free, free-accuracyRoom)) - 10
	above := render.Rect{X: r.X, Y: r.Y + head - 10, W: r.W, H: top - head + 10}
	below := render.Rect{X: r.X, Y: r.Y + top + legend, W: r.W, H: r.H - top - legend}
	// Their axes take different room for their labels: both give way to the wider.
	x0 := max(loss.Draw(above).Area.X, accuracy.Draw(below).Area.X)
	x1 := min(loss.Draw(above).Area.Right(), accuracy.Draw(below).Area.Right())
	p.loss, p.accuracy = within(loss, above, x0, x1), within(accuracy, below, x0, x1)
}

// Room of the two plots, in CSS pixels, in which their axes are no lower than leastAxis.
const (
	leastAxis    = 64.0
	lossRoom     = leastAxis + 27
	accuracyRoom = leastAxis + 50
)

// pathNeeds is the least height of the path's figure at a width, whatever of the experiment is looked at.
func (p *page) pathNeeds(width float64) float64 {
	title := render.LineHeight + 12
	if width < titleWidth {
		title += render.LineHeight
	}
	if p.many() {
		return title + p.legendHeight(width) + lossRoom + 40 + p.rowsHeight()
	}
	return title + p.legendHeight(width) + lossRoom + accuracyRoom
}

// moreTitle is what the title takes beyond one line.
func (p *page) moreTitle(width float64) float64 {
	lines := render.Wrap(p.pathTitle(), width-render.ButtonRoom, render.TitleSize, true)
	return float64(len(lines)-1) * render.LineHeight
}

// legendHeight is that of the longest legend of the experiment, for the plots not to move with what is looked at.
func (p *page) legendHeight(width float64) float64 {
	entries := []render.Entry{{Text: "A to B"}, {Text: "A to π(copy), restart 12"}, {Text: "other restarts"},
		{Text: "training data"}}
	if !p.many() {
		for _, m := range p.compared() {
			entries = append(entries, render.Entry{Text: m.Title})
		}
	}
	_, height := render.Legend(render.Rect{W: width - render.AxisRoom}, p.sheet.Theme, entries)
	return height
}

// lossAxis fits the axis of losses to what is drawn, as the view asks: from zero or by the logarithm, or from zero to
// the highest loss of the matching shown.
func (p *page) lossAxis() render.Axis {
	high, low := 0.0, math.Inf(1)
	for _, c := range p.drawn() {
		if p.view.Loss == "close" && p.method() != "none" && c.Method != p.walked() {
			continue
		}
		for _, y := range append(append([]float64(nil), c.TestLoss...), c.TrainLoss...) {
			high = max(high, finite(y, high))
			if y > 0 {
				low = min(low, y)
			}
		}
	}
	if low > high {
		low, high = 0.1, 1
	}
	switch p.view.Loss {
	case "log":
		low = max(low, high/1e6) // what is lower is at the foot
		return render.Axis{Title: "loss", Log: true, Min: low / 1.2, Max: 1.3 * high}
	case "close":
		return render.Axis{Title: "loss", Max: 1.25 * high}
	}
	return render.Axis{Title: "loss", Max: max(0.1, 1.06*high)}
}

// within draws axes in r, narrowed so that their area runs from x0 to x1.
func within(axes render.Axes, r render.Rect, x0, x1 float64) render.Plot {
	area := axes.Draw(r).Area
	r.X += x0 - area.X
	r.W -= x0 - area.X + area.Right() - x1
	return axes.Draw(r)
}

// pathTitle states what the paths show.
func (p *page) pathTitle() string { return p.known.say(p.pathFinding()) }

// pathFinding is pathTitle with B for the network compared.
func (p *page) pathFinding() string {
	none, ok := p.known.barrier("none")
	_, both := p.known.barrier(p.matching())
	switch {
	case p.walked() != p.matching():
		return p.filmTitle()
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
			case c.From != p.known.from || p.other(c.Method) != others:
			case others && of == shown && !p.comparesRestarts() && c.Method != p.matching():
			case others && (p.hidden() || of != shown && p.many()):
			case of == "planted" && shown != "planted":
			case others && of != c.Method && of != shown: // restarts of another search
			default:
				curves = append(curves, c)
			}
		}
	}
	if p.walked() != p.matching() {
		curves = append(curves, p.known.filmed)
	}
	return curves
}

// hidden reports whether the answer is not to be seen yet.
func (p *page) hidden() bool { return p.view.Reveal != "" }

// other reports whether a path is neither B's own line nor the one shown.
func (p *page) other(matching string) bool { return matching != "none" && matching != p.walked() }

// comparesRestarts reports whether there are restarts to compare.
func (p *page) comparesRestarts() bool {
	m, _ := matching.MatcherNamed(p.method())
	several := m.Searches && m.Name != "planted" && p.known.experiment.Starts(m) > 1
	return several && p.known.curve(m.Name+".0") != nil
}

// ink is the colour of a matching's curves: B's own line, π(B)'s, hues of their own for the other matchers, grey for
// other restarts.
func (p *page) ink(matching string) color.NRGBA {
	switch matching {
	case "none":
		return p.sheet.Theme.B
	case p.walked():
		return p.sheet.Theme.PiB
	case p.matching(): // where the search shown under way will end
		return render.Alpha(p.sheet.Theme.PiB, 0.4)
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
	p.numbers = nil
	marks := append(p.title(p.frames.path, p.pathTitle()), loss.Marks...)
	marks = append(marks, accuracy.Marks...)
	if p.known.pathless() {
		return append(marks, p.waiting(loss.Area, "appears after training")...)
	}
	var inLoss, inAccuracy []render.Mark
	both := func(c *stage.Curves, train bool, width float64, ink color.NRGBA) {
		losses, accuracies := c.TestLoss, c.TestAccuracy
		if train {
			losses, accuracies = c.TrainLoss, c.TrainAccuracy
		}
		for _, d := range []struct {
			plot render.Plot
			ys   []float64
			in   *[]render.Mark
		}{{loss, losses, &inLoss}, {accuracy, accuracies, &inAccuracy}} {
			line := smooth(d.plot, c.Lambda, d.ys, width, ink)
			if train {
				line.Dash = trainDash
			}
			*d.in = append(*d.in, line)
		}
	}
	for _, c := range p.drawn() {
		ink := p.ink(c.Method)
		if p.other(c.Method) {
			width := 1.5
			if c.Method != methodOf(c.Method) {
				width, ink = 1, render.Alpha(ink, 0.5)
			}
			both(c, false, width, ink)
			continue
		}
		if len(c.TrainLoss) > 0 {
			both(c, true, 1.25, render.Alpha(ink, 0.8))
		}
		both(c, false, 2.25, ink)
	}
	marks = append(marks, loss.Inside(3, append(p.spread(loss), inLoss...)...))
	if p.many() {
		marks = append(marks, p.drawRows()...)
	} else {
		marks = append(marks, accuracy.Inside(3, inAccuracy...))
	}
	marks = append(marks, p.drawBarriers(loss, inLoss)...)
	r := render.Rect{X: min(loss.Area.X, p.frames.path.X+render.AxisRoom), Y: loss.Area.Bottom() + 2}
	r.W = p.frames.path.Right() - r.X
	if p.many() {
		r.Y = loss.Area.Y - p.legendHeight(p.frames.path.W) - 4
	}
	l, _ := render.Legend(r, p.sheet.Theme, p.legend())
	return append(marks, l...)
}

// spread shades from the lowest to the highest test loss over the restarts of the matcher shown, at each λ.
func (p *page) spread(plot render.Plot) []render.Mark {
	if !p.comparesRestarts() || p.hidden() {
		return nil
	}
	var lambda, low, high []float64
	for _, c := range p.known.curves {
		if c.From != p.known.from || c.Method == p.method() || methodOf(c.Method) != p.method() {
			continue
		}
		if lambda == nil {
			lambda, low, high = c.Lambda, slices.Clone(c.TestLoss), slices.Clone(c.TestLoss)
		}
		for k, y := range c.TestLoss {
			low[k], high[k] = min(low[k], y), max(high[k], y)
		}
	}
	xs, top := render.Smooth(lambda, high, 6)
	_, foot := render.Smooth(lambda, low, 6)
	return []render.Mark{plot.Between(xs, top, foot, render.Alpha(p.sheet.Theme.Null, 0.2))}
}

// compared are the matchers whose paths stand beside the one shown.
func (p *page) compared() (all []matching.Matcher) {
	for _, method := range p.known.experiment.Methods() {
		if m, _ := matching.MatcherNamed(method); method != "none" && method != "planted" {
			all = append(all, m)
		}
	}
	return all
}

// restart says of π(B) which restart it is, or after how many assignments, if not the end of the one that won.
func (p *page) restart() string {
	if p.stepping() {
		return fmt.Sprintf(", after %d", p.known.search.K)
	}
	if k := p.link().Shown().Restart; k >= 0 {
		return fmt.Sprintf(", restart %d", k+1)
	}
	return ""
}

// legend names the curves.
func (p *page) legend() []render.Entry {
	legend := []render.Entry{{Text: p.known.say("A to B"), Color: p.sheet.Theme.B}}
	if p.method() != "none" {
		text := "A to " + p.known.names(p.method())[2] + p.restart()
		legend = append(legend, render.Entry{Text: text, Color: p.sheet.Theme.PiB})
	}
	if !p.many() && !p.hidden() {
		for _, m := range p.compared() {
			if m.Name != p.method() {
				legend = append(legend, render.Entry{Text: m.Title, Color: p.ink(m.Name)})
			}
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
