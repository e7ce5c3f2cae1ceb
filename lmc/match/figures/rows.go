package figures

import (
	"fmt"
	"math"
	"strings"

	"onebasin/lmc/matching"
	"onebasin/render"
)

// few is the number of matchers whose paths can be told apart. More are compared in rows: a line for every matcher, its
// barrier a dot on a logarithmic axis, those of its restarts small ones.
const few = 4

// rowHeight is that of a matcher's row.
const rowHeight = 18.0

// many reports whether there are more matchers than their paths could be told apart.
func (p *page) many() bool { return len(p.compared()) > few }

// rowsHeight is what the rows take with their axis.
func (p *page) rowsHeight() float64 {
	return rowHeight*float64(len(p.known.experiment.Methods())) + 48
}

// layRows returns the plot of the rows: barriers to the right, row k at −k.
func (p *page) layRows() render.Plot {
	r := p.frames.path
	n := len(p.known.experiment.Methods())
	lo, hi := 1.0, 0.01
	for _, c := range p.known.curves {
		if c.From == p.known.from && c.Barrier > 0 && !math.IsInf(c.Barrier, 0) {
			lo, hi = min(lo, c.Barrier), max(hi, c.Barrier)
		}
	}
	lo = max(leastShown, math.Pow(10, math.Floor(math.Log10(lo))))
	names := p.rowNames()
	widest := 0.0
	for _, name := range names {
		widest = max(widest, render.MeasureText(name, render.TickSize, true))
	}
	at := render.Rect{X: r.X + widest + 16, Y: r.Bottom() - p.rowsHeight() + 8, W: r.W - widest - 16,
		H: p.rowsHeight() - 8}
	title := "test loss barrier"
	if at.W > 260 {
		title += fmt.Sprintf("; ○ is at most %s", render.Number(lo, 3))
	}
	x := render.Axis{Min: lo, Max: 1.3 * hi, Log: true, Title: title}
	y := render.Axis{Min: float64(-n) + 0.5, Max: 0.5, NoGrid: true, Ticks: []render.Tick{}}
	return render.Axes{X: x, Y: y, Theme: p.sheet.Theme}.Draw(at)
}

// leastShown is the least barrier that has a place of its own on the axis.
const leastShown = 1e-4

// rowNames are the names of the matchers, all as titles or, where these take too much of the width, as in links.
func (p *page) rowNames() (names []string) {
	methods := p.known.experiment.Methods()
	for _, method := range methods {
		m, _ := matching.MatcherNamed(method)
		names = append(names, m.Title)
		if render.MeasureText(m.Title, render.TickSize, true) > 0.5*p.frames.path.W {
			return methods
		}
	}
	return names
}

// drawRows draws a row for every matcher.
func (p *page) drawRows() []render.Mark {
	plot := p.layRows()
	p.rows = plot.Area
	th := p.sheet.Theme
	var marks []render.Mark
	methods, names := p.known.experiment.Methods(), p.rowNames()
	for k, method := range methods {
		y := plot.Y.At(-float64(k))
		name := render.Label{At: render.Point{X: p.frames.path.X + 4, Y: y}, Text: names[k], Size: render.TickSize,
			Color: th.Ink, Baseline: render.Center}
		if method == p.method() {
			name.Bold = true
			row := render.Rect{X: p.frames.path.X, Y: y - rowHeight/2, H: rowHeight}
			row.W = plot.Area.Right() - row.X
			marks = append(marks, render.Box{Rect: row, Fill: th.Grid, Radius: 4})
		}
		marks = append(marks, name)
	}
	marks = append(marks, plot.Marks...)
	for _, winners := range []bool{false, true} {
		for _, c := range p.known.curves {
			k := rowOf(methods, methodOf(c.Method))
			if c.From != p.known.from || k < 0 || winners != (c.Method == methods[k]) || math.IsNaN(c.Barrier) {
				continue
			}
			if p.hidden() && k > 0 {
				continue
			}
			at := plot.At(max(plot.X.Min, min(c.Barrier, plot.X.Max)), -float64(k))
			ink := p.ink(methods[k])
			d := render.Disc{At: at, R: 5, Fill: ink}
			switch {
			case !winners:
				d.R, d.Fill = 2.5, render.Alpha(ink, 0.45)
			case c.Barrier < plot.X.Min:
				d.Fill, d.Stroke, d.Width = th.Background, ink, 2
			}
			marks = append(marks, d)
		}
	}
	return marks
}

func rowOf(methods []string, method string) int {
	for k, m := range methods {
		if m == method {
			return k
		}
	}
	return -1
}

// row returns the matcher in whose row a place lies, "" if in none.
func (p *page) row(at render.Point) string {
	if p.frames.path.W == 0 || !p.many() || p.hidden() || p.known.pathless() {
		return ""
	}
	methods := p.known.experiment.Methods()
	in := p.rows
	in.W += in.X - p.frames.path.X
	in.X = p.frames.path.X
	if !in.Contains(at) {
		return ""
	}
	return methods[min(len(methods)-1, int((at.Y-in.Y)/rowHeight))]
}

// pick shows a matcher, its search at its end, and tells the page around.
func (p *page) pick(method string) {
	v := p.view
	v.Method, v.Restart, v.Step = method, -1, -1
	p.Look(v.Fragment())
	p.sheet.Looked("view.method=" + method + "&view.restart=-1&view.step=-1")
}

// rowTip gives the barriers of the row under the pointer.
func (p *page) rowTip(method string) string {
	m, _ := matching.MatcherNamed(method)
	b, ok := p.known.barrier(method)
	if !ok {
		return m.Title + ": no barrier is known"
	}
	text := fmt.Sprintf("%s: barrier %s", m.Title, amount(b))
	lo, hi, n := math.Inf(1), math.Inf(-1), 0
	for _, c := range p.known.curves {
		if strings.HasPrefix(c.Method, method+".") && c.From == p.known.from && c.Barrier == c.Barrier {
			lo, hi, n = min(lo, c.Barrier), max(hi, c.Barrier), n+1
		}
	}
	if n > 1 {
		text += fmt.Sprintf(", its %d restarts %s to %s", n, amount(lo), amount(hi))
	}
	return text
}
