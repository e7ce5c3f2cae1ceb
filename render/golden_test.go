package render_test

import (
	"image/color"
	"testing"

	"onebasin/render"
	"onebasin/render/golden"
	"onebasin/render/raster"
)

var (
	white = color.NRGBA{255, 255, 255, 255}
	black = color.NRGBA{0, 0, 0, 255}
)

// check compares a figure with testdata/name.png.
func check(t *testing.T, name string, w, h, ratio float64, background color.NRGBA, marks []render.Mark) {
	t.Helper()
	golden.Check(t, name, raster.Draw(w, h, ratio, background, marks))
}
