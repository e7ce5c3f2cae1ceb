package render

import "math"

// Smooth returns xs and ys with k points for each interval, on the monotone cubic through the given ones (M. Steffen,
// "A simple method for monotonic interpolation in one dimension", 1990): between two values it never leaves their
// range, so a curve drawn through it shows no extreme that was not computed. xs must grow. Beside a NaN the values are
// left as they are.
//
// Smooth panics if the lengths differ.
func Smooth(xs, ys []float64, k int) (x, y []float64) {
	if len(xs) != len(ys) {
		panic("render: curve with unequal numbers of x and y")
	}
	slopes := steffen(xs, ys)
	for i := range xs {
		x, y = append(x, xs[i]), append(y, ys[i])
		if i+1 == len(xs) || !(xs[i+1] > xs[i]) {
			continue
		}
		h := xs[i+1] - xs[i]
		s := (ys[i+1] - ys[i]) / h
		a := (slopes[i] + slopes[i+1] - 2*s) / (h * h)
		b := (3*s - 2*slopes[i] - slopes[i+1]) / h
		for j := 1; j < k; j++ {
			d := h * float64(j) / float64(k)
			if v := ((a*d+b)*d+slopes[i])*d + ys[i]; v == v {
				x, y = append(x, xs[i]+d), append(y, v)
			}
		}
	}
	return x, y
}

// Interpolate returns the value at x of the curve that Smooth draws; outside xs it is the end's value.
func Interpolate(xs, ys []float64, x float64) float64 {
	n := len(xs)
	if n == 0 {
		return math.NaN()
	}
	if n == 1 || x <= xs[0] {
		return ys[0]
	}
	if x >= xs[n-1] {
		return ys[n-1]
	}
	i := 0
	for x >= xs[i+1] {
		i++
	}
	slopes := steffen(xs, ys)
	h, d := xs[i+1]-xs[i], x-xs[i]
	s := (ys[i+1] - ys[i]) / h
	a := (slopes[i] + slopes[i+1] - 2*s) / (h * h)
	b := (3*s - 2*slopes[i] - slopes[i+1]) / h
	return ((a*d+b)*d+slopes[i])*d + ys[i]
}

// steffen returns the slopes at the nodes: the parabola's through three of them, cut to twice the smaller secant, 0 at
// an extreme.
func steffen(xs, ys []float64) []float64 {
	n := len(xs)
	out := make([]float64, n)
	if n < 2 {
		return out
	}
	secant := func(i int) float64 { return (ys[i+1] - ys[i]) / (xs[i+1] - xs[i]) }
	for i := 1; i+1 < n; i++ {
		s, t := secant(i-1), secant(i)
		g, h := xs[i]-xs[i-1], xs[i+1]-xs[i]
		p := (s*h + t*g) / (g + h)
		if s*t <= 0 {
			continue
		}
		limit := 2 * min(math.Abs(s), math.Abs(t))
		out[i] = math.Copysign(min(math.Abs(p), limit), s)
	}
	out[0], out[n-1] = secant(0), secant(n-2)
	if n > 2 { // the end slope that makes the curve leave straight
		out[0] = (3*secant(0) - out[1]) / 2
		out[n-1] = (3*secant(n-2) - out[n-2]) / 2
		if out[0]*secant(0) <= 0 {
			out[0] = 0
		}
		if out[n-1]*secant(n-2) <= 0 {
			out[n-1] = 0
		}
		out[0] = math.Copysign(min(math.Abs(out[0]), 2*math.Abs(secant(0))), secant(0))
		out[n-1] = math.Copysign(min(math.Abs(out[n-1]), 2*math.Abs(secant(n-2))), secant(n-2))
	}
	return out
}
