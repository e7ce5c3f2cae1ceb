package render_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/render"
)

// From wherever it is seen, a surface fills its place in one direction at least, with room for its scales.
func TestASurfaceFillsItsPlace(t *testing.T) {
	f := render.Field{W: 9, H: 9}
	for k := range 81 {
		f.Z = append(f.Z, 0.01*float64(1+k%9)*float64(1+k/9))
	}
	s := render.NewSurface(f, render.LossLevels(0.01, 1), 0, 1, 0, 1, render.Light())
	at := render.Rect{X: 10, Y: 20, W: 600, H: 400}
	for turn := -180.0; turn <= 180; turn += 15 {
		for tilt := 5.0; tilt <= 85; tilt += 20 {
			s.Draw(at, render.Camera{Turn: turn, Tilt: tilt}, nil, nil)
			var x0, x1, y0, y1 = 1e9, -1e9, 1e9, -1e9
			for _, uv := range [][2]float64{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
				p := s.At(uv[0], uv[1])
				x0, x1, y0, y1 = min(x0, p.X), max(x1, p.X), min(y0, p.Y), max(y1, p.Y)
			}
			assert.GreaterOrEqual(t, x0, at.X)
			assert.LessOrEqual(t, x1, at.Right())
			assert.GreaterOrEqual(t, y0, at.Y)
			assert.LessOrEqual(t, y1, at.Bottom())
			wide, high := x1-x0, y1-y0
			assert.True(t, wide > 0.75*at.W || high > 0.5*at.H, "turn %g, tilt %g: %g × %g", turn, tilt, wide, high)
		}
	}
}
