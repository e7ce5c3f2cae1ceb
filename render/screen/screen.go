//go:build js

package screen

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"onebasin/render"
	"onebasin/render/tess"
)

// Screen draws marks and keeps what they need on the graphics card. The zero value is ready; it belongs to the game
// loop.
type Screen struct {
	mesh     tess.Mesh
	vertices []ebiten.Vertex
	points   []tess.Point
	lower    []tess.Point
	dash     []float64
	atlas    atlas
	textures textures
	ratio    float64
	top      int
}

// Draw draws marks in order onto dst, whose pixels are ratio to a CSS pixel, and whose first row is the row top of the
// picture that the marks make: dst may be a band of it. It does not clear dst.
func (s *Screen) Draw(dst *ebiten.Image, marks []render.Mark, ratio float64, top int) {
	s.ratio, s.top = ratio, top
	s.draw(dst, marks)
	s.flush(dst)
	s.textures.sweep()
}

func (s *Screen) draw(dst *ebiten.Image, marks []render.Mark) {
	for _, m := range marks {
		switch m := m.(type) {
		case render.Line:
			s.line(m)
		case render.Fill:
			s.points = s.scaled(s.points[:0], m.Points)
			s.mesh.Convex(s.points, m.Color)
		case render.Band:
			s.points = s.scaled(s.points[:0], m.Upper)
			s.lower = s.scaled(s.lower[:0], m.Lower)
			s.mesh.Band(s.points, s.lower, m.Color)
		case render.Disc:
			at := s.at(m.At)
			s.mesh.Disc(at, m.R*s.ratio, m.Fill)
			s.mesh.Circle(at, m.R*s.ratio, m.Width*s.ratio, m.Stroke)
		case render.Box:
			k := s.ratio
			corner := s.at(render.Point{X: m.X, Y: m.Y})
			s.points = tess.RoundedBox(s.points[:0], corner.X, corner.Y, m.W*k, m.H*k, m.Radius*k)
			s.mesh.Convex(s.points, m.Fill)
			s.mesh.Outline(s.points, m.Width*k, m.Stroke)
		case render.Label:
			s.label(dst, m)
		case render.Pixels:
			s.flush(dst)
			s.pixels(dst, m)
		case render.Mesh:
			s.flush(dst)
			s.triangles(dst, m)
		case render.Clip:
			s.flush(dst)
			inside := dst.SubImage(s.device(m.Rect)).(*ebiten.Image)
			s.draw(inside, m.Marks)
			s.flush(inside)
		}
	}
}

func (s *Screen) line(l render.Line) {
	s.points = s.scaled(s.points[:0], l.Points)
	width := l.Width * s.ratio
	if len(l.Dash) == 0 {
		s.mesh.Polyline(s.points, width, l.Color, l.Width >= 1.5)
		return
	}
	s.dash = s.dash[:0]
	for _, d := range l.Dash {
		s.dash = append(s.dash, d*s.ratio)
	}
	s.mesh.Dashed(s.points, s.dash, width, l.Color)
}

func (s *Screen) scaled(dst []tess.Point, points []render.Point) []tess.Point {
	for _, p := range points {
		dst = append(dst, s.at(p))
	}
	return dst
}

// at returns where a point lies on the image that is drawn onto.
func (s *Screen) at(p render.Point) tess.Point {
	return tess.Point{X: p.X * s.ratio, Y: float64(p.Y*s.ratio) - float64(s.top)}
}

// device returns the pixels of a rectangle on it.
func (s *Screen) device(r render.Rect) image.Rectangle {
	return r.Device(s.ratio).Sub(image.Pt(0, s.top))
}

// flush draws the triangles collected so far.
func (s *Screen) flush(dst *ebiten.Image) {
	if len(s.mesh.Indices) == 0 {
		s.mesh.Reset()
		s.vertices = s.vertices[:0]
		return
	}
	s.collect()
	dst.DrawTriangles32(s.vertices, s.mesh.Indices, s.atlas.image, &premultiplied)
	s.mesh.Reset()
	s.vertices = s.vertices[:0]
}

var premultiplied = ebiten.DrawTrianglesOptions{ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha}

// collect brings s.vertices up to the mesh: what the mesh has beyond them is solid and takes its colour from the white
// pixel.
func (s *Screen) collect() {
	s.atlas.ready()
	for _, v := range s.mesh.Vertices[len(s.vertices):] {
		s.vertices = append(s.vertices, ebiten.Vertex{
			DstX: v.X, DstY: v.Y, SrcX: white, SrcY: white, ColorR: v.R, ColorG: v.G, ColorB: v.B, ColorA: v.A,
		})
	}
}
