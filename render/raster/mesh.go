package raster

import (
	"math"

	"onebasin/render"
)

// mesh fills triangles. A pixel belongs to the triangle that holds its centre; where that lies on an edge, to the one
// below or to the right of it.
func (p *painter) mesh(m render.Mesh) {
	if len(m.Colors) != len(m.Points) || len(m.Triangles)%3 != 0 {
		panic("raster: mesh without a colour for each point, or with a part of a triangle")
	}
	for i := 0; i+2 < len(m.Triangles); i += 3 {
		var c [3]corner
		for k := range c {
			at, tint := m.Points[m.Triangles[i+k]], m.Colors[m.Triangles[i+k]]
			a := float64(tint.A) / 255
			c[k] = corner{at.X * p.ratio, at.Y * p.ratio,
				[4]float64{float64(tint.R) * a, float64(tint.G) * a, float64(tint.B) * a, float64(tint.A)}}
		}
		p.triangle(c)
	}
}

// corner is a corner of a triangle in pixels and its premultiplied colour.
type corner struct {
	x, y  float64
	color [4]float64
}

func (p *painter) triangle(c [3]corner) {
	area := (c[1].x-c[0].x)*(c[2].y-c[0].y) - (c[2].x-c[0].x)*(c[1].y-c[0].y)
	if area == 0 || math.IsNaN(area) || math.IsInf(area, 0) {
		return
	}
	if area < 0 {
		c[1], c[2], area = c[2], c[1], -area
	}
	// The colour is an affine function of the place: so much of the corners 1 and 2 more for each pixel to the right.
	wx1, wx2 := (c[2].y-c[0].y)/area, -(c[1].y-c[0].y)/area
	first := max(p.clip.Min.Y, int(math.Ceil(min(c[0].y, c[1].y, c[2].y)-0.5)))
	last := min(p.clip.Max.Y-1, int(math.Ceil(max(c[0].y, c[1].y, c[2].y)-0.5))-1)
	for y := first; y <= last; y++ {
		left, right := span(c, float64(y)+0.5)
		from, to := max(p.clip.Min.X, int(math.Ceil(left-0.5))), min(p.clip.Max.X-1, int(math.Ceil(right-0.5))-1)
		if from > to {
			continue
		}
		px, py := float64(from)+0.5-c[0].x, float64(y)+0.5-c[0].y
		w1 := (px*(c[2].y-c[0].y) - (c[2].x-c[0].x)*py) / area
		w2 := ((c[1].x-c[0].x)*py - px*(c[1].y-c[0].y)) / area
		out := p.img.Pix[p.img.PixOffset(from, y):]
		for x := from; x <= to; x++ {
			var v [4]float64
			for k := range v {
				v[k] = c[0].color[k] + w1*(c[1].color[k]-c[0].color[k]) + w2*(c[2].color[k]-c[0].color[k])
			}
			over := 1 - min(1, max(0, v[3]/255))
			for k := range v {
				out[k] = uint8(min(255, max(0, v[k]+over*float64(out[k])+0.5)))
			}
			out = out[4:]
			w1, w2 = w1+wx1, w2+wx2
		}
	}
}

// span returns where the triangle's edges cross the line at y. An edge is computed from its upper end whichever
// triangle asks, so that neighbours agree on it.
func span(c [3]corner, y float64) (left, right float64) {
	left, right = math.Inf(1), math.Inf(-1)
	for k := range c {
		a, b := c[k], c[(k+1)%3]
		if a.y > b.y || a.y == b.y && a.x > b.x {
			a, b = b, a
		}
		if y < a.y || y >= b.y {
			continue
		}
		x := a.x + (y-a.y)/(b.y-a.y)*(b.x-a.x)
		left, right = min(left, x), max(right, x)
	}
	return left, right
}
