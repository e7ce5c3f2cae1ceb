package chart

import (
	"fmt"
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// nearPoint is how near to a value a pointer reads it, in CSS pixels.
const nearPoint = 36.0

// onPoint is how near to a value a pointer reads it before the grid beneath it.
const onPoint = 10.0

// nearTouch is how near to a value a touch is on it: half of what a finger needs.
const nearTouch = 22.0

// Tip is what the sheet says of a place: the value of a grid there, or of the nearest point of a series. It is empty
// where there is nothing to say.
func (s *Sheet) Tip(at render.Point) string {
	for _, f := range s.Figures {
		if f.Chart == nil || !f.At.Contains(at) {
			continue
		}
		for k, plot := range f.plots {
			if s := f.surfaces[k]; s != nil && f.panel(k).Contains(at) {
				return reliefTip(&f.Chart.Panels[k], s, at)
			}
			if plot.Area.Inset(-4).Contains(at) {
				return panelTip(&f.Chart.Panels[k], plot, at)
			}
		}
	}
	return ""
}

// Look is where a touch of a place leads: view keys, as a fragment; "" for nowhere.
func (s *Sheet) Look(at render.Point) (look string) {
	for _, f := range s.Figures {
		if f.Chart == nil || !f.At.Contains(at) {
			continue
		}
		for k, plot := range f.plots {
			if f.surfaces[k] != nil {
				continue
			}
			p := &f.Chart.Panels[k]
			g := &p.Grid
			if len(g.Looks) == len(g.Values) && len(g.Values) > 0 && plot.Area.Contains(at) {
				r, j := square(g, plot, at)
				return g.Looks[r*g.Cols+j]
			}
			best := nearTouch
			for _, q := range p.Series {
				for i := range min(len(q.X), len(q.Y), len(q.Looks)) {
					if to := plot.At(q.X[i], q.Y[i]); math.Hypot(to.X-at.X, to.Y-at.Y) < best && q.Looks[i] != "" {
						best, look = math.Hypot(to.X-at.X, to.Y-at.Y), q.Looks[i]
					}
				}
			}
		}
	}
	return look
}

// square returns the row and the column of a matrix at a place.
func square(g *chart.Grid, plot render.Plot, at render.Point) (row, col int) {
	return cellAt((at.Y-plot.Area.Y)/plot.Area.H, g.Rows, false), cellAt((at.X-plot.Area.X)/plot.Area.W, g.Cols, false)
}

func panelTip(p *chart.Panel, plot render.Plot, at render.Point) string {
	text, best := nearestPoint(p, at, plot.At)
	if text != "" && (best < onPoint || len(p.Grid.Values) == 0) {
		return text
	}
	g := &p.Grid
	if len(g.Values) == 0 || !plot.Area.Contains(at) {
		return text
	}
	if g.X0 < g.X1 { // a plane
		u, v := (at.X-plot.Area.X)/plot.Area.W, (plot.Area.Bottom()-at.Y)/plot.Area.H
		return planeTip(g, u, v, plot.X.Value(at.X), plot.Y.Value(at.Y))
	}
	r, j := square(g, plot, at)
	value := render.Number(g.Values[r*g.Cols+j], 3)
	return fmt.Sprintf("%s, %s: %s %s", cellName(p.Y, r), cellName(p.X, j), g.Unit, value)
}

// nearestPoint is what is said of the value of a series that is seen nearest to a place, and how near that is; "" where
// none is near.
func nearestPoint(p *chart.Panel, at render.Point, seen func(x, y float64) render.Point) (text string, best float64) {
	best = nearPoint
	for _, s := range p.Series {
		if s.Shape == chart.ShapePath {
			continue
		}
		for i := range s.X {
			q := seen(s.X[i], s.Y[i])
			if d := math.Hypot(q.X-at.X, q.Y-at.Y); d < best {
				best, text = d, pointText(p, s, i)
			}
		}
	}
	return text, best
}

// planeTip is the value of a plane's node that is nearest to a place (x, y), which lies at (u, v) between its edges.
func planeTip(g *chart.Grid, u, v, x, y float64) string {
	j, r := cellAt(u, g.Cols, g.Field), cellAt(v, g.Rows, g.Field)
	return fmt.Sprintf("%s %s at (%s, %s)", g.Unit, render.Number(g.Values[r*g.Cols+j], 3), render.Number(x, 2),
		render.Number(y, 2))
}

// cellAt returns which of n nodes, or cells, lies at t in [0, 1].
func cellAt(t float64, n int, nodes bool) int {
	if nodes {
		return min(n-1, max(0, int(math.Round(t*float64(n-1)))))
	}
	return min(n-1, max(0, int(t*float64(n))))
}

func cellName(axis chart.Axis, k int) string {
	if k < len(axis.Labels) {
		return axis.Labels[k]
	}
	return fmt.Sprintf("%s %d", axis.Title, k+1)
}

func pointText(p *chart.Panel, s chart.Series, i int) string {
	x := render.Number(s.X[i], 3)
	if k := int(s.X[i]); float64(k) == s.X[i] && k >= 0 && k < len(p.X.Labels) {
		x = p.X.Labels[k]
	} else if p.X.Title != "" {
		x = p.X.Title + " " + x
	}
	text := x + ": " + p.Y.Title + " " + render.Number(s.Y[i], 3)
	name := s.Name
	if i < len(s.Labels) && s.Labels[i] != "" {
		name = s.Labels[i]
	}
	if len(s.Low) == len(s.X) && s.Shape == chart.ShapeBand {
		text += " to " + render.Number(s.Low[i], 3)
	}
	if name == "" {
		return text
	}
	return name + ", " + text
}
