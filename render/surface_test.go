package render_test

import (
	"testing"

	"onebasin/render"
)

// surface composes the landscape's surface with its paths, as wasm/app does.
func surface(r render.Rect, ratio float64, th *render.Theme, camera render.Camera) []render.Mark {
	f, u, v := valleyField(64)
	s := render.NewSurface(f, render.LossLevels(0.01, 2), u.Min, u.Max, v.Min, v.Max, th)
	s.U, s.Loss, s.Ratio = "u, in units of ‖B − A‖ = 21.5", "test loss", ratio
	marks := s.Draw(r, camera,
		[]render.SurfacePath{{Points: [][2]float64{{0, 0}, {1, 0}}, Color: render.ColorB}, {Points: [][2]float64{{0, 0}, {0.12, 0.47}}, Color: render.ColorPiB}},
		[]render.SurfaceSpot{{U: 0, V: 0, Name: "A", Color: render.ColorA}, {U: 1, V: 0, Name: "B", Color: render.ColorB}, {U: 0.12, V: 0.47, Name: "π(B)", Color: render.ColorPiB}})
	return append(marks, s.Overlay(render.SurfaceSpot{U: 0.31, V: 0, Color: th.Merged}, render.SurfaceSpot{U: 0.31 * 0.12, V: 0.31 * 0.47, Color: th.Merged})...)
}

func TestGoldenSurface(t *testing.T) {
	for name, th := range map[string]*render.Theme{"light": render.Light(), "dark": render.Dark()} {
		for suffix, ratio := range map[string]float64{"": 1, "-2x": 2} {
			t.Run(name+suffix, func(t *testing.T) {
				marks := surface(render.Rect{X: 10, Y: 10, W: 480, H: 380}, ratio, th, render.Camera{Turn: 30, Tilt: 40})
				marks = append(marks, surface(render.Rect{X: 500, Y: 10, W: 480, H: 380}, ratio, th, render.Camera{Turn: -60, Tilt: 30})...)
				check(t, "surface-"+name+suffix, 990, 400, ratio, th.Background, marks)
			})
		}
	}
}
