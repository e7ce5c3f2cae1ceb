package kernel

import "onebasin/toynets/kernel/approx"

// lanes is how many numbers the loops of assembly handle at once. What is left at the end of a slice is for the scalar
// code.
const lanes = 8

// whole is the part of n that whole vectors cover.
func whole(n int) int { return n &^ (lanes - 1) }

func simdExp(dst, x []float32) {
	n := whole(len(dst))
	if n > 0 {
		avx2Exp(n, &dst[0], &x[0])
	}
	for i, v := range x[n:] {
		dst[n+i] = approx.Exp(v)
	}
}

func simdLog(dst, x []float32) {
	n := whole(len(dst))
	if n > 0 {
		avx2Log(n, &dst[0], &x[0])
	}
	for i, v := range x[n:] {
		dst[n+i] = approx.Log(v)
	}
}

func simdTanh(dst, x []float32) {
	n := whole(len(dst))
	if n > 0 {
		avx2Tanh(n, &dst[0], &x[0])
	}
	for i, v := range x[n:] {
		dst[n+i] = approx.Tanh(v)
	}
}

func simdLerp(dst, a, b []float32, t float32) {
	n := whole(len(dst))
	if n > 0 {
		avx2Lerp(n, 1-t, t, &dst[0], &a[0], &b[0])
	}
	scalarLerp(dst[n:], a[n:], b[n:], t)
}

func simdPlane(dst, o, e1, e2 []float32, u, v float32) {
	n := whole(len(dst))
	if n > 0 {
		avx2Plane(n, u, v, &dst[0], &o[0], &e1[0], &e2[0])
	}
	scalarPlane(dst[n:], o[n:], e1[n:], e2[n:], u, v)
}

func simdAddColSums(m, n int, x, dst []float32) {
	w := whole(n)
	if w > 0 && m > 0 {
		avx2AddRows(m, w, 4*n, &x[0], &dst[0])
	}
	for i := range m {
		for j := w; j < n; j++ {
			dst[j] += x[i*n+j]
		}
	}
}

func simdAdam(f *adamFactors, p, g, m, v []float32) {
	n := whole(len(p))
	switch {
	case n == 0:
	case f.coupled != 0:
		avx2AdamCoupled(n, f.coupled, f.beta1, f.rest1, f.beta2, f.rest2, f.step, f.scale, f.eps, &p[0], &g[0], &m[0],
			&v[0])
	case f.shrink != 0:
		avx2AdamDecoupled(n, f.shrink, f.beta1, f.rest1, f.beta2, f.rest2, f.step, f.scale, f.eps, &p[0], &g[0], &m[0],
			&v[0])
	default:
		avx2Adam(n, 0, f.beta1, f.rest1, f.beta2, f.rest2, f.step, f.scale, f.eps, &p[0], &g[0], &m[0], &v[0])
	}
	scalarAdam(f, p[n:], g[n:], m[n:], v[n:])
}

func simdSGD(lr, momentum, wd float32, p, g, buf []float32) {
	n := whole(len(p))
	switch {
	case n == 0:
	case wd != 0:
		avx2SGDDecay(n, lr, momentum, wd, &p[0], &g[0], &buf[0])
	default:
		avx2SGD(n, lr, momentum, 0, &p[0], &g[0], &buf[0])
	}
	scalarSGD(lr, momentum, wd, p[n:], g[n:], buf[n:])
}
