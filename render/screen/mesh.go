//go:build js

package screen

import (
	"github.com/hajimehoshi/ebiten/v2"

	"onebasin/render"
)

// triangles draws a mesh with one call.
func (s *Screen) triangles(dst *ebiten.Image, m render.Mesh) {
	if len(m.Colors) != len(m.Points) || len(m.Triangles)%3 != 0 {
		panic("screen: mesh without a colour for each point, or with a part of a triangle")
	}
	if len(m.Triangles) == 0 {
		return
	}
	s.atlas.ready()
	if cap(s.vertices) < len(m.Points) {
		s.vertices = make([]ebiten.Vertex, len(m.Points), len(m.Points)+len(m.Points)/4)
	}
	s.vertices = s.vertices[:len(m.Points)]
	k := float32(s.ratio)
	for i := range s.vertices {
		v, p, c := &s.vertices[i], &m.Points[i], &m.Colors[i]
		a := float32(c.A) / 255
		v.DstX, v.DstY, v.SrcX, v.SrcY = float32(p.X)*k, float32(p.Y)*k, white, white
		v.ColorR, v.ColorG, v.ColorB, v.ColorA = float32(c.R)/255*a, float32(c.G)/255*a, float32(c.B)/255*a, a
	}
	dst.DrawTriangles32(s.vertices, m.Triangles, s.atlas.image, &premultiplied)
	s.vertices = s.vertices[:0]
	s.calls++
}
