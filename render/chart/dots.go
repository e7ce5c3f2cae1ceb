package chart

import (
	"image/color"
	"math"
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

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

// drawDots draws points, with names beside them where they have any and where nothing that is taken stands.
func (d *Drawing) drawDots(p *chart.Panel, s *chart.Series, plot render.Plot, ink color.NRGBA,
	taken *[]render.Rect) (marks []render.Mark) {
	r := 3.5
	if len(s.X) > 60 {
		r = 2
	}
	edge := d.Theme.Background
	if len(p.Grid.Values) > 0 {
		r, edge = 5, render.White
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
		l := render.Label{At: render.Point{X: at.X + r + 5, Y: at.Y}, Text: s.Labels[i], Size: render.TickSize,
			Color: d.Theme.Ink, Halo: d.Theme.Background, Baseline: render.Center}
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
					l.Color, l.Halo = color.NRGBA{16, 20, 27, 255}, render.Alpha(render.White, 0.85)
				}
			}
			b := l.Bounds()
			room := plot.Area.Inset(-6)
			out := b.X < room.X || b.Right() > room.Right() || b.Y < room.Y || b.Bottom() > room.Bottom()
			if out && len(places) > 1 || slices.ContainsFunc(*taken, b.Touches) {
				continue
			}
			marks, *taken = append(marks, l), append(*taken, b)
			break
		}
	}
	return marks
}
