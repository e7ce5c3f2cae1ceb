package tess

import (
	"image/color"
	"math"
)

// Point is a place in device pixels.
type Point struct{ X, Y float64 }

// Vertex is a corner of triangles, its colour premultiplied and in [0, 1].
type Vertex struct{ X, Y, R, G, B, A float32 }

// Mesh is triangles: three indices each.
type Mesh struct {
	Vertices []Vertex
	Indices  []uint32

	ring []Point // scratch of the shapes that are made of points
	dash []Point // and of one dash
}

// Reset empties m and keeps its memory.
func (m *Mesh) Reset() {
	m.Vertices, m.Indices = m.Vertices[:0], m.Indices[:0]
}

// paint is a colour with the opacity of a shape's body.
type paint struct{ r, g, b, a float32 }

func paintOf(c color.NRGBA, coverage float64) paint {
	a := float32(float64(c.A) / 255 * coverage)
	return paint{a * float32(c.R) / 255, a * float32(c.G) / 255, a * float32(c.B) / 255, a}
}

// add appends a vertex of paint p, or a transparent one, and returns its index.
func (m *Mesh) add(x, y float64, p paint, solid bool) uint32 {
	v := Vertex{X: float32(x), Y: float32(y)}
	if solid {
		v.R, v.G, v.B, v.A = p.r, p.g, p.b, p.a
	}
	m.Vertices = append(m.Vertices, v)
	return uint32(len(m.Vertices) - 1)
}

func (m *Mesh) triangle(a, b, c uint32) { m.Indices = append(m.Indices, a, b, c) }

func (m *Mesh) quad(a, b, c, d uint32) { m.Indices = append(m.Indices, a, b, c, a, c, d) }

// profile returns the half widths of the full and of the vanishing edge of a stroke, and the opacity of its middle: a
// trapezoid whose area is the width.
func profile(width float64) (inner, outer, coverage float64) {
	if width < 1 {
		return 0, 1, width
	}
	return (width - 1) / 2, (width + 1) / 2, 1
}

// steps returns into how many pieces an arc of the given radius and angle is cut so that no chord is further than a
// tenth of a pixel from it.
func steps(radius, angle float64) int {
	if radius < 0.5 {
		radius = 0.5
	}
	one := 2 * math.Acos(1-0.1/radius)
	return int(min(128, max(math.Ceil(angle), math.Ceil(angle/one))))
}

func finite(p Point) bool {
	return !math.IsNaN(p.X+p.Y) && !math.IsInf(p.X, 0) && !math.IsInf(p.Y, 0)
}
