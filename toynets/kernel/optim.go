package kernel

import "math"

// AdamStep holds the numbers of one Adam update at step t, as float32. Correct1 and Correct2 are 1 − β₁ᵗ and 1 − β₂ᵗ.
// Decoupled selects AdamW.
type AdamStep struct {
	LR, Beta1, Beta2, Eps, Correct1, Correct2, WeightDecay float32
	Decoupled                                              bool
}

// Adam updates the parameters p and the moments m, v in place from the gradient g:
//
//	g ← g + wd·p                     (coupled;  AdamW instead: p ← p − (lr·wd)·p)
//	m ← β₁ m + (1 − β₁) g
//	v ← β₂ v + ((1 − β₂) g) g
//	p ← p − ((lr/c₁) m) / (√v · (1/√c₂) + ε)
//
// with c₁, c₂ the bias corrections. g itself is left as it is, and with wd = 0 the first line is skipped. All slices
// have the same length; they must not overlap.
//
// Source: Kingma and Ba, 2015, arXiv:1412.6980; Loshchilov and Hutter, 2019, arXiv:1711.05101, in the form of PyTorch's
// Adam and AdamW.
func Adam(s AdamStep, p, g, m, v []float32) {
	same(len(p), g, m, v)
	if len(p) == 0 {
		return
	}
	f := s.factors()
	if bound {
		simdAdam(&f, p, g, m, v)
		return
	}
	scalarAdam(&f, p, g, m, v)
}

// SGD updates p and the momentum buffer in place from the gradient g:
//
//	g ← g + wd·p
//	buf ← momentum·buf + g
//	p ← p − lr·buf
//
// g itself is left as it is, and with wd = 0 the first line is skipped. A buffer of zeros starts a run. All slices have
// the same length and must not overlap.
//
// Source: PyTorch's SGD with dampening 0 and without Nesterov's variant.
func SGD(lr, momentum, wd float32, p, g, buf []float32) {
	same(len(p), g, buf)
	if len(p) == 0 {
		return
	}
	if bound {
		simdSGD(lr, momentum, wd, p, g, buf)
		return
	}
	scalarSGD(lr, momentum, wd, p, g, buf)
}

// adamFactors are the numbers that the inner loop needs. The SIMD kernel reads them from memory in this order.
type adamFactors struct {
	coupled, shrink, beta1, rest1, beta2, rest2, step, scale, eps float32
}

func (s AdamStep) factors() adamFactors {
	f := adamFactors{
		beta1: s.Beta1, rest1: 1 - s.Beta1,
		beta2: s.Beta2, rest2: 1 - s.Beta2,
		step: s.LR / s.Correct1, eps: s.Eps,
		scale: 1 / float32(math.Sqrt(float64(s.Correct2))),
	}
	if s.Decoupled {
		f.shrink = s.LR * s.WeightDecay
	} else {
		f.coupled = s.WeightDecay
	}
	return f
}

func scalarAdam(f *adamFactors, p, g, m, v []float32) {
	s := *f
	g, m, v = g[:len(p)], m[:len(p)], v[:len(p)]
	for i, w := range p {
		d := g[i]
		if s.coupled != 0 {
			d += float32(s.coupled * w)
		}
		if s.shrink != 0 {
			w -= float32(s.shrink * w)
		}
		m1 := float32(s.beta1*m[i]) + float32(s.rest1*d)
		v1 := float32(s.beta2*v[i]) + float32(float32(s.rest2*d)*d)
		m[i], v[i] = m1, v1
		root := float32(math.Sqrt(float64(v1)))
		p[i] = w - float32(s.step*m1)/(float32(root*s.scale)+s.eps)
	}
}

func scalarSGD(lr, momentum, wd float32, p, g, buf []float32) {
	g, buf = g[:len(p)], buf[:len(p)]
	for i, w := range p {
		d := g[i]
		if wd != 0 {
			d += float32(wd * w)
		}
		b := float32(momentum*buf[i]) + d
		buf[i] = b
		p[i] = w - float32(lr*b)
	}
}
