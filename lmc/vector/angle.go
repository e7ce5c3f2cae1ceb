package vector

import (
	"math"

	"onebasin/toynets/portable"
)

// Angle returns the angle at o between the directions to a and to b, in degrees from 0 to 180: that whose cosine is
//
//	(a − o)·(b − o) / (‖a − o‖ ‖b − o‖),
//
// found as 2·atan(‖p − q‖ / ‖p + q‖) of the two unit vectors, which loses nothing near 0 and 180 (Kahan, How futile are
// mindless assessments of roundoff, 2006). It is NaN where one of them is o, or not finite.
func Angle(o, a, b []float32) float64 {
	na, nb := Distance(a, o), Distance(b, o)
	if !(na > 0 && nb > 0) || math.IsInf(na, 0) || math.IsInf(nb, 0) {
		return math.NaN()
	}
	var minus, plus float64
	for i, x := range o {
		p, q := (float64(a[i])-float64(x))/na, (float64(b[i])-float64(x))/nb
		minus += float64((p - q) * (p - q))
		plus += float64((p + q) * (p + q))
	}
	return 2 * atan2(math.Sqrt(minus), math.Sqrt(plus)) * (180 / math.Pi)
}

// atan2 returns atan(y/x) for y, x ≥ 0, not both 0, by halving: the standard library's has other bits where products
// are fused.
func atan2(y, x float64) float64 {
	lo, hi := 0.0, math.Pi/2
	for {
		mid := (lo + hi) / 2
		switch {
		case mid == lo || mid == hi:
			return mid
		case float64(portable.Sin(mid)*x) < float64(portable.Cos(mid)*y):
			lo = mid
		default:
			hi = mid
		}
	}
}
