package toynets

import (
	"math"

	"onebasin/toynets/portable"
)

// The planar tasks. Each is scaled so that a coordinate's standard deviation is about one, which makes the same noise
// and learning rate reasonable for all of them.

// blobs are three clusters with centres on a circle of radius 1.4 and a spread of 0.25 of their own, to which the noise
// adds.
func blobs(Spec) source {
	const radius, spread = 1.4, 0.25
	return source{dim: 2, classes: 3, draw: func(r *Rand, class int, x []float64) {
		angle := math.Pi/2 + float64(2*math.Pi/3*float64(class))
		x[0] = float64(radius*portable.Cos(angle)) + float64(spread*r.Normal())
		x[1] = float64(radius*portable.Sin(angle)) + float64(spread*r.Normal())
	}}
}

// moons are the half circles of scikit-learn's make_moons, (cos t, sin t) and (1 − cos t, ½ − sin t) for t in [0, π],
// moved to the mean (0, 0).
func moons(Spec) source {
	return source{dim: 2, classes: 2, draw: func(r *Rand, class int, x []float64) {
		t := r.Uniform(0, math.Pi)
		x[0], x[1] = portable.Cos(t)-0.5, portable.Sin(t)-0.25
		if class == 1 {
			x[0], x[1] = -x[0], -x[1]
		}
	}}
}

// circles have radius 1.5 (class 0) and 0.75 (class 1), the ratio of scikit-learn's make_circles with factor 0.5.
func circles(Spec) source {
	return source{dim: 2, classes: 2, draw: func(r *Rand, class int, x []float64) {
		radius := 1.5
		if class == 1 {
			radius = 0.75
		}
		t := r.Uniform(0, 2*math.Pi)
		x[0] = float64(radius * portable.Cos(t))
		x[1] = float64(radius * portable.Sin(t))
	}}
}

// spirals are two Archimedean arms, the second the first turned by half a turn: at s in [0, 1] the radius is inner +
// (outer − inner)·s and the angle 2π·turns·s. The square root makes s denser outside, so that the points are spread
// evenly over the arm's length.
func spirals(Spec) source {
	const turns, inner, outer = 1.5, 0.3, 2.4
	return source{dim: 2, classes: 2, draw: func(r *Rand, class int, x []float64) {
		s := math.Sqrt(r.Float64())
		radius := inner + float64((outer-inner)*s)
		angle := float64(2*math.Pi*turns*s) + float64(math.Pi*float64(class))
		x[0] = float64(radius * portable.Cos(angle))
		x[1] = float64(radius * portable.Sin(angle))
	}}
}

// checker is a 4 × 4 board on [−2, 2]². Points keep a margin of 0.15 from their square's edge, so that a noise of 0.1
// mislabels about 2 % of them.
func checker(Spec) source {
	const margin = 0.15
	return source{dim: 2, classes: 2, draw: func(r *Rand, class int, x []float64) {
		square := r.IntN(8) // of this colour: two in each row
		row := square / 2
		column := 2*(square%2) + (row+class)%2
		x[0] = float64(column-2) + r.Uniform(margin, 1-margin)
		x[1] = float64(row-2) + r.Uniform(margin, 1-margin)
	}}
}
