package chart

import (
	"math"
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// Radii of a handle's ring, of what a pointer takes hold of, and of what a finger does.
const (
	ringRadius = 8.0
	nearRing   = 14.0
	NearFinger = 26.0
)

// drawHandles draws what can be taken hold of, each with its name where that has room.
func (d *Drawing) drawHandles(p *chart.Panel, plot render.Plot) (marks []render.Mark) {
	taken := dotRects(p, plot)
	for i := range slices.Backward(p.Handles) { // the first lies on top
		h := &p.Handles[i]
		x, y, ok := h.Place()
		if !ok {
			continue
		}
		named := chart.Series{X: []float64{x}, Y: []float64{y}, Labels: []string{h.Name}}
		marks = append(marks, render.Disc{At: plot.At(x, y), R: ringRadius, Fill: render.Alpha(render.White, 0.75),
			Stroke: render.Black, Width: 2.5})
		marks = append(marks, d.drawDots(p, &named, plot, render.Black, &taken)...)
	}
	return marks
}

// Hold is a handle that a pointer has taken hold of. It stays valid when the chart is replaced.
type Hold struct {
	handle chart.Handle
	plot   render.Plot
	by     render.Point // from where it stood to the pointer
	x, y   float64      // where it stood
}

// Hold returns the handle near a place, the nearest one; ok is false where there is none.
func (s *Sheet) Hold(at render.Point, touch bool) (h Hold, ok bool) {
	best := nearRing
	if touch {
		best = NearFinger
	}
	s.handles(func(handle *chart.Handle, plot render.Plot, x, y float64) {
		stands := plot.At(x, y)
		if d := math.Hypot(at.X-stands.X, at.Y-stands.Y); d < best {
			best, ok = d, true
			h = Hold{handle: *handle, plot: plot, by: render.Point{X: at.X - stands.X, Y: at.Y - stands.Y}, x: x, y: y}
		}
	})
	return h, ok
}

// Grips are where handles stand.
func (s *Sheet) Grips() (at []render.Point) {
	s.handles(func(_ *chart.Handle, plot render.Plot, x, y float64) { at = append(at, plot.At(x, y)) })
	return at
}

// handles visits those that were drawn.
func (s *Sheet) handles(visit func(h *chart.Handle, plot render.Plot, x, y float64)) {
	for _, f := range s.Figures {
		for k, plot := range f.plots {
			for i := range f.Chart.Panels[k].Handles {
				h := &f.Chart.Panels[k].Handles[i]
				if x, y, ok := h.Place(); ok {
					visit(h, plot, x, y)
				}
			}
		}
	}
}

// Before is what view keys said when it was taken.
func (h *Hold) Before() string { return h.handle.Look(h.x, h.y) }

// Look is what view keys say with the pointer at a place: of the value that is nearest to it, or of the place.
func (h *Hold) Look(at render.Point) string {
	at.X, at.Y = at.X-h.by.X, at.Y-h.by.Y
	if h.handle.Free() {
		x, y := h.plot.X, h.plot.Y
		return h.handle.Look(min(x.Max, max(x.Min, x.Value(at.X))), min(y.Max, max(y.Min, y.Value(at.Y))))
	}
	best, look := math.Inf(1), ""
	for k := range min(len(h.handle.X), len(h.handle.Y), len(h.handle.Looks)) {
		to := h.plot.At(h.handle.X[k], h.handle.Y[k])
		if d := math.Hypot(to.X-at.X, to.Y-at.Y); d < best {
			best, look = d, h.handle.Looks[k]
		}
	}
	return look
}
