package render_test

import (
	"fmt"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/render"
	"onebasin/render/raster"
)

// surface composes the landscape's surface with its paths, as the figures of lmc/match do.
func surface(r render.Rect, ratio float64, th *render.Theme, camera render.Camera) []render.Mark {
	f, u, v := valleyField(64)
	s := render.NewSurface(f, render.LossLevels(0.01, 2), u.Min, u.Max, v.Min, v.Max, th)
	s.U, s.Loss, s.Ratio = "u, in units of ‖B − A‖ = 21.5", "test loss", ratio
	marks := s.Draw(r, camera,
		[]render.SurfacePath{{Points: [][2]float64{{0, 0}, {1, 0}}, Color: render.ColorB},
			{Points: [][2]float64{{0, 0}, {0.12, 0.47}}, Color: render.ColorPiB}},
		[]render.SurfaceSpot{{U: 0, V: 0, Name: "A", Color: render.ColorA},
			{U: 1, V: 0, Name: "B", Color: render.ColorB}, {U: 0.12, V: 0.47, Name: "π(B)", Color: render.ColorPiB}})
	return append(marks, s.Overlay(render.SurfaceSpot{U: 0.31, V: 0, Color: th.Merged},
		render.SurfaceSpot{U: 0.31 * 0.12, V: 0.31 * 0.47, Color: th.Merged})...)
}

func TestGoldenSurface(t *testing.T) {
	for name, th := range map[string]*render.Theme{"light": render.Light(), "dark": render.Dark()} {
		for suffix, ratio := range map[string]float64{"": 1, "-2x": 2} {
			t.Run(name+suffix, func(t *testing.T) {
				marks := surface(render.Rect{X: 10, Y: 10, W: 480, H: 350}, ratio, th,
					render.Camera{Turn: 30, Tilt: 45})
				marks = append(marks, surface(render.Rect{X: 500, Y: 10, W: 480, H: 350}, ratio, th,
					render.Camera{Turn: -60, Tilt: 30})...)
				check(t, "surface-"+name+suffix, 990, 370, ratio, th.Background, marks)
			})
		}
	}
}

// over returns a 33×33 field over the unit square.
func over(f func(u, v float64) float64) render.Field {
	const n = 33
	out := render.Field{W: n, H: n, Z: make([]float64, n*n)}
	for j := range n {
		for i := range n {
			out.Z[j*n+i] = f(float64(i)/(n-1), float64(j)/(n-1))
		}
	}
	return out
}

func TestPlaneFromAboveIsAnUprightRectangle(t *testing.T) {
	s := render.NewSurface(over(func(u, v float64) float64 { return 0.1 }), render.LossLevels(0.01, 1), -1, 3,
		0, 2, render.Light())
	r := render.Rect{X: 10, Y: 20, W: 400, H: 300}
	for _, turn := range []float64{0, 90, 180, -90, 360} {
		s.Draw(r, render.Camera{Turn: turn, Tilt: 90}, nil, nil)
		a, b, c, d := s.At(-1, 0), s.At(3, 0), s.At(3, 2), s.At(-1, 2)
		if math.Mod(turn, 180) != 0 {
			a, b, c, d = b, c, d, a
		}
		assert.Equal(t, []float64{a.Y, c.Y, a.X, c.X}, []float64{b.Y, d.Y, d.X, b.X}, "turn %v: %v %v %v %v",
			turn, a, b, c, d)
		long, short := math.Hypot(s.At(3, 0).X-s.At(-1, 0).X, s.At(3, 0).Y-s.At(-1, 0).Y),
			math.Hypot(s.At(3, 2).X-s.At(3, 0).X, s.At(3, 2).Y-s.At(3, 0).Y)
		assert.InDelta(t, 2, long/short, 1e-9, "units are equal")
		for _, p := range []render.Point{a, b, c, d} {
			assert.True(t, r.Contains(p))
		}
		u, v, ok := s.Pick(s.At(0.4, 1.7))
		assert.True(t, ok)
		assert.InDelta(t, 0.4, u, 1e-6)
		assert.InDelta(t, 1.7, v, 1e-6)
	}
	s.Draw(r, render.Camera{Tilt: 90}, nil, nil)
	assert.Less(t, s.At(0, 0).X, s.At(1, 0).X, "at turn 0 u goes to the right")
	assert.Greater(t, s.At(0, 0).Y, s.At(0, 1).Y, "and v away")
}

