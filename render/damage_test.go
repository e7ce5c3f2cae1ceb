package render_test

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/render"
	"onebasin/render/raster"
)

// soft is how many pixels softened edges reach beyond the bounds.
const soft = 2

// anyMark draws a random mark of any kind somewhere on a canvas of 100×80.
func anyMark(r *rand.Rand, deep int) render.Mark {
	at := func() render.Point { return render.Point{X: r.Float64() * 100, Y: r.Float64() * 80} }
	near := func() []render.Point {
		p := at()
		return []render.Point{p, {X: p.X + 9*r.Float64(), Y: p.Y}, {X: p.X + 5, Y: p.Y + 8*r.Float64()}}
	}
	box := func() render.Rect {
		p := at()
		return render.Rect{X: p.X, Y: p.Y, W: 3 + 20*r.Float64(), H: 3 + 20*r.Float64()}
	}
	ink := color.NRGBA{uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32()), 255}
	switch kind := r.IntN(9); {
	case kind == 0:
		return render.Line{Points: append(near(), render.Point{X: math.NaN(), Y: 0}), Width: 6 * r.Float64(),
			Color: ink, Dash: [][]float64{nil, {3, 2}}[r.IntN(2)]}
	case kind == 1:
		return render.Fill{Points: near(), Color: ink}
	case kind == 2:
		p := at()
		return render.Band{Upper: []render.Point{p, {X: p.X + 9, Y: p.Y - 2}},
			Lower: []render.Point{{X: p.X, Y: p.Y + 6}, {X: p.X + 9, Y: p.Y + 3}}, Color: ink}
	case kind == 3:
		return render.Disc{At: at(), R: 8 * r.Float64(), Fill: ink, Stroke: color.NRGBA{A: 255}, Width: 3 * r.Float64()}
	case kind == 4:
		return render.Box{Rect: box(), Radius: 2, Fill: ink, Stroke: color.NRGBA{A: 255}, Width: 3 * r.Float64()}
	case kind == 5:
		return render.Label{At: at(), Text: []string{"π(B)", "λ = 0.5", "fjÅQ"}[r.IntN(3)], Size: 8 + 8*r.Float64(),
			Color: ink, Anchor: render.Anchor(r.IntN(3)),
			Baseline: render.Baseline(r.IntN(4)), Vertical: r.IntN(3) == 0, Bold: r.IntN(2) == 0,
			Halo: color.NRGBA{255, 255, 255, uint8(r.IntN(2) * 255)}}
	case kind == 6:
		pix := []byte{ink.R, ink.G, ink.B, 255, 0, 0, 0, 255, 255, 255, 255, 255, ink.B, ink.R, ink.G, 255}
		return render.Pixels{Rect: box(), W: 2, H: 2, Pix: pix, Smooth: r.IntN(2) == 0,
			Key: render.PixelsKey(2, 2, pix)}
	case kind == 7:
		return render.Mesh{Points: near(), Colors: []color.NRGBA{ink, ink, {A: 255}}, Triangles: []uint32{0, 1, 2}}
	case deep > 0:
		return render.Clip{Rect: box(), Marks: []render.Mark{anyMark(r, deep-1), anyMark(r, deep-1)}}
	}
	return render.Disc{At: at(), R: 4, Fill: ink}
}

func drawn(ratio float64, marks []render.Mark) *image.RGBA {
	return raster.Draw(100, 80, ratio, color.White, marks)
}

// strays counts the pixels beyond the rectangles in which two pictures differ.
func strays(a, b *image.RGBA, within []render.Rect, ratio float64) (n int) {
	for y := range a.Rect.Dy() {
	pixels:
		for x := range a.Rect.Dx() {
			if a.RGBAAt(x, y) == b.RGBAAt(x, y) {
				continue
			}
			for _, r := range within {
				if r.Inset(-soft / ratio).Contains(render.Point{X: (float64(x) + 0.5) / ratio,
					Y: (float64(y) + 0.5) / ratio}) {
					continue pixels
				}
			}
			n++
		}
	}
	return n
}

func TestNothingIsDrawnBeyondTheBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for k := range 600 {
		m, ratio := anyMark(r, 2), []float64{0.5, 1, 2.5}[k%3]
		assert.Zero(t, strays(drawn(ratio, nil), drawn(ratio, []render.Mark{m}), []render.Rect{render.Bounds(m)},
			ratio), "ratio %g: %T %+v has bounds %v", ratio, m, m, render.Bounds(m))
	}
	assert.True(t, render.Bounds().Empty())
}

// What a list of marks changes of a picture lies in the damage, and a list that draws the same does none.
func TestDamageHoldsAllThatChanges(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var marks []render.Mark
	var trace render.Trace
	for range 150 {
		before := drawn(1, marks)
		for range 1 + r.IntN(3) {
			switch k := r.IntN(len(marks) + 1); {
			case k == len(marks):
				marks = append(marks, anyMark(r, 2))
			case r.IntN(3) == 0:
				marks = append(marks[:k:k], marks[k+1:]...)
			default:
				marks[k] = anyMark(r, 2)
			}
		}
		var damage, none render.Damage
		trace.Replace(marks, &damage)
		assert.Zero(t, strays(before, drawn(1, marks), damage, 1))
		for i, a := range damage {
			for _, b := range damage[:i] {
				assert.True(t, a.Intersect(b).Empty(), "%v and %v overlap", a, b)
			}
		}
		trace.Replace(marks, &none)
		assert.Empty(t, none)
		// The marks within a part are enough to draw that part.
		part := render.Rect{X: 20, Y: 20, W: 40, H: 30}
		few := trace.Within(part.Inset(-soft), marks, nil)
		a, b := drawn(1, []render.Mark{render.Clip{Rect: part, Marks: marks}}),
			drawn(1, []render.Mark{render.Clip{Rect: part, Marks: few}})
		assert.Equal(t, a.Pix, b.Pix)
	}
}

// A trace does not look at marks again whose points were overwritten since.
func TestATraceKeepsNoMarks(t *testing.T) {
	line := []render.Point{{X: 1, Y: 1}, {X: 9, Y: 1}}
	marks := []render.Mark{render.Line{Points: line, Width: 2}}
	var trace render.Trace
	var damage render.Damage
	trace.Replace(marks, &damage)
	line[1].Y = 60
	damage = nil
	trace.Replace(marks, &damage)
	assert.Equal(t, render.Damage{{X: 0, Y: 0, W: 10, H: 61}}, damage)
}

func TestFarPartsStayApart(t *testing.T) {
	var d render.Damage
	d.Add(render.Rect{})
	assert.Empty(t, d)
	d.Add(render.Rect{X: 0, Y: 0, W: 10, H: 10})
	d.Add(render.Rect{X: 500, Y: 500, W: 10, H: 10})
	d.Add(render.Rect{X: 5, Y: 5, W: 10, H: 10})
	assert.Len(t, d, 2, fmt.Sprint(d))
	d.Add(render.Rect{X: 2, Y: 2, W: 505, H: 505})
	assert.Equal(t, render.Damage{{X: 0, Y: 0, W: 510, H: 510}}, d)
}
