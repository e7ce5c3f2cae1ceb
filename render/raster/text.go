package raster

import (
	"image"
	"image/color"
	"image/draw"

	"onebasin/render"
	"onebasin/render/text"
)

func (p *painter) label(l render.Label) {
	if l.Halo.A > 0 {
		p.run(l.Text, l.Run(p.ratio, true), l.Halo)
	}
	p.run(l.Text, l.Run(p.ratio, false), l.Color)
}

func (p *painter) run(s string, r text.Run, c color.NRGBA) {
	ink := image.NewUniform(c)
	r.Place(s, func(k text.Key, x, y int) {
		m := p.glyphs.Mask(k)
		box := image.Rect(x+m.X, y+m.Y, x+m.X+m.W, y+m.Y+m.H)
		alpha := &image.Alpha{Pix: m.Alpha, Stride: m.W, Rect: box}
		visible := box.Intersect(p.clip)
		draw.DrawMask(p.img, visible, ink, image.Point{}, alpha, visible.Min, draw.Over)
	})
}
