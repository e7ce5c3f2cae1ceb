package approx

import "math"

// Coefficients of Cephes' expf: log₂e, ln 2 in two pieces whose first product with an integer is exact, and the
// polynomial of (e^r − 1 − r)/r².
const (
	Log2E float32 = 1.44269504088896341
	Ln2Hi float32 = 0.693359375
	Ln2Lo float32 = -2.12194440e-4

	ExpP0 float32 = 1.9875691500e-4
	ExpP1 float32 = 1.3981999507e-3
	ExpP2 float32 = 8.3334519073e-3
	ExpP3 float32 = 4.1665795894e-2
	ExpP4 float32 = 1.6666665459e-1
	ExpP5 float32 = 5.0000001201e-1

	// ExpMin and ExpMax lie just outside the range in which the result is neither 0 nor +Inf.
	ExpMin float32 = -104
	ExpMax float32 = 89

	// Round added to |x| < 2²² leaves x rounded to the nearest integer, ties to even, in the low bits.
	Round     float32 = 3 << 22
	RoundBits int32   = 0x4b400000
)

// Exp returns e^x within 1 ulp, also where the result is denormal.
//
//	x = n ln2 + r, |r| ≤ ½ ln2, e^x = 2^⌊n/2⌋ · 2^⌈n/2⌉ · (1 + r + r² P(r))
//
// Exp(−Inf) is 0, Exp(+Inf) and overflow are +Inf. The scale is applied in two factors so that neither overflows where
// the result does not.
//
// Source: S. L. Moshier, Cephes Mathematical Library 2.2, expf.c.
func Exp(x float32) float32 {
	if ExpMax < x {
		x = ExpMax
	}
	if x < ExpMin {
		x = ExpMin
	}
	t := float32(x*Log2E) + Round
	n := int32(math.Float32bits(t)) - RoundBits
	f := t - Round
	r := x - float32(f*Ln2Hi)
	r -= float32(f * Ln2Lo)
	p := float32(ExpP0*r) + ExpP1
	p = float32(p*r) + ExpP2
	p = float32(p*r) + ExpP3
	p = float32(p*r) + ExpP4
	p = float32(p*r) + ExpP5
	y := (float32(p*float32(r*r)) + r) + 1
	half := n >> 1
	y *= math.Float32frombits(uint32(half+127) << 23)
	return float32(y * math.Float32frombits(uint32(n-half+127)<<23))
}
