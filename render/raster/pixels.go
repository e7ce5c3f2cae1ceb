package raster

import (
	"image"
	"image/draw"

	"onebasin/render"
)

// pixels draws a picture: pixel for pixel where it has the size of its rectangle, else interpolated or as squares.
func (p *painter) pixels(m render.Pixels) {
	if m.W <= 0 || m.H <= 0 {
		return
	}
	if len(m.Pix) != 4*m.W*m.H {
		panic("raster: pixels of another size than their picture")
	}
	src := &image.RGBA{Pix: m.Pix, Stride: 4 * m.W, Rect: image.Rect(0, 0, m.W, m.H)}
	box := m.Rect.Device(p.ratio)
	dst := p.img.SubImage(p.clip).(*image.RGBA)
	visible := box.Intersect(p.clip)
	if visible.Empty() {
		return
	}
	if box.Dx() != m.W || box.Dy() != m.H {
		src = scaled(src, box.Dx(), box.Dy(), m.Smooth)
	}
	draw.Draw(dst, visible, src, visible.Min.Sub(box.Min), draw.Over)
}
