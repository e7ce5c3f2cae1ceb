package raster

import (
	"math"

	"onebasin/render"
	"onebasin/render/tess"
)

// line strokes a polyline as the union of its segments' rectangles and of discs at its joints, all of one orientation.
func (p *painter) line(l render.Line) {
	width := l.Width * p.ratio
	round := len(l.Dash) == 0 && l.Width >= 1.5
	points := p.points(l.Points)
	if len(l.Dash) == 0 {
		p.stroke(points, width, round, l)
		return
	}
	dash := make([]float64, len(l.Dash))
	for i, d := range l.Dash {
		dash[i] = d * p.ratio
	}
	tess.Dashes(points, dash, func(d []tess.Point) { p.stroke(d, width, false, l) })
}

func (p *painter) stroke(points []tess.Point, width float64, round bool, l render.Line) {
	var rings [][]tess.Point
	h := width / 2
	open := false // whether the point before is joined to this one
	for i, q := range points {
		if math.IsNaN(q.X + q.Y) {
			open = false
			continue
		}
		last := i+1 == len(points) || math.IsNaN(points[i+1].X+points[i+1].Y)
		if width > 1 && (open && !last || round) {
			rings = append(rings, circle(q, h))
		}
		if open {
			a := points[i-1]
			if d := math.Hypot(q.X-a.X, q.Y-a.Y); d > 0 {
				nx, ny := (q.Y-a.Y)/d*h, -(q.X-a.X)/d*h
				rings = append(rings, []tess.Point{{X: a.X + nx, Y: a.Y + ny}, {X: q.X + nx, Y: q.Y + ny}, {X: q.X - nx, Y: q.Y - ny}, {X: a.X - nx, Y: a.Y - ny}})
			}
		}
		open = true
	}
	p.polygon(l.Color, rings...)
}

// circle returns a polygon of the same area as the disc, with the orientation of a segment's rectangle.
func circle(at tess.Point, r float64) []tess.Point {
	n := int(min(160, max(12, math.Ceil(4*math.Sqrt(r)*math.Pi))))
	a := 2 * math.Pi / float64(n)
	r *= math.Sqrt(a / math.Sin(a))
	out := make([]tess.Point, n)
	for i := range out {
		sin, cos := math.Sincos(a * float64(i))
		out[i] = tess.Point{X: at.X + r*cos, Y: at.Y + r*sin}
	}
	return out
}

func reversed(ring []tess.Point) []tess.Point {
	out := make([]tess.Point, len(ring))
	for i, q := range ring {
		out[len(ring)-1-i] = q
	}
	return out
}
