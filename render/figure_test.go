package render_test

import (
	"math"
	"testing"

	"onebasin/render"
)

// valley is a loss with three basins: A, B beyond a ridge, and π(B), joined with A by a valley.
func valley(u, v float64) float64 {
	basin := func(x, y, wx, wy float64) float64 {
		dx, dy := (u-x)/wx, (v-y)/wy
		return dx*dx + dy*dy
	}
	// The distance from the segment between A (0, 0) and π(B) (0.12, 0.47).
	s := min(1, max(0, (u*0.12+v*0.47)/(0.12*0.12+0.47*0.47)))
	near := basin(0.12*s, 0.47*s, 0.13, 0.13)
	far := basin(1, 0, 0.15, 0.15)
	loss := 0.012 + 0.05*math.Min(near, far) + 0.25*(1-math.Exp(-math.Min(near, far)/6)) +
		0.9*math.Exp(-basin(0.5, -0.3, 0.22, 0.2)) + 0.01*math.Sin(9*u+2*v)*math.Sin(7*v)
	return max(0.008, loss)
}

func valleyField(n int) (f render.Field, u, v render.Axis) {
	u = render.Axis{Title: "units of ‖B − A‖ = 21.5", Min: -0.35, Max: 1.35, NoGrid: true}
	v = render.Axis{Min: -0.35, Max: 0.87, NoGrid: true}
	h := int(math.Round(float64(n-1)*(v.Max-v.Min)/(u.Max-u.Min))) + 1
	f = render.Field{W: n, H: h, Z: make([]float64, n*h)}
	for j := range h {
		for i := range n {
			f.Z[j*n+i] = valley(u.Min+(u.Max-u.Min)*float64(i)/float64(n-1),
				v.Min+(v.Max-v.Min)*float64(j)/float64(h-1))
		}
	}
	return f, u, v
}

// landscape composes the figure as the figures of lmc/match do: axes, terrain, isolines, paths, markers, colour bar.
func landscape(r render.Rect, ratio float64, th *render.Theme) []render.Mark {
	f, u, v := valleyField(49)
	bar := render.Rect{X: r.Right() - 66, Y: r.Y + 28, W: 66, H: r.H - 28 - 41}
	r.W -= 66 + 18
	plot := render.Axes{X: u, Y: v, Title: "A ridge lies between A and B, a valley between A and π(B)",
		Equal: true, Theme: th}.Draw(r)
	bar.Y, bar.H = plot.Area.Y, plot.Area.H
	levels := render.LossLevels(0.01, 4)
	size := plot.Area.Device(ratio).Size()
	terrain := render.NewTerrain(f, levels, size.X, size.Y, ratio, th)
	for terrain.Step() {
	}
	a, b, p := plot.At(0, 0), plot.At(1, 0), plot.At(0.12, 0.47)
	names := append(append(render.Marker(a, th.A, "A", render.End), render.Marker(b, th.B, "B", render.Start)...),
		render.Marker(p, th.PiB, "π(B)", render.Start)...)
	var avoid []render.Rect
	for _, m := range names {
		switch m := m.(type) {
		case render.Label:
			avoid = append(avoid, m.Bounds().Inset(-4))
		case render.Disc:
			avoid = append(avoid, render.Rect{X: m.At.X - 12, Y: m.At.Y - 12, W: 24, H: 24})
		}
	}
	avoid = append(avoid, render.AvoidLine([]render.Point{b, a, p}, 8)...)
	inside := []render.Mark{terrain.Pixels(plot.Area)}
	inside = append(inside, f.Isolines(plot.Area, []float64{0.02, 0.05, 0.1, 0.2, 0.5, 1, 2},
		render.Isolines{Color: render.Alpha(white, 0.5), Ink: white, Halo: render.Alpha(black, 0.25), Avoid: avoid})...)
	inside = append(inside,
		render.Line{Points: []render.Point{a, b}, Width: 4.5, Color: render.Alpha(white, 0.8)},
		render.Line{Points: []render.Point{a, p}, Width: 4.5, Color: render.Alpha(white, 0.8)},
		render.Line{Points: []render.Point{a, b}, Width: 2.5, Color: render.ColorB},
		render.Line{Points: []render.Point{a, p}, Width: 2.5, Color: render.ColorPiB})
	marks := append(plot.Marks, plot.Inside(0, inside...))
	marks = append(marks, names...)
	return append(marks, levels.Colorbar(bar, "test loss", th)...)
}

// paths composes the figure of the loss along the two straight lines.
func paths(r render.Rect, th *render.Theme) []render.Mark {
	n := 25
	xs, naive, matched := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range xs {
		l := float64(i) / float64(n-1)
		xs[i] = l
		naive[i] = 0.02 + 1.13*math.Pow(math.Sin(math.Pi*l), 2.2)
		matched[i] = 0.02 + 0.02*math.Sin(math.Pi*l)
	}
	plot := render.Axes{
		X:     render.Axis{Title: "λ", Max: 1, NoGrid: true},
		Y:     render.Axis{Title: "test loss", Max: 1.2},
		Title: "Renumbering B’s units removes the barrier",
		Theme: th,
	}.Draw(r)
	at := func(ys []float64) render.Point { return plot.At(0.31, render.Interpolate(xs, ys, 0.31)) }
	naiveAt, matchedAt := at(naive), at(matched)
	smooth, naive := render.Smooth(xs, naive, 8)
	_, matched = render.Smooth(xs, matched, 8)
	xs, n = smooth, len(smooth)
	chord := make([]float64, n)
	for i := range chord {
		chord[i] = 0.02
	}
	marks := append(plot.Marks,
		plot.Between(xs, naive, chord, render.Alpha(th.B, 0.10)),
		plot.Curve(xs, naive, 2.5, th.B),
		plot.Curve(xs, matched, 2.5, th.PiB),
		render.Line{Points: []render.Point{{X: plot.X.At(0.31), Y: plot.Area.Y},
			{X: plot.X.At(0.31), Y: plot.Area.Bottom()}}, Width: 1, Color: th.Ink, Dash: []float64{3, 3}},
		render.Disc{At: naiveAt, R: 5, Fill: th.B, Stroke: th.Background, Width: 2},
		render.Disc{At: matchedAt, R: 5, Fill: th.PiB, Stroke: th.Background, Width: 2})
	marks = append(marks, plot.Span(0.5, 0.02, 1.15, "barrier 1.13", th.TextB, th.TextB)...)
	legend, _ := render.Legend(render.Rect{X: plot.Area.Right() - 92, Y: plot.Area.Y + 6, W: 92}, th,
		[]render.Entry{{Text: "A to B", Color: th.B}, {Text: "A to π(B)", Color: th.PiB}})
	return append(marks, legend...)
}

func TestGoldenLandscapeAndPath(t *testing.T) {
	for name, th := range map[string]*render.Theme{"light": render.Light(), "dark": render.Dark()} {
		for suffix, ratio := range map[string]float64{"": 1, "-2x": 2} {
			t.Run(name+suffix, func(t *testing.T) {
				marks := landscape(render.Rect{X: 24, Y: 20, W: 560, H: 400}, ratio, th)
				marks = append(marks, paths(render.Rect{X: 632, Y: 20, W: 420, H: 400}, th)...)
				check(t, "landscape-"+name+suffix, 1080, 440, ratio, th.Background, marks)
			})
		}
	}
}
