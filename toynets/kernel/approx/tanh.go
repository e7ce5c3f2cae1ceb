package approx

import "math"

// Coefficients of Eigen's tanh: an odd polynomial of degree 13 over an even one of degree 6, in ascending order of x².
const (
	TanhA1  float32 = 4.89352455891786e-03
	TanhA3  float32 = 6.37261928875436e-04
	TanhA5  float32 = 1.48572235717979e-05
	TanhA7  float32 = 5.12229709037114e-08
	TanhA9  float32 = -8.60467152213735e-11
	TanhA11 float32 = 2.00018790482477e-13
	TanhA13 float32 = -2.76076847742355e-16

	TanhB0 float32 = 4.89352518554385e-03
	TanhB2 float32 = 2.26843463243900e-03
	TanhB4 float32 = 1.18534705686654e-04
	TanhB6 float32 = 1.19825839466702e-06

	// TanhMax is where the quotient first rounds to 1 without fused multiply-add; beyond it x is held there.
	TanhMax float32 = 7.90531110763549805
	// TanhLinear is the magnitude below which tanh x = x is the better answer.
	TanhLinear float32 = 0.0004
)

// Tanh returns the hyperbolic tangent of x within 7 ulp, never beyond ±1.
//
//	tanh x = x A(x²)/B(x²), |x| ≤ 7.905; tanh x = x for |x| < 0.0004
//
// Tanh(±0) is ±0 and Tanh(±Inf) is ±1.
//
// Source: Eigen, MathFunctionsImpl.h, generic_fast_tanh_float (P. Gonnet and G. Guennebaud), with the clamp of its
// newer versions.
func Tanh(x float32) float32 {
	if math.Float32frombits(math.Float32bits(x)&0x7fffffff) < TanhLinear {
		return x
	}
	if TanhMax < x {
		x = TanhMax
	}
	if x < -TanhMax {
		x = -TanhMax
	}
	z := float32(x * x)
	p := float32(z*TanhA13) + TanhA11
	p = float32(z*p) + TanhA9
	p = float32(z*p) + TanhA7
	p = float32(z*p) + TanhA5
	p = float32(z*p) + TanhA3
	p = float32(z*p) + TanhA1
	p *= x
	q := float32(z*TanhB6) + TanhB4
	q = float32(z*q) + TanhB2
	q = float32(z*q) + TanhB0
	return p / q
}
