package kernel

import "onebasin/toynets/kernel/approx"

// lanes is how many numbers the loops of assembly handle at once. What is left at the end of a slice is for the scalar
// code, and so are the functions that have no loop of assembly here: exp, log, tanh and what is made of them.
const lanes = 4

// whole is the part of n that whole vectors cover.
func whole(n int) int { return n &^ (lanes - 1) }

func simdExp(dst, x []float32) {
	for i, v := range x {
		dst[i] = approx.Exp(v)
	}
}

func simdLog(dst, x []float32) {
	for i, v := range x {
		dst[i] = approx.Log(v)
	}
}

func simdTanh(dst, x []float32) {
	for i, v := range x {
		dst[i] = approx.Tanh(v)
	}
}

func simdSoftmaxXent(m, n int, logits []float32, labels []int32, losses, dlogits []float32, scale float32) {
	scalarSoftmaxXent(m, n, logits, labels, losses, dlogits, scale)
}

func simdSoftmax(m, n int, logits, p []float32) { scalarSoftmax(m, n, logits, p) }

func simdCountCorrect(m, n int, logits []float32, labels []int32) int {
	return scalarCountCorrect(m, n, logits, labels)
}

func simdLerp(dst, a, b []float32, t float32) {
	n := whole(len(dst))
	if n > 0 {
		neonLerp(n, 1-t, t, &dst[0], &a[0], &b[0])
	}
	scalarLerp(dst[n:], a[n:], b[n:], t)
}

func simdPlane(dst, o, e1, e2 []float32, u, v float32) {
	n := whole(len(dst))
	if n > 0 {
		neonPlane(n, u, v, &dst[0], &o[0], &e1[0], &e2[0])
	}
	scalarPlane(dst[n:], o[n:], e1[n:], e2[n:], u, v)
}

func simdAddColSums(m, n int, x, dst []float32) {
	for i := range m {
		addTo(dst[:n], x[i*n:][:n])
	}
}

// addTo adds x to dst.
func addTo(dst, x []float32) {
	w := whole(len(dst))
	if w > 0 {
		neonAdd(w, &dst[0], &x[0])
	}
	for i := w; i < len(dst); i++ {
		dst[i] += x[i]
	}
}

func simdBiasAct(act Act, m, n int, z, bias, y []float32) {
	if bias != nil {
		for i := range m {
			addTo(z[i*n:][:n], bias[:n])
		}
	}
	w := 0
	if act == Relu {
		if w = whole(len(z)); w > 0 {
			neonRelu(w, &y[0], &z[0])
		}
	}
	scalarBiasAct(act, 1, len(z)-w, z[w:], nil, y[w:])
}

func simdActGrad(act Act, z, y, dy, dz []float32) {
	w := whole(len(dz))
	switch {
	case w == 0:
	case act == Relu:
		neonReluGrad(w, &dz[0], &dy[0], &y[0])
	case act == Tanh:
		neonTanhGrad(w, 1, &dz[0], &dy[0], &y[0])
	case act == Sigmoid:
		neonSigmoidGrad(w, 1, &dz[0], &dy[0], &y[0])
	default: // gelu's and identity's read other slices
		scalarActGrad(act, z, y, dy, dz)
		return
	}
	if act == Relu || act == Tanh || act == Sigmoid {
		z, y = nil, y[w:]
	}
	scalarActGrad(act, z, y, dy[w:], dz[w:])
}

func simdAdam(f *adamFactors, p, g, m, v []float32) {
	n := whole(len(p))
	switch {
	case n == 0:
	case f.coupled != 0:
		neonAdamCoupled(n, f.coupled, f.beta1, f.rest1, f.beta2, f.rest2, f.step, f.scale, f.eps, &p[0], &g[0], &m[0],
			&v[0])
	case f.shrink != 0:
		neonAdamDecoupled(n, f.shrink, f.beta1, f.rest1, f.beta2, f.rest2, f.step, f.scale, f.eps, &p[0], &g[0], &m[0],
			&v[0])
	default:
		neonAdam(n, 0, f.beta1, f.rest1, f.beta2, f.rest2, f.step, f.scale, f.eps, &p[0], &g[0], &m[0], &v[0])
	}
	scalarAdam(f, p[n:], g[n:], m[n:], v[n:])
}

func simdSGD(lr, momentum, wd float32, p, g, buf []float32) {
	n := whole(len(p))
	switch {
	case n == 0:
	case wd != 0:
		neonSGDDecay(n, lr, momentum, wd, &p[0], &g[0], &buf[0])
	default:
		neonSGD(n, lr, momentum, 0, &p[0], &g[0], &buf[0])
	}
	scalarSGD(lr, momentum, wd, p[n:], g[n:], buf[n:])
}
