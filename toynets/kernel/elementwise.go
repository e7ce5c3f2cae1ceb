package kernel

import "onebasin/toynets/kernel/approx"

// Exp writes e^x to dst, number by number, as [approx.Exp] defines it. The slices have the same length and may be the
// same.
func Exp(dst, x []float32) {
	same(len(dst), x)
	if len(dst) == 0 {
		return
	}
	if bound {
		simdExp(dst, x)
		return
	}
	for i, v := range x {
		dst[i] = approx.Exp(v)
	}
}

// Log writes the natural logarithm of x to dst, as [approx.Log] defines it. The slices have the same length and may be
// the same.
func Log(dst, x []float32) {
	same(len(dst), x)
	if len(dst) == 0 {
		return
	}
	if bound {
		simdLog(dst, x)
		return
	}
	for i, v := range x {
		dst[i] = approx.Log(v)
	}
}

// TanhTo writes the hyperbolic tangent of x to dst, as [approx.Tanh] defines it. The slices have the same length and
// may be the same.
func TanhTo(dst, x []float32) {
	same(len(dst), x)
	if len(dst) == 0 {
		return
	}
	if bound {
		simdTanh(dst, x)
		return
	}
	for i, v := range x {
		dst[i] = approx.Tanh(v)
	}
}

// Lerp interpolates on the straight line from a to b:
//
//	dst = (1 − t)·a + t·b
//
// with 1 − t and both products rounded before the sum. At t = 0 and t = 1 it copies a or b, so that the ends of a path
// are the networks themselves. The slices have the same length; dst may be a or b.
func Lerp(dst, a, b []float32, t float32) {
	same(len(dst), a, b)
	if len(dst) == 0 {
		return
	}
	switch {
	case t == 0:
		copy(dst, a)
	case t == 1:
		copy(dst, b)
	case bound:
		simdLerp(dst, a, b, t)
	default:
		scalarLerp(dst, a, b, t)
	}
}

// Plane evaluates a point of the plane through o spanned by e1 and e2:
//
//	dst = (o + u·e1) + v·e2
//
// The slices have the same length; dst may be any of them.
func Plane(dst, o, e1, e2 []float32, u, v float32) {
	same(len(dst), o, e1, e2)
	if len(dst) == 0 {
		return
	}
	if bound {
		simdPlane(dst, o, e1, e2, u, v)
		return
	}
	scalarPlane(dst, o, e1, e2, u, v)
}

func scalarLerp(dst, a, b []float32, t float32) {
	s := 1 - t
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] = float32(s*a[i]) + float32(t*b[i])
	}
}

func scalarPlane(dst, o, e1, e2 []float32, u, v float32) {
	o, e1, e2 = o[:len(dst)], e1[:len(dst)], e2[:len(dst)]
	for i := range dst {
		dst[i] = (o[i] + float32(u*e1[i])) + float32(v*e2[i])
	}
}
