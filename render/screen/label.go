//go:build js

package screen

import (
	"image/color"

	"github.com/hajimehoshi/ebiten/v2"

	"onebasin/render"
	"onebasin/render/tess"
	"onebasin/render/text"
)

func (s *Screen) label(dst *ebiten.Image, l render.Label) {
	if l.Halo.A > 0 {
		s.run(dst, l.Text, l.Run(s.ratio, true), l.Halo)
	}
	s.run(dst, l.Text, l.Run(s.ratio, false), l.Color)
}

// run appends a quadrilateral for each letter.
func (s *Screen) run(dst *ebiten.Image, line string, r text.Run, c color.NRGBA) {
	if c.A == 0 {
		return
	}
	s.collect()
	a := float32(c.A) / 255
	cr, cg, cb := float32(c.R)/255*a, float32(c.G)/255*a, float32(c.B)/255*a
	r.Place(line, func(k text.Key, x, y int) {
		y -= s.top
		p, ok := s.atlas.at(k)
		if s.atlas.full { // what is on the way still needs the old letters
			s.flush(dst)
			s.atlas.clear()
			p, ok = s.atlas.at(k)
			s.atlas.full = false // a letter larger than the whole atlas stays unseen
		}
		if !ok {
			return
		}
		first := uint32(len(s.vertices))
		for _, corner := range [4][2]int{{0, 0}, {p.w, 0}, {p.w, p.h}, {0, p.h}} {
			// keeps the mesh's indices and the vertices in step
			s.mesh.Vertices = append(s.mesh.Vertices, tess.Vertex{})
			s.vertices = append(s.vertices, ebiten.Vertex{
				DstX: float32(x + p.x + corner[0]), DstY: float32(y + p.y + corner[1]),
				SrcX: float32(p.u + corner[0]), SrcY: float32(p.v + corner[1]),
				ColorR: cr, ColorG: cg, ColorB: cb, ColorA: a,
			})
		}
		s.mesh.Indices = append(s.mesh.Indices, first, first+1, first+2, first, first+2, first+3)
	})
}
