package raster

import (
	"image/color"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/render"
)

// A square of random triangles covers each of its pixels once: half-transparent white is equally grey everywhere,
// without cracks or doubles.
func TestMeshCoversExactly(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	const n = 9
	for _, ratio := range []float64{1, 1.5, 2} {
		m := render.Mesh{}
		for j := range n {
			for i := range n {
				p := render.Point{X: 5 + 5*float64(i), Y: 5 + 5*float64(j)}
				if i > 0 && i < n-1 && j > 0 && j < n-1 {
					p.X, p.Y = p.X+r.Float64()*4-2, p.Y+r.Float64()*4-2
				}
				m.Points, m.Colors = append(m.Points, p), append(m.Colors, color.NRGBA{255, 255, 255, 128})
				if k := uint32(j*n + i); i > 0 && j > 0 {
					if r.IntN(2) == 0 { // either orientation
						m.Triangles = append(m.Triangles, k, k-1, k-n-1, k, k-n-1, k-n)
					} else {
						m.Triangles = append(m.Triangles, k-1, k, k-n, k-n-1, k-1, k-n)
					}
				}
			}
		}
		img := Draw(50, 50, ratio, black, []render.Mark{m})
		for y := range img.Rect.Dy() {
			for x := range img.Rect.Dx() {
				want := uint8(0)
				if px, py := (float64(x)+0.5)/ratio, (float64(y)+0.5)/ratio; px >= 5 && px < 45 && py >= 5 && py < 45 {
					want = 128
				}
				require.Equal(t, want, img.RGBAAt(x, y).R, "%d, %d at %v", x, y, ratio)
			}
		}
	}
}

func TestMeshInterpolatesByHand(t *testing.T) {
	m := render.Mesh{
		Points:    []render.Point{{X: 0, Y: 0}, {X: 10, Y: 0}, {X: 0, Y: 10}},
		Colors:    []color.NRGBA{{0, 0, 0, 255}, {250, 0, 0, 255}, {0, 200, 0, 0}},
		Triangles: []uint32{0, 1, 2},
	}
	img := Draw(10, 10, 1, color.Transparent, []render.Mark{m})
	// At (2.5, 4.5) the corners weigh 0.3, 0.25 and 0.45; the last is transparent, so that its green is not seen.
	assert.Equal(t, color.RGBA{63, 0, 0, 140}, img.RGBAAt(2, 4))
	assert.Zero(t, img.RGBAAt(6, 4).A)
	cut := Draw(10, 10, 1, color.Transparent,
		[]render.Mark{render.Clip{Rect: render.Rect{X: 2, Y: 4, W: 1, H: 1}, Marks: []render.Mark{m}}})
	assert.Equal(t, img.RGBAAt(2, 4), cut.RGBAAt(2, 4))
	assert.Zero(t, cut.RGBAAt(1, 4).A)
	m.Colors = nil
	assert.Panics(t, func() { Draw(10, 10, 1, black, []render.Mark{m}) })
}
