package lmc

import "math"

// Distance returns ‖a − b‖, the Euclidean norm (not its square) over all
// parameters, summed in float64 in order.
func Distance(a, b []float32) float64 {
	var s float64
	for i, x := range a {
		d := float64(x) - float64(b[i])
		s += float64(d * d)
	}
	return math.Sqrt(s)
}
