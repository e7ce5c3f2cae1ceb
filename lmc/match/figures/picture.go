package figures

import (
	"math"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// picture is that of a landscape: contours, which are painted a little at a time, or a surface.
type picture struct {
	of      *stage.Landscape
	plot    render.Plot
	levels  render.Levels
	terrain *render.Terrain
	pixels  render.Pixels
	lines   []render.Mark        // isolines
	names   []render.Label       // of the networks
	surface *render.Surface      // in place of pixels and isolines, when it is seen in 3-D
	paths   []render.SurfacePath // on the surface
	spots   []render.SurfaceSpot
}

// lossCap is the largest loss that the colours tell apart, as a multiple of the highest loss on the straight paths;
// steeper walls are all the last colour, which the colour bar says.
const lossCap = 4

// Work paints a little of the landscape and reports whether there is more to paint.
func (p *page) Work() (more bool) {
	l := p.landscape()
	if l == nil || p.frames.landscape.W == 0 || p.picture != nil && p.picture.of == l && p.picture.terrain == nil {
		return false
	}
	if p.next == nil || p.next.of != l {
		p.next = p.newPicture(l)
	}
	if t := p.next.terrain; t != nil {
		if t.Step() {
			return true
		}
		p.next.pixels, p.next.terrain = t.Pixels(p.next.plot.Area), nil
	}
	p.picture, p.next = p.next, nil
	p.scene.Stale()
	return false
}

// fitted returns the picture of a landscape for its place now, with its old pixels until it is painted.
func (p *page) fitted(old *picture) *picture {
	q := p.newPicture(old.of)
	if q.surface == nil && old.surface == nil {
		q.pixels = old.pixels
		q.pixels.Rect = q.plot.Area
	}
	return q
}

func (p *page) newPicture(l *stage.Landscape) *picture {
	field := render.Field{W: l.N, H: l.N, Z: l.Loss}
	low, high := math.Inf(1), 0.0
	for _, z := range l.Loss {
		low = min(low, finite(z, low))
	}
	for _, c := range p.known.curves {
		if c.From != l.From {
			continue
		}
		if c.Method == "none" || methodOf(c.Method) == methodOf(l.Method) {
			for _, z := range c.TestLoss {
				high = max(high, finite(z, high))
			}
		}
	}
	levels := render.LossLevels(low, lossCap*high)
	place := p.planeRect(p.barRoom(levels))
	plot := p.planeAxes(l, place.W).Draw(place)
	q := &picture{of: l, plot: plot, levels: levels, names: nameNetworks(plot, l, p.known.names(l.Method))}
	if p.view.Mode == "3d" {
		q.surface = p.newSurface(field, levels, l)
		return q
	}
	size := plot.Area.Device(p.sheet.Ratio).Size()
	q.terrain = render.NewTerrain(field, levels, max(1, size.X), max(1, size.Y), p.sheet.Ratio, p.sheet.Theme)
	q.lines = field.Isolines(plot.Area, levels.Values, render.PaleIsolines(q.avoid()))
	return q
}

// finite returns v, or otherwise if v is no number.
func finite(v, otherwise float64) float64 {
	if v-v != 0 {
		return otherwise
	}
	return v
}

// avoid lists what the labels of isolines must not cover: the networks with their names, and the paths.
func (q *picture) avoid() []render.Rect {
	at := func(e end) render.Point { return e.at(q.plot, q.of, 1) }
	rects := render.AvoidLine([]render.Point{at(1), at(0), at(2)}, 8)
	for e := range end(3) {
		rects = append(rects, render.Rect{X: at(e).X, Y: at(e).Y}.Inset(-discRoom))
	}
	for _, name := range q.names {
		rects = append(rects, name.Bounds().Inset(-4))
	}
	return rects
}

// texts are the places of what is written on the landscape.
func (q *picture) texts() (taken []render.Rect) {
	for _, name := range q.names {
		taken = append(taken, name.Bounds())
	}
	for _, m := range q.lines {
		if l, ok := m.(render.Label); ok {
			taken = append(taken, l.Bounds())
		}
	}
	return taken
}

// under returns what of the landscape lies under a place on the sheet.
func (q *picture) under(at render.Point) (u, v float64, ok bool) {
	if q.surface != nil {
		return q.surface.Pick(at)
	}
	return q.plot.X.Value(at.X), q.plot.Y.Value(at.Y), q.plot.Area.Contains(at)
}
