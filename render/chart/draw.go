package app

import (
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// drawChart draws a chart in its place, or what will be there.
func (a *App) drawChart(p *placed) []render.Mark {
	c, b := p.chart, p.box
	if c == nil {
		marks := a.title(p.at, p.Title)
		r := render.Rect{X: p.at.X, Y: p.at.Y + b.panelsFrom, W: b.panelW, H: b.panelH}
		marks = append(marks, render.Box{Rect: r, Radius: 6, Fill: a.theme.Panel})
		return append(marks, a.waiting(r, "is computed when its turn comes")...)
	}
	marks := a.title(p.at, c.Title)
	if len(b.legend) > 0 {
		l, _ := render.Legend(render.Rect{X: p.at.X, Y: p.at.Y + b.titleH, W: p.at.W}, a.theme, b.legend)
		marks = append(marks, l...)
	}
	p.plots = make([]render.Plot, len(c.Panels))
	colours := a.chartColours(c)
	for k := range c.Panels {
		q := &c.Panels[k]
		r := p.panel(k)
		if q.Title != "" {
			marks = append(marks, render.Label{At: render.Point{X: r.X, Y: r.Y - 7}, Text: q.Title, Size: render.LabelSize, Color: a.theme.Ink})
		}
		plot := a.drawPanelAxes(q, r)
		p.plots[k] = plot
		if !q.Bare {
			marks = append(marks, plot.Marks...)
		}
		in := append(a.drawGrid(q, plot, colours), a.drawAllSeries(q, plot)...)
		marks = append(marks, plot.Inside(6, in...))
	}
	if b.bar > 0 {
		last := p.plots[b.cols-1].Area
		marks = append(marks, a.chartBar(render.Rect{X: last.Right() + barGap, Y: last.Y, W: b.bar - barGap, H: last.H}, colours)...)
	}
	for k, line := range b.note {
		marks = append(marks, render.Label{At: render.Point{X: p.at.X + b.noteX, Y: p.at.Y + b.foot + float64(k)*noteHeight}, Text: line,
			Size: render.TickSize, Color: a.theme.Faint, Baseline: render.Top})
	}
	return marks
}

// chartInk is the colour that a series names.
func (a *App) chartInk(ink string) color.NRGBA {
	switch ink {
	case "A":
		return a.theme.A
	case "B":
		return a.theme.B
	case "piB":
		return a.theme.PiB
	case "merged":
		return a.theme.Merged
	case "null":
		return a.theme.Null
	case "faint":
		return render.Alpha(a.theme.Null, 0.6)
	}
	if k, err := strconv.Atoi(ink); err == nil && k > 0 {
		return render.Mix(render.Class(firstHue+k), a.theme.Ink, 0.15)
	}
	return a.theme.Ink
}

// chartLegend names the series of all panels once.
func (a *App) chartLegend(c *chart.Chart) (entries []render.Entry) {
	seen := map[string]bool{}
	for _, p := range c.Panels {
		for _, s := range p.Series {
			if s.Name == "" || seen[s.Name] {
				continue
			}
			seen[s.Name] = true
			e := render.Entry{Text: s.Name, Color: a.chartInk(s.Ink)}
			switch s.Shape {
			case chart.ShapeDash:
				e.Dash = chartDash
			case chart.ShapeDots, chart.ShapeBars:
				e.Disc = true
			case chart.ShapeBand:
				e.Color = render.Alpha(e.Color, 2*bandAlpha) // its mean's line goes through it
				e.Disc = true
			}
			if n := len(entries); n > 0 && s.Shape != chart.ShapeBand && mean(&entries[n-1], e) {
				continue
			}
			entries = append(entries, e)
		}
	}
	return entries
}

// mean makes one entry of dots and of the line through their means: of two of one
// colour whose names are the same up to the last comma.
func mean(dots *render.Entry, line render.Entry) bool {
	k := strings.LastIndex(line.Text, ", ")
	if !dots.Disc || line.Disc || k < 0 || dots.Color != line.Color || !strings.HasPrefix(dots.Text, line.Text[:k+2]) {
		return false
	}
	*dots = line
	dots.Text, dots.Dot = line.Text[:k], true
	return true
}

var chartDash = []float64{5, 3}

// bandAlpha is how opaque a band is.
const bandAlpha = 0.22

// drawAllSeries draws a panel's series: bands lowest, dots on top.
func (a *App) drawAllSeries(p *chart.Panel, plot render.Plot) (marks []render.Mark) {
	bars, k := standing(p.Series), 0
	taken := dotRects(p, plot)
	for _, layer := range []string{chart.ShapeBand, chart.ShapeBars, chart.ShapeDash, chart.ShapeLine, chart.ShapePath, chart.ShapeDots} {
		for i := range p.Series {
			s := &p.Series[i]
			if s.Shape != layer || len(s.X) == 0 || len(s.X) != len(s.Y) {
				continue
			}
			ink := a.chartInk(s.Ink)
			if ink == a.theme.Ink && p.Grid.Field {
				ink = black // a field has the same colours in either theme
			}
			switch layer {
			case chart.ShapeBand:
				if len(s.Low) == len(s.X) {
					marks = append(marks, plot.Between(s.X, s.Y, s.Low, render.Alpha(ink, bandAlpha)))
				}
			case chart.ShapeBars:
				marks = append(marks, drawBars(s, plot, ink, k%bars, bars)...)
				k++
			case chart.ShapeDash:
				line := plot.Curve(s.X, s.Y, 1.5, ink)
				line.Dash = chartDash
				marks = append(marks, line)
			case chart.ShapeDots:
				marks = append(marks, a.drawDots(p, s, plot, ink, &taken)...)
			case chart.ShapePath:
				switch {
				case s == outline(p): // there is a field on one side of it alone
					ink = a.theme.Ink
				case len(p.Grid.Values) > 0:
					marks = append(marks, plot.Curve(s.X, s.Y, 3.25, render.Alpha(white, 0.85)))
				}
				marks = append(marks, plot.Curve(s.X, s.Y, 1.75, ink))
			default:
				marks = append(marks, plot.Curve(s.X, s.Y, 2, ink))
			}
		}
	}
	return marks
}

// standing returns how many sets of bars stand side by side: all, or one where no
// two have a bar at the same place.
func standing(series []chart.Series) int {
	n, shared := 0, false
	seen := map[float64]bool{}
	for _, s := range series {
		if s.Shape != chart.ShapeBars {
			continue
		}
		n++
		for _, x := range s.X {
			shared = shared || seen[x]
			seen[x] = true
		}
	}
	if !shared {
		return 1
	}
	return n
}

// drawBars draws the k-th of n sets of bars that stand side by side.
func drawBars(s *chart.Series, plot render.Plot, ink color.NRGBA, k, n int) (marks []render.Mark) {
	step := 1.0
	for i := 1; i < len(s.X); i++ {
		if d := math.Abs(s.X[i] - s.X[i-1]); d > 0 && (i == 1 || d < step) {
			step = d
		}
	}
	room := 0.8 * math.Abs(plot.X.At(plot.X.Min+step)-plot.X.At(plot.X.Min))
	w := max(1, room/float64(n))
	zero := plot.Y.At(plot.Y.Clamp(0))
	if plot.Y.Log {
		zero = plot.Area.Bottom()
	}
	for i, x := range s.X {
		y := plot.Y.At(s.Y[i])
		if math.IsNaN(y) || math.IsInf(y, 0) {
			continue
		}
		left := plot.X.At(x) - room/2 + float64(k)*w
		marks = append(marks, render.Box{Rect: render.Rect{X: left + 0.5, Y: min(y, zero), W: max(1, w-1), H: max(1, math.Abs(y-zero))}, Fill: ink})
	}
	return marks
}

// dotRects are where a panel's dots are.
func dotRects(p *chart.Panel, plot render.Plot) (taken []render.Rect) {
	for _, s := range p.Series {
		if s.Shape != chart.ShapeDots {
			continue
		}
		for i := range min(len(s.X), len(s.Y)) {
			if at := plot.At(s.X[i], s.Y[i]); at.X-at.X == 0 && at.Y-at.Y == 0 {
				taken = append(taken, render.Rect{X: at.X, Y: at.Y}.Inset(-3))
			}
		}
	}
	return taken
}

// drawDots draws points, with names beside them where they have any and where
// nothing that is taken stands.
func (a *App) drawDots(p *chart.Panel, s *chart.Series, plot render.Plot, ink color.NRGBA, taken *[]render.Rect) (marks []render.Mark) {
	r := 3.5
	if len(s.X) > 60 {
		r = 2
	}
	edge := a.theme.Background
	if len(p.Grid.Values) > 0 {
		r, edge = 5, white
	}
	for i := range s.X {
		at := plot.At(s.X[i], s.Y[i])
		if math.IsNaN(at.X+at.Y) || math.IsInf(at.X+at.Y, 0) {
			continue
		}
		marks = append(marks, render.Disc{At: at, R: r, Fill: ink, Stroke: edge, Width: 1})
		if i >= len(s.Labels) || s.Labels[i] == "" {
			continue
		}
		l := render.Label{At: render.Point{X: at.X + r + 5, Y: at.Y}, Text: s.Labels[i], Size: render.TickSize, Color: a.theme.Ink, Halo: a.theme.Background, Baseline: render.Center}
		right, left, below, above := l, l, l, l
		left.At.X, left.Anchor = at.X-r-5, render.End
		below.At, below.Anchor, below.Baseline = render.Point{X: at.X, Y: at.Y + r + 5}, render.Middle, render.Top
		above.At, above.Anchor, above.Baseline = render.Point{X: at.X, Y: at.Y - r - 4}, render.Middle, render.Bottom
		places := []render.Label{right, left, below, above}
		if outline(p) != nil && at.Y > plot.Area.Center().Y { // below a lower corner no outline crosses it
			places = []render.Label{below}
		}
		for _, l := range places {
			if len(p.Grid.Values) > 0 {
				l.Bold = true
				if outline(p) == nil { // the field is under all of it
					l.Color, l.Halo = color.NRGBA{16, 20, 27, 255}, render.Alpha(white, 0.85)
				}
			}
			b := l.Bounds()
			out := b.X < plot.Area.X-6 || b.Right() > plot.Area.Right()+6 || b.Y < plot.Area.Y-6 || b.Bottom() > plot.Area.Bottom()+6
			if out && len(places) > 1 || slices.ContainsFunc(*taken, func(q render.Rect) bool { return touch(b, q) }) {
				continue
			}
			marks, *taken = append(marks, l), append(*taken, b)
			break
		}
	}
	return marks
}

// touch reports whether two rectangles have a place in common.
func touch(a, b render.Rect) bool {
	return a.X < b.Right() && b.X < a.Right() && a.Y < b.Bottom() && b.Y < a.Bottom()
}
