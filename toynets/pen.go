package toynets

import "math"

// canvas is a square image that a round pen draws on.
type canvas struct {
	side int
	ink  []float64 // side × side, row 0 on top
}

func newCanvas(side int) *canvas {
	return &canvas{side: side, ink: make([]float64, side*side)}
}

func (c *canvas) clear() { clear(c.ink) }

// pieces is how many straight lines approximate the curve between two knots; at side 28 a line is then about a pixel
// long.
const pieces = 6

// stroke draws the curve through the knots: between two of them the cubic whose tangent at a knot is half the chord
// between its neighbours (Catmull, Rom, A class of local interpolating splines, 1974), and at a corner or an end half
// the chord to the one neighbour. Coordinates and the pen's radius (the pressure) are in units of the side.
func (c *canvas) stroke(knots []knot) {
	for i := range len(knots) - 1 {
		a, b := knots[i], knots[i+1]
		before, after := a, b
		if i > 0 && !a.corner {
			before = knots[i-1]
		}
		if i+2 < len(knots) && !b.corner {
			after = knots[i+2]
		}
		from := a
		for p := 1; p <= pieces; p++ {
			t := float64(p) / pieces
			to := knot{
				x:        cubic(before.x, a.x, b.x, after.x, t),
				y:        cubic(before.y, a.y, b.y, after.y, t),
				pressure: a.pressure + float64(t*(b.pressure-a.pressure)),
			}
			c.line(from, to)
			from = to
		}
	}
}

// cubic is Catmull and Rom's spline from b (t = 0) to c (t = 1).
func cubic(a, b, c, d, t float64) float64 {
	c1 := float64(0.5 * (c - a))
	c2 := a - float64(2.5*b) + float64(2*c) - float64(0.5*d)
	c3 := float64(0.5*(d-a)) + float64(1.5*(b-c))
	return b + float64(t*(c1+float64(t*(c2+float64(t*c3)))))
}

// minRadius in pixels keeps a thin pen visible on a coarse image.
const minRadius = 0.45

// line draws a line of varying radius. A pixel's ink is the share that the pen covers, taken as the signed distance
// from the pen's edge to the pixel's centre, from half a pixel outside (0) to half a pixel inside (1); where lines meet
// the larger share counts.
func (c *canvas) line(a, b knot) {
	scale := float64(c.side)
	ax, ay := float64(a.x*scale)-0.5, float64(a.y*scale)-0.5 // pixel centres are integers
	bx, by := float64(b.x*scale)-0.5, float64(b.y*scale)-0.5
	ra := max(minRadius, float64(a.pressure*scale))
	rb := max(minRadius, float64(b.pressure*scale))
	dx, dy := bx-ax, by-ay
	perLength2 := 0.0 // a point has no direction: its nearest point is its start
	if length2 := float64(dx*dx) + float64(dy*dy); length2 > 0 {
		perLength2 = 1 / length2
	}

	reach := max(ra, rb) + 0.5
	x0, x1 := c.span(min(ax, bx)-reach, max(ax, bx)+reach)
	y0, y1 := c.span(min(ay, by)-reach, max(ay, by)+reach)
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			px, py := float64(x)-ax, float64(y)-ay
			// t in [0, 1] is where on the line the nearest point is.
			t := float64((float64(px*dx) + float64(py*dy)) * perLength2)
			t = min(1, max(0, t))
			ex, ey := px-float64(t*dx), py-float64(t*dy)
			edge := ra + float64(t*(rb-ra)) + 0.5
			squared := float64(ex*ex) + float64(ey*ey)
			if squared >= float64(edge*edge) {
				continue
			}
			cover := edge - math.Sqrt(squared)
			if i := y*c.side + x; cover > c.ink[i] {
				c.ink[i] = min(1, cover)
			}
		}
	}
}

// span returns the pixels of the canvas from lo to hi as a half-open range.
func (c *canvas) span(lo, hi float64) (from, to int) {
	from = int(max(0, math.Ceil(lo)))
	to = int(min(float64(c.side), math.Floor(hi)+1))
	return from, to
}
