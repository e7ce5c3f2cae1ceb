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
	// Ebitengine keeps room for as many vertices as it once got: a surface that turns has a few more or less each time,
	// so they are counted in thousands, and those beyond the mesh's are in no triangle.
	const thousand = 1024
	n := (len(m.Points) + thousand - 1) / thousand * thousand
	if cap(s.vertices) < n {
		s.vertices = make([]ebiten.Vertex, n)
	}
	s.vertices = s.vertices[:n]
	k, top := float32(s.ratio), float32(s.top)
	for i := range m.Points {
		v, p, c := &s.vertices[i], &m.Points[i], &m.Colors[i]
		a := float32(c.A) / 255
		v.DstX, v.DstY, v.SrcX, v.SrcY = float32(p.X)*k, float32(float32(p.Y)*k)-top, white, white
		v.ColorR, v.ColorG, v.ColorB, v.ColorA = float32(c.R)/255*a, float32(c.G)/255*a, float32(c.B)/255*a, a
	}
	dst.DrawTriangles32(s.vertices, m.Triangles, s.atlas.image, &premultiplied)
	s.vertices = s.vertices[:0]
}
