package render_test

import (
	"testing"

	"onebasin/render"
	"onebasin/render/text"
)

// A picture of 440×320 CSS pixels at the pixel ratio 2.
func BenchmarkTerrain(b *testing.B) {
	f, _, _ := valleyField(64)
	for b.Loop() {
		t := render.NewTerrain(f, render.LossLevels(0.01, 4), 880, 640, 2, render.Light())
		for t.Step() {
		}
	}
}

// One slice: the longest that a frame waits for a terrain.
func BenchmarkTerrainStep(b *testing.B) {
	f, _, _ := valleyField(64)
	t := render.NewTerrain(f, render.LossLevels(0.01, 4), 880, 640, 2, render.Light())
	for b.Loop() {
		if !t.Step() {
			t = render.NewTerrain(f, render.LossLevels(0.01, 4), 880, 640, 2, render.Light())
		}
	}
}

func BenchmarkIsolines(b *testing.B) {
	f, _, _ := valleyField(64)
	area := render.Rect{W: 440, H: 320}
	for b.Loop() {
		f.Isolines(area, []float64{0.02, 0.05, 0.1, 0.2, 0.5, 1, 2}, render.Isolines{Color: white, Ink: white})
	}
}

func BenchmarkAxes(b *testing.B) {
	for b.Loop() {
		render.Axes{X: render.Axis{Title: "λ", Max: 1}, Y: render.Axis{Title: "test loss", Max: 1.2},
			Title: "A title that states the finding"}.Draw(render.Rect{W: 420, H: 400})
	}
}

func BenchmarkMeasure(b *testing.B) {
	for b.Loop() {
		render.MeasureText("Renumbering B’s units removes the barrier", 14, true)
	}
}

func BenchmarkGlyph(b *testing.B) {
	var keys []text.Key
	text.Layout("0.25 barrier", 14, false, func(g text.Glyph, x float64) {
		keys = append(keys, text.Key{Glyph: g, Size: text.Sixteenths(28)})
	})
	for b.Loop() {
		for _, k := range keys {
			text.Rasterize(k)
		}
	}
}

func BenchmarkGlyphHalo(b *testing.B) {
	var keys []text.Key
	text.Layout("0.25 barrier", 14, false, func(g text.Glyph, x float64) {
		keys = append(keys, text.Key{Glyph: g, Size: text.Sixteenths(28), Halo: 14})
	})
	for b.Loop() {
		for _, k := range keys {
			text.Rasterize(k)
		}
	}
}

// The marks of a 64×64 field's surface for one camera after the other.
func BenchmarkSurface(b *testing.B) {
	f, u, v := valleyField(64)
	f = render.Field{W: 64, H: 64, Z: append(f.Z, f.Z...)[:64*64]}
	s := render.NewSurface(f, render.LossLevels(0.01, 4), u.Min, u.Max, v.Min, v.Max, render.Light())
	paths := []render.SurfacePath{{Points: [][2]float64{{0, 0}, {1, 0}}, Color: render.ColorB},
		{Points: [][2]float64{{0, 0}, {0.12, 0.47}}, Color: render.ColorPiB}}
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
