package render_test

import (
	"testing"

	"onebasin/render"
)

// The marks of a 64×64 field's surface for one camera after the other.
func BenchmarkSurface(b *testing.B) {
	f, u, v := valleyField(64)
	f = render.Field{W: 64, H: 64, Z: append(f.Z, f.Z...)[:64*64]}
	s := render.NewSurface(f, render.LossLevels(0.01, 4), u.Min, u.Max, v.Min, v.Max, render.Light())
	paths := []render.SurfacePath{{Points: [][2]float64{{0, 0}, {1, 0}}, Color: render.ColorB}, {Points: [][2]float64{{0, 0}, {0.12, 0.47}}, Color: render.ColorPiB}}
	spots := []render.SurfaceSpot{{Name: "A"}, {U: 1, Name: "B"}, {U: 0.12, V: 0.47, Name: "π(B)"}}
	turn := 0.0
	b.ReportAllocs()
	for b.Loop() {
		turn += 1.5
		s.Draw(render.Rect{W: 480, H: 380}, render.Camera{Turn: turn, Tilt: 40}, paths, spots)
	}
}

func BenchmarkNewSurface(b *testing.B) {
	f, u, v := valleyField(64)
	for b.Loop() {
		render.NewSurface(f, render.LossLevels(0.01, 4), u.Min, u.Max, v.Min, v.Max, render.Light())
	}
}
