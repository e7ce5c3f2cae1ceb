package raster

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/render"
	"onebasin/render/tess"
)

var (
	white = color.NRGBA{255, 255, 255, 255}
	black = color.NRGBA{0, 0, 0, 255}
)

func TestWholePixelsAreExact(t *testing.T) {
	img := Draw(20, 10, 2, black, []render.Mark{
		render.Box{Rect: render.Rect{X: 2, Y: 3, W: 4, H: 2}, Fill: white},
		render.Line{Points: []render.Point{{X: 10, Y: 5.5}, {X: 15, Y: 5.5}}, Width: 1, Color: white},
	})
	require.Equal(t, image.Rect(0, 0, 40, 20), img.Rect)
	for y := range 20 {
		for x := range 40 {
			in := x >= 4 && x < 12 && y >= 6 && y < 10 || x >= 20 && x < 30 && y >= 10 && y < 12
			want := uint8(0)
			if in {
				want = 255
			}
			require.Equal(t, want, img.RGBAAt(x, y).R, "%d, %d", x, y)
		}
	}
}

func TestClipCutsAndNests(t *testing.T) {
	full := render.Box{Rect: render.Rect{W: 20, H: 20}, Fill: white}
	img := Draw(20, 20, 1, black, []render.Mark{
		render.Clip{Rect: render.Rect{X: 2, Y: 2, W: 10, H: 10},
			Marks: []render.Mark{render.Clip{Rect: render.Rect{X: 8, Y: 8, W: 10, H: 10}, Marks: []render.Mark{full,
				render.Label{At: render.Point{X: 8, Y: 12}, Text: "ABC", Size: 14, Color: white},
				render.Pixels{Rect: render.Rect{W: 20, H: 20}, W: 1, H: 1, Pix: []byte{255, 255, 255, 255}}}}}},
	})
	sum := 0
	for i := 0; i < len(img.Pix); i += 4 {
		sum += int(img.Pix[i]) / 255
	}
	assert.Equal(t, 16, sum, "the 4×4 pixels in both clips")
}

func TestTranslucentStrokeIsEvenWhereItBends(t *testing.T) {
	img := Draw(60, 60, 2, black, []render.Mark{render.Line{
		Points: []render.Point{{X: 5, Y: 50}, {X: 20, Y: 10}, {X: 30, Y: 50}, {X: 31, Y: 49}, {X: 50, Y: 10}}, Width: 6,
		Color: render.Alpha(white, 0.5)}})
	for i := 0; i < len(img.Pix); i += 4 {
		require.LessOrEqual(t, img.Pix[i], uint8(129), "drawn twice")
	}
}

// The canvas's triangles, sampled at pixel centres as a graphics card does, against the analytic coverage of this
// package: two implementations that share nothing but the shapes.
func TestTrianglesCoverWhatTheRasterCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	at := func() render.Point { return render.Point{X: 10 + 60*r.Float64(), Y: 10 + 60*r.Float64()} }
	for n := range 60 {
		var m tess.Mesh
		var mark render.Mark
		switch n % 4 {
		case 0:
			p, radius := at(), 2+6*r.Float64()
			mark = render.Disc{At: p, R: radius, Fill: white}
			m.Disc(tess.Point(p), radius, white)
		case 1:
			a, b := at(), at()
			w := 1 + 5*r.Float64()
			mark = render.Line{Points: []render.Point{a, b}, Width: w, Color: white}
			m.Polyline([]tess.Point{tess.Point(a), tess.Point(b)}, w, white, w >= 1.5)
		case 2:
			c := at()
			var ring []render.Point
			var same []tess.Point
			for k := range 5 {
				sin, cos := math.Sincos(float64(k)*2*math.Pi/5 + float64(n))
				q := render.Point{X: c.X + 9*cos, Y: c.Y + 9*sin}
				ring, same = append(ring, q), append(same, tess.Point(q))
			}
			mark = render.Fill{Points: ring, Color: white}
			m.Convex(same, white)
		case 3:
			box := render.Rect{X: 10.3, Y: 12.6, W: 20 + 30*r.Float64(), H: 30}
			mark = render.Box{Rect: box, Radius: 5, Fill: white}
			m.Convex(tess.RoundedBox(nil, box.X, box.Y, box.W, box.H, 5), white)
		}
		img := Draw(80, 80, 1, black, []render.Mark{mark})
		mine := sampled(&m, 80)
		sum, total := 0.0, 0.0
		for y := range 80 {
			for x := range 80 {
				d := float64(img.RGBAAt(x, y).R)/255 - mine[y*80+x]
				require.Less(t, math.Abs(d), 0.36, "%T %+v at %d, %d", mark, mark, x, y)
				sum += d
				total += float64(img.RGBAAt(x, y).R) / 255
			}
		}
		assert.Less(t, math.Abs(sum), 1+0.03*total, "%T %+v", mark, mark)
	}
}

// sampled returns a mesh's opacity at pixel centres: the largest of the triangles that hold it, since joints overlap.
func sampled(m *tess.Mesh, n int) []float64 {
	out := make([]float64, n*n)
	for i := 0; i < len(m.Indices); i += 3 {
		a, b, c := m.Vertices[m.Indices[i]], m.Vertices[m.Indices[i+1]], m.Vertices[m.Indices[i+2]]
		det := (b.X-a.X)*(c.Y-a.Y) - (c.X-a.X)*(b.Y-a.Y)
		if det == 0 {
			continue
		}
		for y := range n {
			for x := range n {
				px, py := float32(x)+0.5-a.X, float32(y)+0.5-a.Y
				u := (px*(c.Y-a.Y) - (c.X-a.X)*py) / det
				v := ((b.X-a.X)*py - px*(b.Y-a.Y)) / det
				if u >= 0 && v >= 0 && u+v <= 1 {
					out[y*n+x] = max(out[y*n+x], float64(a.A+u*(b.A-a.A)+v*(c.A-a.A)))
				}
			}
		}
	}
	return out
}

func TestWhatIsNoNumberDrawsNothing(t *testing.T) {
	nan := math.NaN()
	img := Draw(10, 10, 1, black, []render.Mark{
		render.Line{Points: []render.Point{{X: nan, Y: 1}, {X: 3, Y: nan}}, Width: 3, Color: white},
		render.Fill{Points: []render.Point{{X: nan, Y: 1}, {X: 3, Y: 4}, {X: 9, Y: 9}}, Color: white},
		render.Disc{At: render.Point{X: nan}, R: 4, Fill: white},
		render.Pixels{},
	})
	for i := 0; i < len(img.Pix); i += 4 {
		require.Zero(t, img.Pix[i])
	}
	assert.Panics(t, func() { Draw(0, 10, 1, black, nil) })
}