func TestRidgeHidesThePathBehindIt(t *testing.T) {
	s := render.NewSurface(over(func(u, v float64) float64 { return 0.01 + math.Exp(-200*(v-0.5)*(v-0.5)) }),
		render.LossLevels(0.01, 1), 0, 1, 0, 1, render.Light())
	behind := render.SurfacePath{Points: [][2]float64{{0.1, 0.65}, {0.9, 0.65}}, Color: color.NRGBA{1, 2, 3, 255}}
	// Dashes of the path's colour are what is hidden, lines without dashes what is seen.
	parts := func(c render.Camera) (seen, hidden bool) {
		for _, m := range s.Draw(render.Rect{W: 400, H: 300}, c, []render.SurfacePath{behind},
			nil)[0].(render.Clip).Marks {
			if l, ok := m.(render.Line); ok && l.Color.R == 1 && l.Color.B == 3 {
				seen, hidden = seen || l.Dash == nil, hidden || l.Dash != nil
			}
		}
		return seen, hidden
	}
	for _, c := range []struct {
		camera       render.Camera
		seen, hidden bool
	}{
		{render.Camera{Tilt: 20}, false, true},
		{render.Camera{Tilt: 85}, true, false},
		{render.Camera{Turn: 180, Tilt: 20}, true, false}, // from its own side
	} {
		seen, hidden := parts(c.camera)
		assert.Equal(t, []bool{c.seen, c.hidden}, []bool{seen, hidden}, "%+v", c.camera)
		assert.Equal(t, c.seen, s.Visible(0.5, 0.65))
		p := s.At(0.1+0.8*0.37, 0.65)
		at, distance := s.Along(behind.Points[0], behind.Points[1], render.Point{X: p.X, Y: p.Y + 0.25})
		assert.Equal(t, 0.37, at)
		assert.LessOrEqual(t, distance, 0.25)
		assert.True(t, s.Visible(0.5, 0.5), "the crest is always seen")
	}
}

// Three ways to tell what is seen, which share nothing but the camera: the painter's order of the triangles, drawn with
// u and v for colours; the line of sight from a place on the surface; and the line of sight from a pixel.
func TestPainterSightAndPickAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	rect := render.Rect{W: 500, H: 400}
	for n := range 12 {
		phase, tilt := r.Float64()*6, 15+70*r.Float64()
		s := render.NewSurface(over(func(u, v float64) float64 {
			return 0.03 + math.Pow(math.Sin(6*u+phase)*math.Sin(5*v-phase), 2)
		}), render.LossLevels(0.01, 1), 0, 1, 0, 1, render.Light())
		// the eye before the middle of a side is the hard case of the order
		turn := []float64{0, 90, 4, -86, r.Float64() * 360}[n%5]
		var mesh render.Mesh
		for _, m := range s.Draw(rect, render.Camera{Turn: turn, Tilt: tilt}, nil, nil)[0].(render.Clip).Marks {
			if m, ok := m.(render.Mesh); ok {
				mesh = m
			}
		}
		const side = 129
		mesh.Colors = append([]color.NRGBA{}, mesh.Colors...)
		for k := range mesh.Colors {
			if k < side*side {
				mesh.Colors[k] = color.NRGBA{uint8(k % side * 2), uint8(k / side * 2), 0, 255}
			} else if mesh.Colors[k].A > 0 {
				mesh.Colors[k] = color.NRGBA{0, 0, 255, 255} // walls
			}
		}
		img := raster.Draw(rect.W, rect.H, 1, black, []render.Mark{mesh})
		var seen, hidden int
		var wrong [4]int
		for range 3000 {
			u, v := r.Float64(), r.Float64()
			p := s.At(u, v)
			// Along an outline and on ground seen at a grazing angle a pixel is on both sides.
			painted, picked, near := 0, 0, 0.05
			if s.Visible(u, v) {
				near = 0.1
			}
			for _, d := range [9][2]float64{{0, 0}, {-2, 0}, {2, 0}, {0, -2}, {0, 2}, {-1, -1}, {1, -1},
				{-1, 1}, {1, 1}} {
				q := render.Point{X: p.X + d[0], Y: p.Y + d[1]}
				if c := img.RGBAAt(int(q.X), int(q.Y)); c.B == 0 && math.Hypot(float64(c.R)/256-u,
					float64(c.G)/256-v) < near {
					painted++
				}
				if pu, pv, ok := s.Pick(q); ok && math.Hypot(pu-u, pv-v) < near {
					picked++
				}
			}
			if s.Visible(u, v) {
				seen++
				wrong[0] += 1 - min(1, painted)
				wrong[1] += 1 - min(1, picked)
			} else {
				hidden++
				wrong[2] += painted / 9
				wrong[3] += picked / 9
			}
		}
		for k, n := range wrong {
			assert.LessOrEqual(t, n, 15, "judge %d, turn %v, tilt %v, seen %d, hidden %d", k, turn, tilt, seen, hidden)
		}
	}
}

