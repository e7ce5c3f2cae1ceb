//go:build js

package screen

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"onebasin/render"
)

// idle is after how many frames a picture that is not shown any more leaves the graphics card.
const idle = 120

// textures keeps pictures by their key.
type textures struct {
	m     map[uint64]*texture
	frame int
}

type texture struct {
	image *ebiten.Image
	pad   int // pixels by which the picture's border is repeated on each side
	seen  int
}

// pixels draws a picture. A smooth one is interpolated by the graphics card; its border is repeated so that it does not fade out.
func (s *Screen) pixels(dst *ebiten.Image, m render.Pixels) {
	if m.W <= 0 || m.H <= 0 {
		return
	}
	box := m.Rect.Device(s.ratio)
	exact := box.Dx() == m.W && box.Dy() == m.H
	t := s.textures.of(m, m.Smooth && !exact)
	x0, y0, x1, y1 := float32(box.Min.X), float32(box.Min.Y), float32(box.Max.X), float32(box.Max.Y)
	u0, v0 := float32(t.pad), float32(t.pad)
	u1, v1 := u0+float32(m.W), v0+float32(m.H)
	one := func(x, y, u, v float32) ebiten.Vertex {
		return ebiten.Vertex{DstX: x, DstY: y, SrcX: u, SrcY: v, ColorR: 1, ColorG: 1, ColorB: 1, ColorA: 1}
	}
	s.vertices = append(s.vertices[:0], one(x0, y0, u0, v0), one(x1, y0, u1, v0), one(x1, y1, u1, v1), one(x0, y1, u0, v1))
	options := &premultiplied
	if t.pad > 0 {
		options = &linear
	}
	dst.DrawTriangles(s.vertices, rectangle, t.image, options)
	s.vertices = s.vertices[:0]
	s.calls++
}

var (
	rectangle = []uint16{0, 1, 2, 0, 2, 3}
	linear    = ebiten.DrawTrianglesOptions{Filter: ebiten.FilterLinear, ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha}
)

// of returns the texture of a picture, uploading it if its key is new.
func (t *textures) of(m render.Pixels, padded bool) *texture {
	pad := 0
	if padded {
		pad = 1
	}
	have := t.m[m.Key]
	if have != nil && have.pad == pad && have.image.Bounds().Dx() == m.W+2*pad && have.image.Bounds().Dy() == m.H+2*pad {
		have.seen = t.frame
		return have
	}
	if have != nil {
		have.image.Deallocate()
	}
	if t.m == nil {
		t.m = map[uint64]*texture{}
	}
	have = &texture{image: ebiten.NewImageWithOptions(image.Rect(0, 0, m.W+2*pad, m.H+2*pad), &ebiten.NewImageOptions{Unmanaged: true}), pad: pad, seen: t.frame}
	have.image.WritePixels(bordered(m, pad))
	t.m[m.Key] = have
	return have
}

// bordered returns m's pixels with the outermost ones repeated pad times.
func bordered(m render.Pixels, pad int) []byte {
	if pad == 0 {
		return m.Pix
	}
	w, h := m.W+2*pad, m.H+2*pad
	out := make([]byte, 4*w*h)
	for y := range h {
		sy := min(max(y-pad, 0), m.H-1)
		for x := range w {
			sx := min(max(x-pad, 0), m.W-1)
			copy(out[4*(y*w+x):4*(y*w+x)+4], m.Pix[4*(sy*m.W+sx):])
		}
	}
	return out
}

// sweep ends a frame and frees what was not shown for a while.
func (t *textures) sweep() {
	t.frame++
	if t.frame%idle != 0 {
		return
	}
	for key, have := range t.m {
		if t.frame-have.seen > idle {
			have.image.Deallocate()
			delete(t.m, key)
		}
	}
}
