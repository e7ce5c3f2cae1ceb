package path

import (
	"errors"
	"math"

	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// Plane is the plane of parameter space through three points A, B and C with isometric axes: θ(u,v) = A + u·E1 + v·E2,
// E1 = B − A, E2 orthogonal to E1 and as long, so that u and v are both in units of ‖B − A‖.
type Plane struct {
	Origin, E1, E2 []float32
	Unit           float64 // ‖B − A‖
	norm1, norm2   float64 // squared lengths of E1 and E2
}

// errFlat says why there is no plane.
//
//lint:ignore ST1005 A and B are networks
var errFlat = errors.New("A and B are the same network, so there is no line between them to draw a plane through")

// NewPlane returns the plane through a, b and c. When c lies on the line through a and b, as it does when matching
// moves nothing, E2 is a random direction orthogonal to E1 drawn from r and Spanned is false. It fails when a and b
// coincide or are not finite.
func NewPlane(a, b, c []float32, r *toynets.Rand) (p *Plane, spanned bool, err error) {
	n := len(a)
	p = &Plane{Origin: a, E1: make([]float32, n), E2: make([]float32, n), Unit: vector.Distance(a, b)}
	if !(p.Unit > 0) || math.IsInf(p.Unit, 0) {
		return nil, false, errFlat
	}
	e1, d := make([]float64, n), make([]float64, n)
	for i := range a {
		e1[i] = float64(b[i]) - float64(a[i])
		d[i] = float64(c[i]) - float64(a[i])
	}
	spanned = orthogonalise(d, e1) > 1e-6*p.Unit
	if !spanned {
		for i := range d {
			d[i] = r.Normal()
		}
		orthogonalise(d, e1)
	}
	// Twice, since what the first pass leaves behind is rounding of a large part.
	length := orthogonalise(d, e1)
	if !(length > 0) {
		return nil, false, errFlat
	}
	for i := range d {
		p.E1[i] = float32(e1[i])
		p.E2[i] = float32(d[i] * (p.Unit / length))
	}
	p.norm1, p.norm2 = vector.Dot(p.E1, p.E1), vector.Dot(p.E2, p.E2)
	return p, spanned, nil
}

// PlaneAlong returns the plane through origin along two orthogonal directions, which are made as long as unit, the
// length in which u and v are then measured.
func PlaneAlong(origin []float32, d1, d2 []float64, unit float64) *Plane {
	p := &Plane{Origin: origin, E1: make([]float32, len(origin)), E2: make([]float32, len(origin)), Unit: unit}
	for k, d := range [][]float64{d1, d2} {
		n := vector.Norm(d)
		for i, x := range d {
			[][]float32{p.E1, p.E2}[k][i] = float32(x * (unit / n))
		}
	}
	p.norm1, p.norm2 = vector.Dot(p.E1, p.E1), vector.Dot(p.E2, p.E2)
	return p
}

// orthogonalise takes e's part out of d and returns the length of the rest.
func orthogonalise(d, e []float64) float64 {
	var de, ee float64
	for i := range d {
		de += float64(d[i] * e[i])
		ee += float64(e[i] * e[i])
	}
	var dd float64
	for i := range d {
		d[i] -= float64(de / ee * e[i])
		dd += float64(d[i] * d[i])
	}
	return math.Sqrt(dd)
}

// Project returns the coordinates of the point of the plane nearest to θ, and θ's distance from it in units of ‖B − A‖.
func (p *Plane) Project(theta []float32) (u, v, off float64) {
	var x, y, dd float64
	for i, t := range theta {
		d := float64(t) - float64(p.Origin[i])
		x += float64(d * float64(p.E1[i]))
		y += float64(d * float64(p.E2[i]))
		dd += float64(d * d)
	}
	u, v = x/p.norm1, y/p.norm2
	inPlane := float64(float64(u*u)*p.norm1) + float64(float64(v*v)*p.norm2)
	return u, v, math.Sqrt(max(0, dd-inPlane)) / p.Unit
}

// Window is a rectangle of the plane, in units of ‖B − A‖.
type Window struct{ U0, U1, V0, V1 float64 }

// WindowAround returns the smallest window of the given aspect (width over height) that holds the points with the given
// margin on every side.
func WindowAround(points [][2]float64, margin, aspect float64) Window {
	w := Window{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	for _, p := range points {
		w.U0, w.U1 = min(w.U0, p[0]-margin), max(w.U1, p[0]+margin)
		w.V0, w.V1 = min(w.V0, p[1]-margin), max(w.V1, p[1]+margin)
	}
	width, height := w.U1-w.U0, w.V1-w.V0
	if half := (float64(height*aspect) - width) / 2; half > 0 {
		w.U0, w.U1 = w.U0-half, w.U1+half
	} else {
		half = (width/aspect - height) / 2
		w.V0, w.V1 = w.V0-half, w.V1+half
	}
	return w
}

// At returns the coordinates of node (i, j) of an n×n grid over the window: i counts columns from U0 to U1, j rows from
// V0 to V1, both ends included.
func (w Window) At(n, i, j int) (u, v float64) {
	return w.U0 + float64((w.U1-w.U0)*(float64(i)/float64(n-1))),
		w.V0 + float64((w.V1-w.V0)*(float64(j)/float64(n-1)))
}
