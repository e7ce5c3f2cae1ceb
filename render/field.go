package render

import "math"

// Field is values on a grid of W×H nodes: Z[j·W+i] stands at column i and row j, row 0 lowest, as one stores a function
// over (u, v). The outermost nodes stand on the edges of the rectangle that the field is drawn in.
type Field struct {
	W, H int
	Z    []float64
}

// At returns the value at fractional grid coordinates, by the interpolation that the picture is drawn with, in log
// values. Outside the grid it is the edge's value; NaN where the nearest node has none.
func (f Field) At(x, y float64) float64 {
	x, y = min(max(x, 0), float64(f.W-1)), min(max(y, 0), float64(f.H-1))
	if v := f.Z[int(math.Round(y))*f.W+int(math.Round(x))]; v != v {
		return v
	}
	i, j := min(int(x), max(0, f.W-2)), min(int(y), max(0, f.H-2))
	var rows [4]float64
	for k := range rows {
		r := min(max(j+k-1, 0), f.H-1)
		rows[k] = cubic(f.tame(i-1, r), f.tame(i, r), f.tame(i+1, r), f.tame(i+2, r), x-float64(i))
	}
	return math.Exp(cubic(rows[0], rows[1], rows[2], rows[3], y-float64(j)))
}

// tame returns the logarithm at a node, finite whatever stands there. Beside a hole the surface goes on as its
// neighbours' mean.
func (f Field) tame(i, j int) float64 {
	i, j = min(max(i, 0), f.W-1), min(max(j, 0), f.H-1)
	v := f.Z[j*f.W+i]
	if v == v {
		return tameLog(v)
	}
	sum, n := 0.0, 0.0
	for y := max(0, j-1); y <= min(f.H-1, j+1); y++ {
		for x := max(0, i-1); x <= min(f.W-1, i+1); x++ {
			if z := f.Z[y*f.W+x]; z == z {
				sum, n = sum+tameLog(z), n+1
			}
		}
	}
	if n == 0 {
		return tameLog(v)
	}
	return sum / n
}

// tameLog is log v within what float32 can hold; what is no positive number lies at its ends, NaN at the upper one.
func tameLog(v float64) float64 {
	switch {
	case v != v || v > 1e30:
		return math.Log(1e30)
	case v < 1e-30:
		return math.Log(1e-30)
	}
	return math.Log(v)
}

// cubic interpolates between b and c at t in [0, 1] by Catmull and Rom's spline ("A class of local interpolating
// splines", 1974), kept within the range of its four nodes, so that no basin looks deeper than a value that was
// computed.
func cubic(a, b, c, d, t float64) float64 {
	v := b + 0.5*t*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))
	if (v >= b) == (v <= c) { // between its neighbours, as nearly everywhere
		return v
	}
	return min(max(v, min(min(a, b), min(c, d))), max(max(a, b), max(c, d)))
}

// slope returns the derivative of the spline at t.
func slope(a, b, c, d, t float64) float64 {
	return 0.5 * (c - a + t*(2*(2*a-5*b+4*c-d)+3*t*(3*(b-c)+d-a)))
}

// refined returns the logarithms of f, held in [lo, hi], on a grid of w×h nodes over the same rectangle. Where f has
// nodes, they are f's.
func (f Field) refined(w, h int, lo, hi float64) Field {
	wide := make([]float64, w*f.H)
	logs := make([]float64, f.W+3) // a row with its ends repeated
	for j := range f.H {
		for i := range logs {
			logs[i] = min(max(f.tame(i-1, j), lo), hi)
		}
		for x := range w {
			i, t := between(x, w, f.W)
			wide[j*w+x] = cubic(logs[i], logs[i+1], logs[i+2], logs[i+3], t)
		}
	}
	out := Field{W: w, H: h, Z: make([]float64, w*h)}
	for y := range h {
		j, t := between(y, h, f.H)
		row := func(d int) []float64 { r := min(max(j+d, 0), f.H-1); return wide[r*w : (r+1)*w] }
		a, b, c, d := row(-1), row(0), row(1), row(2)
		for x := range w {
			out.Z[y*w+x] = cubic(a[x], b[x], c[x], d[x], t)
		}
	}
	return out
}

// between returns the cell of n nodes in which node x of m lies, over the same length, and how far in it.
func between(x, m, n int) (cell int, t float64) {
	at, of := x*(n-1), max(1, m-1)
	cell = min(at/of, max(0, n-2))
	return cell, float64(at-cell*of) / float64(of)
}
