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
	m      map[uint64]*texture
	frame  int
	border []byte
}

type texture struct {
	image *ebiten.Image
	pad   int // pixels by which the picture's border is repeated on each side
	seen  int
}

// pixels draws a picture. A smooth one is interpolated by the graphics card; its border is repeated so that it does not
// fade out.
func (s *Screen) pixels(dst *ebiten.Image, m render.Pixels) {
	if m.W <= 0 || m.H <= 0 {
		return
	}
	box := s.device(m.Rect)
	exact := box.Dx() == m.W && box.Dy() == m.H
	t := s.textures.of(m, m.Smooth && !exact)
	x0, y0, x1, y1 := float32(box.Min.X), float32(box.Min.Y), float32(box.Max.X), float32(box.Max.Y)
	u0, v0 := float32(t.pad), float32(t.pad)
	u1, v1 := u0+float32(m.W), v0+float32(m.H)
	one := func(x, y, u, v float32) ebiten.Vertex {
		return ebiten.Vertex{DstX: x, DstY: y, SrcX: u, SrcY: v, ColorR: 1, ColorG: 1, ColorB: 1, ColorA: 1}
	}
	s.vertices = append(s.vertices[:0], one(x0, y0, u0, v0), one(x1, y0, u1, v0),
		one(x1, y1, u1, v1), one(x0, y1, u0, v1))
	options := &premultiplied
	if t.pad > 0 {
		options = &linear
	}
	dst.DrawTriangles(s.vertices, rectangle, t.image, options)
	s.vertices = s.vertices[:0]
}

var (
	rectangle = []uint16{0, 1, 2, 0, 2, 3}
	linear    = ebiten.DrawTrianglesOptions{Filter: ebiten.FilterLinear,
		ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha}
)

// of returns the texture of a picture, uploading it if its key is new: into one of the same size that was shown neither
// in this frame nor in the last, if there is one, so that a picture that changes with every frame uses two textures in
// turn.
func (t *textures) of(m render.Pixels, padded bool) *texture {
	pad := 0
	if padded {
		pad = 1
	}
	w, h := m.W+2*pad, m.H+2*pad
	fits := func(have *texture) bool {
		return have.pad == pad && have.image.Bounds().Dx() == w && have.image.Bounds().Dy() == h
	}
	have := t.m[m.Key]
	if have != nil && fits(have) {
		have.seen = t.frame
		return have
	}
	if have != nil {
		have.image.Deallocate()
	}
	if t.m == nil {
		t.m = map[uint64]*texture{}
	}
	have = nil
	for key, old := range t.m {
		if old.seen < t.frame-1 && fits(old) {
			have = old
			delete(t.m, key)
			break
		}
	}
	if have == nil {
		have = &texture{image: ebiten.NewImageWithOptions(image.Rect(0, 0, w, h),
			&ebiten.NewImageOptions{Unmanaged: true}), pad: pad}
	}
	have.seen = t.frame
	have.image.WritePixels(t.bordered(m, pad))
	t.m[m.Key] = have
	return have
}

// bordered returns m's pixels with the outermost ones repeated pad times, valid until the next call.
func (t *textures) bordered(m render.Pixels, pad int) []byte {
	if pad == 0 {
		return m.Pix
	}
	w, h := m.W+2*pad, m.H+2*pad
	if cap(t.border) < 4*w*h {
		t.border = make([]byte, 4*w*h)
	}
	out := t.border[:4*w*h]
	for y := range h {
		sy := min(max(y-pad, 0), m.H-1)
		row, from := out[4*y*w:4*(y+1)*w], m.Pix[4*sy*m.W:4*(sy+1)*m.W]
		copy(row[4*pad:], from)
		for x := range pad {
			copy(row[4*x:4*x+4], from)
			copy(row[4*(w-1-x):], from[len(from)-4:])
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
