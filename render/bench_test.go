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
		render.Axes{X: render.Axis{Title: "λ", Max: 1}, Y: render.Axis{Title: "test loss", Max: 1.2}, Title: "A title that states the finding"}.Draw(render.Rect{W: 420, H: 400})
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
