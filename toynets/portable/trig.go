package portable

import (
	"math"
	"math/bits"
)

// Sin returns the sine of x radians.
//
//	x = j π/4 + z, j even, |z| ≤ π/4; a polynomial in z² by octant
//
// The error is below 2 ulp away from the zeros. Sin(±0) is ±0; Sin(±Inf) and Sin(NaN) are NaN.
//
// Source: S. L. Moshier, Cephes Mathematical Library 2.8, sin.c, with Payne and Hanek's reduction above 2²⁹, as in the
// Go standard library.
func Sin(x float64) float64 {
	switch {
	case x == 0 || math.IsNaN(x):
		return x
	case math.IsInf(x, 0):
		return math.NaN()
	}
	octant, z := reduce(math.Abs(x))
	negative := math.Signbit(x)
	if octant > 3 {
		negative = !negative
		octant -= 4
	}
	y := sinPoly(z)
	if octant == 2 {
		y = cosPoly(z)
	}
	if negative {
		return -y
	}
	return y
}

// Cos returns the cosine of x radians, by the same reduction and with the same error as [Sin]. Cos(±Inf) and Cos(NaN)
// are NaN.
func Cos(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return math.NaN()
	}
	octant, z := reduce(math.Abs(x))
	negative := false
	if octant > 3 {
		negative = true
		octant -= 4
	}
	y := cosPoly(z)
	if octant == 2 {
		negative = !negative
		y = sinPoly(z)
	}
	if negative {
		return -y
	}
	return y
}

// sinPoly is Cephes' sine on [−π/4, π/4].
func sinPoly(z float64) float64 {
	t := float64(z * z)
	p := 1.58962301576546568060e-10
	p = float64(p*t) - 2.50507477628578072866e-8
	p = float64(p*t) + 2.75573136213857245213e-6
	p = float64(p*t) - 1.98412698295895385996e-4
	p = float64(p*t) + 8.33333333332211858878e-3
	p = float64(p*t) - 1.66666666666666307295e-1
	return z + float64(float64(z*t)*p)
}

// cosPoly is Cephes' cosine on [−π/4, π/4].
func cosPoly(z float64) float64 {
	t := float64(z * z)
	p := -1.13585365213876817300e-11
	p = float64(p*t) + 2.08757008419747316778e-9
	p = float64(p*t) - 2.75573141792967388112e-7
	p = float64(p*t) + 2.48015872888517045348e-5
	p = float64(p*t) - 1.38888888888730564116e-3
	p = float64(p*t) + 4.16666666666665929218e-2
	return (1 - float64(0.5*t)) + float64(float64(t*t)*p)
}

// reduce returns the even octant j of x ≥ 0, modulo 8, and z with x = j π/4 + z. Below 2²⁹ three pieces of π/4 are
// subtracted one after the other, each product exact.
func reduce(x float64) (j uint64, z float64) {
	const (
		piece1 = 7.85398125648498535156e-1
		piece2 = 3.77489470793079817668e-8
		piece3 = 2.69515142907905952645e-15
	)
	if x >= 1<<29 {
		return reduceHuge(x)
	}
	j = uint64(float64(x * (4 / math.Pi)))
	j += j & 1
	y := float64(j)
	z = ((x - float64(y*piece1)) - float64(y*piece2)) - float64(y*piece3)
	return j & 7, z
}

// reduceHuge is Payne and Hanek's reduction: x's mantissa is multiplied by just those 192 bits of 4/π that decide the
// octant and the fraction.
//
// Source: K. C. Ng, Argument reduction for huge arguments: good to the last bit, 1992, as in the Go standard library.
func reduceHuge(x float64) (j uint64, z float64) {
	const fraction, bias = 52, 1023
	mantissa := math.Float64bits(x)
	exponent := int(mantissa>>fraction&0x7ff) - bias - fraction
	mantissa = mantissa&(1<<fraction-1) | 1<<fraction
	digit, shift := uint(exponent+61)/64, uint(exponent+61)%64
	window := func(i uint) uint64 {
		return fourOverPi[i]<<shift | fourOverPi[i+1]>>(64-shift)
	}
	top, _ := bits.Mul64(window(digit+2), mantissa)
	midHi, midLo := bits.Mul64(window(digit+1), mantissa)
	lo, carry := bits.Add64(midLo, top, 0)
	hi, _ := bits.Add64(window(digit)*mantissa, midHi, carry)
	j = hi >> 61

	hi = hi<<3 | lo>>61
	zeros := uint(bits.LeadingZeros64(hi))
	e := uint64(bias - (zeros + 1))
	hi = hi<<(zeros+1) | lo>>(64-(zeros+1))
	hi >>= 64 - fraction
	z = math.Float64frombits(hi | e<<fraction)
	if j&1 == 1 {
		j = (j + 1) & 7
		z--
	}
	return j, float64(z * (math.Pi / 4))
}

// fourOverPi holds the binary digits of 4/π, 64 at a time, enough for the largest float64.
var fourOverPi = [...]uint64{
	0x0000000000000001, 0x45f306dc9c882a53, 0xf84eafa3ea69bb81, 0xb6c52b3278872083,
	0xfca2c757bd778ac3, 0x6e48dc74849ba5c0, 0x0c925dd413a32439, 0xfc3bd63962534e7d,
	0xd1046bea5d768909, 0xd338e04d68befc82, 0x7323ac7306a673e9, 0x3908bf177bf25076,
	0x3ff12fffbc0b301f, 0xde5e2316b414da3e, 0xda6cfd9e4f96136e, 0x9e8c7ecd3cbfd45a,
	0xea4f758fd7cbe2f6, 0x7a0e73ef14a525d4, 0xd7f6bf623f1aba10, 0xac06608df8f6d757,
}
