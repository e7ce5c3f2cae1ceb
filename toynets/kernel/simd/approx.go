package simd

import (
	"math"

	"onebasin/toynets/kernel/approx"
	. "onebasin/toynets/kernel/wasmasm"
)

// function is a formula on the four lanes of a vector.
type function func(f *Func, x Local) Expr

// horner evaluates a polynomial in x, highest coefficient first.
func horner(x Local, coefficients ...float32) Expr {
	p := Vec(coefficients[0])
	for _, c := range coefficients[1:] {
		p = Add(Mul(p, x.Get()), Vec(c))
	}
	return p
}

// exp4 is approx.Exp in each lane.
func exp4(f *Func, x Local) Expr {
	x = f.Let(PMax(PMin(x.Get(), Vec(approx.ExpMax)), Vec(approx.ExpMin)))
	t := f.Let(Add(Mul(x.Get(), Vec(approx.Log2E)), Vec(approx.Round)))
	n := f.Let(SubInt(t.Get(), VecInt(approx.RoundBits)))
	whole := f.Let(Sub(t.Get(), Vec(approx.Round)))
	r := f.Let(Sub(x.Get(), Mul(whole.Get(), Vec(approx.Ln2Hi))))
	f.Set(r, Sub(r.Get(), Mul(whole.Get(), Vec(approx.Ln2Lo))))
	p := horner(r, approx.ExpP0, approx.ExpP1, approx.ExpP2, approx.ExpP3, approx.ExpP4, approx.ExpP5)
	y := Add(Add(Mul(p, Mul(r.Get(), r.Get())), r.Get()), Vec(1))
	half := f.Let(ShrInt(n.Get(), 1))
	power := func(n Expr) Expr { return ShlInt(AddInt(n, VecInt(127)), 23) }
	return Mul(Mul(y, power(half.Get())), power(SubInt(n.Get(), half.Get())))
}

// log4 is approx.Log in each lane.
func log4(f *Func, x Local) Expr {
	small := f.Let(Lt(x.Get(), Vec(approx.MinNormal)))
	normal := f.Let(Select(small.Get(), Mul(x.Get(), Vec(1<<23)), x.Get()))
	e := f.Let(SubInt(ShrUInt(normal.Get(), 23), VecInt(126)))
	f.Set(e, SubInt(e.Get(), And(small.Get(), VecInt(23))))
	m := f.Let(Or(And(normal.Get(), VecInt(0x007fffff)), VecInt(0x3f000000)))
	low := f.Let(Lt(m.Get(), Vec(approx.SqrtHalf)))
	d := f.Let(Add(Sub(m.Get(), Vec(1)), And(m.Get(), low.Get())))
	n := f.Let(ToFloat(AddInt(e.Get(), low.Get())))
	z := f.Let(Mul(d.Get(), d.Get()))
	p := horner(d, approx.LogP0, approx.LogP1, approx.LogP2, approx.LogP3, approx.LogP4,
		approx.LogP5, approx.LogP6, approx.LogP7, approx.LogP8)
	y := Mul(Mul(p, d.Get()), z.Get())
	y = Add(y, Mul(n.Get(), Vec(approx.Ln2Lo)))
	y = Sub(y, Mul(Vec(0.5), z.Get()))
	y = Add(Add(d.Get(), y), Mul(n.Get(), Vec(approx.Ln2Hi)))

	inf := float32(math.Inf(1))
	y = Select(Le(Vec(0), x.Get()), y, Vec(float32(math.NaN())))
	y = Select(Eq(x.Get(), Vec(inf)), x.Get(), y)
	return Select(Eq(x.Get(), Vec(0)), Vec(-inf), y)
}

// tanh4 is approx.Tanh in each lane.
func tanh4(f *Func, x Local) Expr {
	held := f.Let(PMax(PMin(x.Get(), Vec(approx.TanhMax)), Vec(-approx.TanhMax)))
	z := f.Let(Mul(held.Get(), held.Get()))
	p := Mul(horner(z, approx.TanhA13, approx.TanhA11, approx.TanhA9, approx.TanhA7,
		approx.TanhA5, approx.TanhA3, approx.TanhA1), held.Get())
	q := horner(z, approx.TanhB6, approx.TanhB4, approx.TanhB2, approx.TanhB0)
	linear := Lt(Abs(x.Get()), Vec(approx.TanhLinear))
	return Select(linear, x.Get(), Div(p, q))
}

// sigmoid4 is approx.Sigmoid in each lane.
func sigmoid4(f *Func, x Local) Expr {
	e := exp4(f, f.Let(Neg(x.Get())))
	return Div(Vec(1), Add(Vec(1), e))
}

// geluTanh4 is the tanh inside gelu.
func geluTanh4(f *Func, x Local) Expr {
	cubic := Mul(Vec(approx.GeluCubic), Mul(x.Get(), Mul(x.Get(), x.Get())))
	return tanh4(f, f.Let(Mul(Vec(approx.GeluScale), Add(x.Get(), cubic))))
}

// gelu4 is approx.Gelu in each lane.
func gelu4(f *Func, x Local) Expr {
	return Mul(Mul(Vec(0.5), x.Get()), Add(Vec(1), geluTanh4(f, x)))
}

// geluGrad4 is approx.GeluGrad in each lane.
func geluGrad4(f *Func, x Local) Expr {
	x = f.Let(PMax(PMin(x.Get(), Vec(approx.GeluMax)), Vec(-approx.GeluMax)))
	t := f.Let(geluTanh4(f, x))
	inner := Mul(Vec(approx.GeluScale), Add(Vec(1), Mul(Vec(approx.GeluCubic3), Mul(x.Get(), x.Get()))))
	slope := Mul(Mul(Mul(Vec(0.5), x.Get()), Sub(Vec(1), Mul(t.Get(), t.Get()))), inner)
	return Add(Mul(Vec(0.5), Add(Vec(1), t.Get())), slope)
}
