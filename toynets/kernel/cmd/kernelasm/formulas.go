package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"

	"onebasin/toynets/kernel/approx"
)

// exp8 is approx.Exp in each lane.
func exp8(x vec) vec {
	x = atLeast(atMost(x, approx.ExpMax), approx.ExpMin)
	t := add(mul(x, number(approx.Log2E)), number(approx.Round))
	n := YMM()
	VPSUBD(integer(approx.RoundBits), t, n)
	whole := sub(t, number(approx.Round))
	r := sub(x, mul(whole, number(approx.Ln2Hi)))
	r = sub(r, mul(whole, number(approx.Ln2Lo)))
	p := horner(r, approx.ExpP0, approx.ExpP1, approx.ExpP2, approx.ExpP3, approx.ExpP4, approx.ExpP5)
	y := add(add(mul(p, mul(r, r)), r), number(1))
	half, rest := YMM(), YMM()
	VPSRAD(U8(1), n, half)
	VPSUBD(half, n, rest)
	for _, e := range []vec{half, rest} { // times two to that power
		VPADDD(integer(127), e, e)
		VPSLLD(U8(23), e, e)
		y = mul(y, e)
	}
	return y
}

// log8 is approx.Log in each lane.
func log8(x vec) vec {
	small := compare(x, less, number(approx.MinNormal))
	normal := choose(small, mul(x, number(1<<23)), x)
	e, m, low := YMM(), YMM(), YMM()
	VPSRLD(U8(23), normal, e)
	VPSUBD(integer(126), e, e)
	VPAND(integer(23), small, small)
	VPSUBD(small, e, e)
	VPAND(integer(0x007fffff), normal, m)
	VPOR(integer(0x3f000000), m, m)
	VCMPPS(U8(less), number(approx.SqrtHalf), m, low)
	again := YMM()
	VPAND(low, m, again)
	d := add(sub(m, number(1)), again)
	n := YMM()
	VPADDD(low, e, n)
	VCVTDQ2PS(n, n)
	z := mul(d, d)
	p := horner(d, approx.LogP0, approx.LogP1, approx.LogP2, approx.LogP3, approx.LogP4, approx.LogP5, approx.LogP6,
		approx.LogP7, approx.LogP8)
	y := mul(mul(p, d), z)
	y = add(y, mul(n, number(approx.Ln2Lo)))
	y = sub(y, mul(z, number(0.5)))
	y = add(add(d, y), mul(n, number(approx.Ln2Hi)))

	inf := float32(math.Inf(1))
	zero := YMM()
	VXORPS(zero, zero, zero)
	y = choose(compare(zero, lessEqual, x), y, vecOf(number(float32(math.NaN()))))
	y = choose(compare(x, equal, number(inf)), x, y)
	return choose(compare(x, equal, zero), number(-inf), y)
}

// tanh8 is approx.Tanh in each lane.
func tanh8(x vec) vec {
	held := atLeast(atMost(x, approx.TanhMax), -approx.TanhMax)
	z := mul(held, held)
	p := mul(horner(z, approx.TanhA13, approx.TanhA11, approx.TanhA9, approx.TanhA7, approx.TanhA5, approx.TanhA3,
		approx.TanhA1), held)
	q := horner(z, approx.TanhB6, approx.TanhB4, approx.TanhB2, approx.TanhB0)
	size := YMM()
	VANDPS(words(0x7fffffff), x, size)
	return choose(compare(size, less, number(approx.TanhLinear)), x, div(p, q))
}

// sigmoid8 is approx.Sigmoid in each lane.
func sigmoid8(x vec) vec {
	one := vecOf(number(1))
	return div(one, add(exp8(neg(x)), one))
}

// geluTanh8 is the tanh inside gelu.
func geluTanh8(x vec) vec {
	cubic := mul(mul(x, mul(x, x)), number(approx.GeluCubic))
	return tanh8(mul(add(x, cubic), number(approx.GeluScale)))
}

// gelu8 is approx.Gelu in each lane.
func gelu8(x vec) vec { return mul(mul(x, number(0.5)), add(geluTanh8(x), number(1))) }

// geluGrad8 is approx.GeluGrad in each lane.
func geluGrad8(x vec) vec {
	x = atLeast(atMost(x, approx.GeluMax), -approx.GeluMax)
	t := geluTanh8(x)
	inner := mul(add(mul(mul(x, x), number(approx.GeluCubic3)), number(1)), number(approx.GeluScale))
	slope := mul(mul(mul(x, number(0.5)), sub(vecOf(number(1)), mul(t, t))), inner)
	return add(mul(add(t, number(1)), number(0.5)), slope)
}

// relu8 is 0 where x < 0, else x.
func relu8(x vec) vec {
	v := YMM()
	VXORPS(v, v, v)
	VMAXPS(x, v, v)
	return v
}
