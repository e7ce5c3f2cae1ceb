package render

import "math"

// Camera says from where a surface is seen. At Turn 0 one looks along v, u to the right; a growing Turn turns the
// surface to the left, seen from above. Tilt is how far one looks down: 0 from the side, 90 from straight above. Zoom 1
// shows all of it, as large as there is room.
type Camera struct {
	Turn, Tilt float64 // degrees
	Zoom       float64 // 1 if 0
}

// depth is how much nearer things look larger, as 1/(distance of the eye) in sizes of the surface, for a camera that
// looks level.
const depth = 0.3

// lens maps the surface's space to CSS pixels. There x and y go along u and v from the window's middle, the longer side
// of the window being 1, and z goes up from the base plate.
//
// It is a camera whose picture plane stands upright: what is upright stays so on the screen, and straight lines stay
// straight. With X to the right, D away from the eye, tilt τ and k = depth·cos τ:
//
//	screen = centre + scale·(X, −(D·sin τ + z·cos τ)) / (1 + k·D)
//
// Its eye stands at X = 0, D = −1/k, z = tan τ / k: seen from above (k = 0) nothing hides anything, and parallels are
// parallel.
type lens struct {
	cos, sin float64 // of the turn
	a, b, k  float64 // sin τ, cos τ
	scale    float64
	centre   Point
}

// newLens fits the box of half sizes hx, hy and height h into r, as large as it is at this turn.
func newLens(c Camera, r Rect, hx, hy, h float64) lens {
	if c.Zoom == 0 {
		c.Zoom = 1
	}
	tilt := min(90, max(0, c.Tilt)) * math.Pi / 180
	l := lens{a: math.Sin(tilt), b: math.Cos(tilt), scale: 1}
	if c.Tilt >= 90 {
		l.b = 0
	}
	l.k = depth * l.b
	l.turn(c.Turn)
	x0, x1, y0, y1 := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, x := range [2]float64{-hx, hx} {
		for _, y := range [2]float64{-hy, hy} {
			for _, z := range [2]float64{0, h} {
				p := l.at(x, y, z)
				x0, x1, y0, y1 = min(x0, p.X), max(x1, p.X), min(y0, p.Y), max(y1, p.Y)
			}
		}
	}
	l.scale = min(r.W/(x1-x0), r.H/(y1-y0)) * c.Zoom
	l.centre = r.Center()
	l.centre.X -= (x0 + x1) / 2 * l.scale
	l.centre.Y -= (y0 + y1) / 2 * l.scale
	return l
}

func (l *lens) turn(degrees float64) {
	// Quarter turns are exact, so that a window seen along its sides has upright sides.
	whole := math.Round(degrees / 90)
	l.sin, l.cos = math.Sincos((degrees - 90*whole) * math.Pi / 180)
	for range ((int(whole) % 4) + 4) % 4 {
		l.sin, l.cos = l.cos, -l.sin
	}
}

// at returns where a point of the surface's space is seen.
func (l *lens) at(x, y, z float64) Point {
	d := x*l.sin + y*l.cos
	s := l.scale / (1 + l.k*d)
	return Point{l.centre.X + s*(x*l.cos-y*l.sin), l.centre.Y - s*(l.a*d+l.b*z)}
}

// toEye returns a direction from a point towards the eye.
func (l *lens) toEye(x, y, z float64) (dx, dy, dz float64) {
	far, d := x*l.cos-y*l.sin, x*l.sin+y*l.cos
	kb := l.k * l.b
	right, away := -far*kb, -l.b-d*kb
	return right*l.cos + away*l.sin, -right*l.sin + away*l.cos, l.a - z*kb
}

// eye returns the place below the eye, far away if there is no perspective.
func (l *lens) eye() (x, y float64) {
	d := -1 / max(l.k, 1e-6)
	return d * l.sin, d * l.cos
}