func TestSurfaceIsAPureFunctionOfItsCamera(t *testing.T) {
	f, u, v := valleyField(24)
	before := fmt.Sprint(f)
	s := render.NewSurface(f, render.LossLevels(0.01, 4), u.Min, u.Max, v.Min, v.Max, render.Light())
	draw := func(turn float64) []render.Mark {
		return s.Draw(render.Rect{W: 300, H: 200}, render.Camera{Turn: turn, Tilt: 30},
			[]render.SurfacePath{{Points: [][2]float64{{0, 0}, {1, 0}}}}, []render.SurfaceSpot{{Name: "A"}})
	}
	first := fmt.Sprint(draw(30))
	for turn := range 36 {
		draw(float64(10 * turn))
	}
	assert.True(t, first == fmt.Sprint(draw(30)))
	assert.Equal(t, before, fmt.Sprint(f))
	few := testing.AllocsPerRun(5, func() { draw(10) })
	assert.Less(t, few, 300.0, "what grows with the mesh is kept")
}

func TestSurfaceHoldsHolesAndWalls(t *testing.T) {
	f := over(func(u, v float64) float64 { return 0.1 })
	f.Z[5*33+7], f.Z[9*33+9], f.Z[3] = math.NaN(), math.Inf(1), 0
	s := render.NewSurface(f, render.LossLevels(0.01, 1), 0, 1, 0, 1, render.Dark())
	for _, c := range []render.Camera{{}, {Tilt: 90}, {Tilt: 200, Turn: -1e4, Zoom: 3}} {
		for _, m := range s.Draw(render.Rect{W: 30, H: 20}, c, nil, nil)[0].(render.Clip).Marks {
			if m, ok := m.(render.Mesh); ok {
				require.Equal(t, len(m.Points), len(m.Colors))
				for _, p := range m.Points {
					require.False(t, math.IsNaN(p.X+p.Y) || math.IsInf(p.X+p.Y, 0))
				}
			}
		}
	}
	beyond := s.Draw(render.Rect{W: 300, H: 200}, render.Camera{Tilt: 60},
		[]render.SurfacePath{{Points: [][2]float64{{-3, 0.5}, {0.5, 0.5}}, Color: color.NRGBA{9, 0, 0, 255}}}, nil)
	for _, m := range beyond[0].(render.Clip).Marks {
		if l, ok := m.(render.Line); ok && l.Color.R == 9 {
			for _, p := range l.Points {
				require.False(t, p.X < s.At(0, 0.5).X-0.1, "a path ends at the window's edge")
			}
		}
	}
	_, _, ok := s.Pick(render.Point{X: -1000, Y: -1000})
	assert.False(t, ok)
	assert.Panics(t, func() {
		render.NewSurface(render.Field{W: 1, H: 1, Z: []float64{1}}, render.LossLevels(0.01, 1), 0, 1, 0,
			1, render.Light())
	})
	assert.Panics(t, func() { render.NewSurface(f, render.LossLevels(0.01, 1), 0, 0, 0, 1, render.Light()) })
}
