package chart

import (
	"math"
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// relief is a panel's field as a surface, in the making of which lies most of the work of drawing it.
type relief struct {
	figure  string
	panel   int
	of      []float64 // the field's values
	levels  []float64
	dark    bool
	ratio   float64
	surface *render.Surface
}

// solid reports whether a panel is drawn as a surface.
func (d *Drawing) solid(p *chart.Panel) bool {
	g := &p.Grid
	return d.Solid && p.Solid && g.Field && g.Map == chart.MapLoss && g.Rows > 1 && g.Cols > 1 &&
		len(g.Values) == g.Rows*g.Cols
}

// Reliefs are the places of the panels of a figure that can be drawn as surfaces, as they were drawn: the axes of those
// that are seen from above, all of those that are not.
func (f *Figure) Reliefs() (places []render.Rect) {
	for k := range f.plots {
		switch {
		case !f.Chart.Panels[k].Solid:
		case f.surfaces[k] != nil:
			places = append(places, f.panel(k))
		default:
			places = append(places, f.plots[k].Area)
		}
	}
	return places
}

// OnRelief reports whether a surface was drawn at a place.
func (s *Sheet) OnRelief(at render.Point) bool {
	for _, f := range s.Figures {
		for k := range f.surfaces {
			if f.surfaces[k] != nil && f.panel(k).Contains(at) {
				return true
			}
		}
	}
	return false
}

// Prepare makes of the surfaces on a sheet what of their fine drawing can be done before.
func (d *Drawing) Prepare(s *Sheet) {
	for _, f := range s.Figures {
		for k, surface := range f.surfaces {
			if surface != nil {
				surface.Rough(false)
				surface.Prepare(reliefRect(f.panel(k)), d.Camera)
			}
		}
	}
}

// reliefRect is the place of a surface in that of its panel.
func reliefRect(r render.Rect) render.Rect {
	r.H -= render.OrbitRoom
	return r
}

// surfaceOf returns the surface of panel k of a figure, made anew where it shows something else than before.
func (d *Drawing) surfaceOf(f *Figure, k int, colours colours) *render.Surface {
	p := &f.Chart.Panels[k]
	g := &p.Grid
	i := slices.IndexFunc(d.reliefs, func(r *relief) bool { return r.figure == f.Name && r.panel == k })
	if i < 0 {
		i, d.reliefs = len(d.reliefs), append(d.reliefs, &relief{figure: f.Name, panel: k})
	}
	r := d.reliefs[i]
	if r.surface == nil || r.dark != d.Theme.Dark || r.ratio != d.Ratio || !same(r.of, g.Values) ||
		!slices.Equal(r.levels, colours.levels.Values) {
		r.of, r.levels, r.dark, r.ratio = g.Values, colours.levels.Values, d.Theme.Dark, d.Ratio
		field := render.Field{W: g.Cols, H: g.Rows, Z: g.Values}
		r.surface = render.NewSurface(field, colours.levels, g.X0, g.X1, g.Y0, g.Y1, d.Theme)
		r.surface.Ratio = d.Ratio
	}
	r.surface.U, r.surface.V, r.surface.Loss = p.X.Title, p.Y.Title, g.Unit
	return r.surface
}

// drawRelief draws panel k of a figure as a surface, with its lines and points lying on it.
func (d *Drawing) drawRelief(f *Figure, k int, colours colours) []render.Mark {
	p := &f.Chart.Panels[k]
	surface := d.surfaceOf(f, k, colours)
	f.surfaces[k] = surface
	var paths []render.SurfacePath
	var spots []render.SurfaceSpot
	for _, layer := range layers {
		for i := range p.Series {
			s := &p.Series[i]
			if s.Shape != layer || len(s.X) == 0 || len(s.X) != len(s.Y) {
				continue
			}
			ink := d.inkOn(p, s)
			switch layer {
			case chart.ShapeDash, chart.ShapeLine, chart.ShapePath:
				n := d.drawnOf(f.Chart, s)
				for _, points := range inside(s.X[:n], s.Y[:n], &p.Grid) {
					paths = append(paths, render.SurfacePath{Points: points, Color: ink})
				}
			case chart.ShapeDots:
				for j := range s.X {
					name := ""
					if j < len(s.Labels) {
						name = s.Labels[j]
					}
					spots = append(spots, render.SurfaceSpot{U: s.X[j], V: s.Y[j], Name: name, Color: ink})
				}
			}
		}
	}
	for _, h := range d.heads(f.Chart, p) {
		spots = append(spots, render.SurfaceSpot{U: h.x, V: h.y, Color: h.ink})
	}
	spots = slices.DeleteFunc(spots, func(s render.SurfaceSpot) bool { return !within(s.U, s.V, &p.Grid) })
	r := reliefRect(f.panel(k))
	surface.Rough(d.Moving)
	return []render.Mark{render.Clip{Rect: r, Marks: surface.Draw(r, d.Camera, paths, spots)}}
}

// within reports whether a place lies over a grid; one that is no number does not.
func within(x, y float64, g *chart.Grid) bool {
	return x >= g.X0 && x <= g.X1 && y >= g.Y0 && y <= g.Y1
}

// inside are the stretches of a line that lie over a grid, of at least two points.
func inside(xs, ys []float64, g *chart.Grid) (stretches [][][2]float64) {
	var points [][2]float64
	end := func() {
		if len(points) > 1 {
			stretches = append(stretches, points)
		}
		points = nil
	}
	for i, x := range xs {
		if !within(x, ys[i], g) {
			end()
			continue
		}
		points = append(points, [2]float64{x, ys[i]})
	}
	end()
	return stretches
}

// reliefTip is what is said of a place on a surface: of the point of a series that is there, else of the loss.
func reliefTip(p *chart.Panel, surface *render.Surface, at render.Point) string {
	g := &p.Grid
	seen := func(x, y float64) render.Point {
		if !within(x, y, g) {
			return render.Point{X: math.Inf(1), Y: math.Inf(1)}
		}
		return surface.At(x, y)
	}
	if text, best := nearestPoint(p, at, seen); text != "" && best < onPoint {
		return text
	}
	x, y, ok := surface.Pick(at)
	if !ok {
		return ""
	}
	return planeTip(g, (x-g.X0)/(g.X1-g.X0), (y-g.Y0)/(g.Y1-g.Y0), x, y)
}
