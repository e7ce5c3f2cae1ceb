package chart

import (
	"image/color"
	"math"
	"strconv"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// ink is the colour that a series names.
func (d *Drawing) ink(name string) color.NRGBA {
	switch name {
	case "A":
		return d.Theme.A
	case "B":
		return d.Theme.B
	case "piB":
		return d.Theme.PiB
	case "merged":
		return d.Theme.Merged
	case "null":
		return d.Theme.Null
	case "faint":
		return render.Alpha(d.Theme.Null, 0.6)
	}
	if k, err := strconv.Atoi(name); err == nil && k > 0 {
		return render.Hue(k, d.Theme)
	}
	return d.Theme.Ink
}

// dashes are those of a series that is one.
var dashes = []float64{5, 3}

// bandAlpha is how opaque a band is.
const bandAlpha = 0.22

// layers are the shapes in the order in which they are drawn.
var layers = []string{chart.ShapeBand, chart.ShapeBars, chart.ShapeDash, chart.ShapeLine, chart.ShapePath,
	chart.ShapeDots}

// inkOn is the colour of a series of a panel.
func (d *Drawing) inkOn(p *chart.Panel, s *chart.Series) color.NRGBA {
	ink := d.ink(s.Ink)
	if ink == d.Theme.Ink && (p.Grid.Field || s.Shape == chart.ShapePath && len(p.Grid.Values) > 0) {
		return render.Black // a field has the same colours in either theme, and so do squares
	}
	return ink
}

// drawSeries draws a panel's series: bands lowest, dots on top, and where paths go on that of a film.
func (d *Drawing) drawSeries(c *chart.Chart, p *chart.Panel, plot render.Plot) (marks []render.Mark) {
	bars, k := sideBySide(p.Series), 0
	taken := dotRects(p, plot)
	for _, layer := range layers {
		for i := range p.Series {
			s := &p.Series[i]
			if s.Shape != layer || len(s.X) == 0 || len(s.X) != len(s.Y) {
				continue
			}
			ink := d.inkOn(p, s)
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
				line.Dash = dashes
				marks = append(marks, line)
			case chart.ShapeDots:
				marks = append(marks, d.drawDots(p, s, plot, ink, &taken)...)
			case chart.ShapePath:
				n := d.drawnOf(c, s)
				x, y := s.X[:n], s.Y[:n]
				switch {
				case s == outline(p): // there is a field on one side of it alone
					ink = d.Theme.Ink
				case len(p.Grid.Values) > 0:
					marks = append(marks, plot.Curve(x, y, 3.25, render.Alpha(render.White, 0.85)))
				}
				marks = append(marks, plot.Curve(x, y, 1.75, ink))
			default:
				marks = append(marks, plot.Curve(s.X, s.Y, 2, ink))
			}
		}
	}
	return append(marks, append(d.drawMoment(c, p, plot), d.drawHeads(c, p, plot)...)...)
}

// sideBySide returns how many sets of bars stand side by side: all, or one where no two have a bar at the same place.
func sideBySide(series []chart.Series) int {
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
		bar := render.Rect{X: left + 0.5, Y: min(y, zero), W: max(1, w-1), H: max(1, math.Abs(y-zero))}
		marks = append(marks, render.Box{Rect: bar, Fill: ink})
	}
	return marks
}
