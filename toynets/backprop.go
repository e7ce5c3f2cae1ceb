package toynets

import "onebasin/toynets/kernel"

// lossAndGradient returns the mean loss of the m examples in t.y[0] and t.labels at t.theta and writes its gradient to
// t.grad. With δ_l = ∂loss/∂z_l,
//
//	δ_L = (softmax(z_L) − onehot(label)) / m
//	δ_l = (δ_{l+1}·W_{l+1}) ⊙ σ'(z_l)
//	∂loss/∂W_l = δ_lᵀ·y_{l−1},  ∂loss/∂b_l = Σ_rows δ_l
//
// (Rumelhart, Hinton, Williams, Learning representations by back-propagating errors, 1986.)
func (t *Trainer) lossAndGradient(m int) float64 {
	net := t.net
	last := net.Layers()
	below := t.y[0][:m*net.Widths[0]]
	for l := 1; l <= last; l++ {
		in, out := net.Widths[l-1], net.Widths[l]
		act := net.Act
		if l == last {
			act = kernel.Identity
		}
		z, y := t.z[l][:m*out], t.y[l][:m*out]
		kernel.Gemm(false, true, m, out, in, below, net.Weight(t.theta, l), z, &t.ws)
		kernel.BiasAct(act, m, out, z, net.Bias(t.theta, l), y)
		below = y
	}

	classes := net.Widths[last]
	losses := t.losses[:m]
	kernel.SoftmaxXent(m, classes, t.y[last][:m*classes], t.labels[:m], losses,
		t.delta[last][:m*classes], 1/float32(m))
	var sum float64
	for _, v := range losses {
		sum += float64(v)
	}

	for l := last; l >= 1; l-- {
		in, out := net.Widths[l-1], net.Widths[l]
		delta, below := t.delta[l][:m*out], t.y[l-1][:m*in]
		kernel.Gemm(true, false, out, in, m, delta, below, net.Weight(t.grad, l), &t.ws)
		kernel.ColSums(m, out, delta, net.Bias(t.grad, l))
		if l == 1 {
			break // nothing trainable lies below
		}
		dy := t.delta[l-1][:m*in]
		kernel.Gemm(false, false, m, in, out, delta, net.Weight(t.theta, l), dy, &t.ws)
		kernel.ActGrad(net.Act, t.z[l-1][:m*in], below, dy, dy)
	}
	return sum / float64(m)
}
