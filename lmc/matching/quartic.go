package matching

import "math"

// quartic is c[0] + c[1]·α + … + c[4]·α⁴.
type quartic [5]float64

func (c quartic) at(alpha float64) float64 {
	y := c[4]
	for k := 3; k >= 0; k-- {
		y = float64(y*alpha) + c[k]
	}
	return y
}

func (c quartic) slope(alpha float64) float64 {
	y := 4 * c[4]
	for k := 3; k >= 1; k-- {
		y = float64(y*alpha) + float64(float64(k)*c[k])
	}
	return y
}

// highest returns the α of [0, 1] at which c is largest, the smallest of equals: one of the ends, or a zero of the
// slope. The slope is a cubic, which between the zeros of its own slope is monotone and has one zero at most, found by
// bisection down to neighbouring numbers.
func (c quartic) highest() (alpha float64) {
	ends := append([]float64{0}, c.bends()...)
	ends = append(ends, 1)
	best := c[0]
	try := func(a float64) {
		if y := c.at(a); y > best {
			best, alpha = y, a
		}
	}
	for k := 1; k < len(ends); k++ {
		lo, hi := ends[k-1], ends[k]
		if c.slope(lo) > 0 && c.slope(hi) < 0 { // a maximum, not a minimum
			for {
				mid := lo + (hi-lo)/2
				if mid <= lo || mid >= hi {
					break
				}
				if c.slope(mid) > 0 {
					lo = mid
				} else {
					hi = mid
				}
			}
			try(lo)
		}
		try(ends[k])
	}
	return alpha
}

// bends returns the zeros of the second derivative, 2c₂ + 6c₃α + 12c₄α², within (0, 1), in order.
func (c quartic) bends() (zeros []float64) {
	x, y, z := 12*c[4], 6*c[3], 2*c[2]
	var found []float64
	if d := float64(y*y) - float64(4*float64(x*z)); d >= 0 {
		// Without cancellation: one zero from the sum that does not cancel, the other from their product z/x.
		s := math.Sqrt(d)
		if y < 0 {
			s = -s
		}
		q := -(y + s) / 2
		found = append(found, q/x, z/q)
	}
	for _, a := range found {
		if a > 0 && a < 1 { // not so for NaN
			zeros = append(zeros, a)
		}
	}
	if len(zeros) == 2 && zeros[0] > zeros[1] {
		zeros[0], zeros[1] = zeros[1], zeros[0]
	}
	return zeros
}
