package raster

import (
	"math"

	"onebasin/render"
	"onebasin/render/tess"
)

// line strokes a polyline, or each of its dashes.
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
	var run []tess.Point
	end := func() {
		if ring := outline(run, width/2, round); ring != nil {
			rings = append(rings, ring)
		}
		run = run[:0]
	}
	for _, q := range points {
		if math.IsNaN(q.X+q.Y) || math.IsInf(q.X, 0) || math.IsInf(q.Y, 0) {
			end()
		} else if n := len(run); n == 0 || math.Hypot(q.X-run[n-1].X, q.Y-run[n-1].Y) > 1e-3 {
			run = append(run, q)
		}
	}
	end()
	p.polygon(l.Color, rings...)
}

// outline returns the edge of a stroke of half width h as one ring: along its left side, around the end, back along the
// right side. One ring, because the coverage of pieces that touch in a pixel would add up to more than that of their
// union.
func outline(run []tess.Point, h float64, round bool) []tess.Point {
	n := len(run)
	if n == 1 && round {
		return circle(run[0], h)
	}
	if n < 2 {
		return nil
	}
	ring := side(nil, run, h, round)
	back := make([]tess.Point, n)
	for i, q := range run {
		back[n-1-i] = q
	}
	return side(ring, back, h, round)
}

// side appends the left side of a run and the cap at its end.
func side(ring, run []tess.Point, h float64, round bool) []tess.Point {
	at := func(q tess.Point, angle float64) tess.Point {
		sin, cos := math.Sincos(angle)
		return tess.Point{X: q.X + h*cos, Y: q.Y + h*sin}
	}
	arc := func(q tess.Point, from, sweep float64) {
		n := math.Max(1, math.Ceil(math.Abs(sweep)*math.Sqrt(h+1)*2))
		for k := 0.0; k <= n; k++ {
			ring = append(ring, at(q, from+sweep*k/n))
		}
	}
	for i := 0; i+1 < len(run); i++ {
		p, q := run[i], run[i+1]
		normal := math.Atan2(-(q.X - p.X), q.Y-p.Y)
		if i == 0 {
			ring = append(ring, at(p, normal))
		}
		if i+2 == len(run) {
			if round {
				arc(q, normal, math.Pi)
			} else {
				ring = append(ring, at(q, normal), at(q, normal+math.Pi))
			}
			return ring
		}
		r := run[i+2]
		turn := math.Remainder(math.Atan2(-(r.X-q.X), r.Y-q.Y)-normal, 2*math.Pi)
		reach := min(math.Hypot(q.X-p.X, q.Y-p.Y), math.Hypot(r.X-q.X, r.Y-q.Y))
		mitre := h / math.Cos(turn/2)
		switch {
		case turn > 0 && math.Abs(turn) > 0.1: // the outer side of a turn
			arc(q, normal, turn)
		case math.Abs(turn) < 2.5 && h*math.Abs(math.Tan(turn/2)) < reach:
			sin, cos := math.Sincos(normal + turn/2)
			ring = append(ring, tess.Point{X: q.X + mitre*cos, Y: q.Y + mitre*sin})
		default: // the inner side of a sharp turn of short pieces
			ring = append(ring, at(q, normal), q, at(q, normal+turn))
		}
	}
	return ring
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
