package approx

import "math"

// Coefficients of Cephes' logf: the polynomial of (log(1+f) − f + f²/2)/f³ on [√½ − 1, √2 − 1].
const (
	LogP0 float32 = 7.0376836292e-2
	LogP1 float32 = -1.1514610310e-1
	LogP2 float32 = 1.1676998740e-1
	LogP3 float32 = -1.2420140846e-1
	LogP4 float32 = 1.4249322787e-1
	LogP5 float32 = -1.6668057665e-1
	LogP6 float32 = 2.0000714765e-1
	LogP7 float32 = -2.4999993993e-1
	LogP8 float32 = 3.3333331174e-1

	SqrtHalf  float32 = 0.707106781186547524
	MinNormal float32 = 0x1p-126
)

// Log returns the natural logarithm of x within 1 ulp.
//
//	x = 2^e (1+f), √½ ≤ 1+f < √2, log x = e ln2 + f − f²/2 + f³ P(f)
//
// Log(±0) is −Inf, Log(+Inf) is +Inf, and Log(x < 0) is NaN. Denormal numbers are scaled by 2²³ first.
//
// Source: S. L. Moshier, Cephes Mathematical Library 2.2, logf.c.
func Log(x float32) float32 {
	switch {
	case x == 0:
		return float32(math.Inf(-1))
	case !(x >= 0):
		return float32(math.NaN())
	case x > math.MaxFloat32:
		return x
	}
	e := int32(-126)
	if x < MinNormal {
		x *= 1 << 23
		e -= 23
	}
	bits := math.Float32bits(x)
	e += int32(bits >> 23)
	m := math.Float32frombits(bits&0x007fffff | 0x3f000000)
	f := m - 1
	if m < SqrtHalf {
		e--
		f += m
	}
	z := float32(f * f)
	p := float32(LogP0*f) + LogP1
	p = float32(p*f) + LogP2
	p = float32(p*f) + LogP3
	p = float32(p*f) + LogP4
	p = float32(p*f) + LogP5
	p = float32(p*f) + LogP6
	p = float32(p*f) + LogP7
	p = float32(p*f) + LogP8
	y := float32(float32(p*f) * z)
	n := float32(e)
	y += float32(n * Ln2Lo)
	y -= float32(0.5 * z)
	return (f + y) + float32(n*Ln2Hi)
}
