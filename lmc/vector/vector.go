package vector

import "math"

// Dot returns Σ x_i y_i in float64, in order; a product of two float32 is exact there, so only the sums round.
func Dot(x, y []float32) float64 {
	y = y[:len(x)]
	var s float64
	i := 0
	for ; i+4 <= len(x); i += 4 { // a taken jump is dear in wasm
		p, q := (*[4]float32)(x[i:]), (*[4]float32)(y[i:])
		s += float64(p[0]) * float64(q[0])
		s += float64(p[1]) * float64(q[1])
		s += float64(p[2]) * float64(q[2])
		s += float64(p[3]) * float64(q[3])
	}
	for ; i < len(x); i++ {
		s += float64(x[i]) * float64(y[i])
	}
	return s
}

// Distance returns ‖a − b‖, the Euclidean norm (not its square) over all parameters, summed in float64 in order.
func Distance(a, b []float32) float64 {
	var s float64
	for i, x := range a {
		d := float64(x) - float64(b[i])
		s += float64(d * d)
	}
	return math.Sqrt(s)
}

// Mean returns the mean of networks, summed in float64 in their order.
func Mean(models ...[]float32) []float32 {
	mean := make([]float32, len(models[0]))
	for i := range mean {
		var s float64
		for _, m := range models {
			s += float64(m[i])
		}
		mean[i] = float32(s / float64(len(models)))
	}
	return mean
}

// DotMixed returns w·q.
func DotMixed(w []float64, q []float32) (sum float64) {
	for i, x := range q {
		sum += float64(w[i] * float64(x))
	}
	return sum
}

// Norm returns ‖w‖.
func Norm(w []float64) float64 {
	var sum float64
	for _, x := range w {
		sum += float64(x * x)
	}
	return math.Sqrt(sum)
}
