package toynets

import "onebasin/toynets/kernel"

// elementCost is about how many multiply-adds take as long as the activation of a number or the update of a parameter.
const elementCost = 16

// lossAndGradient computes the mean loss of the m examples in t.y[0] and t.labels at t.theta, to t.batchLoss, and its
// gradient, to t.grad. With δ_l = ∂loss/∂z_l,
//
//	δ_L = (softmax(z_L) − onehot(label)) / m
//	δ_l = (δ_{l+1}·W_{l+1}) ⊙ σ'(z_l)
//	∂loss/∂W_l = δ_lᵀ·y_{l−1},  ∂loss/∂b_l = Σ_rows δ_l
//
// (Rumelhart, Hinton, Williams, Learning representations by back-propagating errors, 1986.) Its stages are cut by
// t.cut: it is called until it is done. Rows do not see one another but in sums over them, which run in their order.
func (t *Trainer) lossAndGradient(m int) (done bool) {
	net, c := t.net, &t.cut
	last := net.Layers()
	below := t.y[0][:m*net.Widths[0]]
	for l := 1; l <= last; l++ {
		in, out := net.Widths[l-1], net.Widths[l]
		act := net.Act
		if l == last {
			act = kernel.Identity
		}
		z, y := t.z[l][:m*out], t.y[l][:m*out]
		if !c.Gemm(false, true, m, out, in, below, net.Weight(t.theta, l), z, &t.ws) {
			return false
		}
		for c.More(m, elementCost*out) {
			i, j := c.Range()
			kernel.BiasAct(act, j-i, out, z[i*out:j*out], net.Bias(t.theta, l), y[i*out:j*out])
		}
		below = y
	}

	classes := net.Widths[last]
	logits, delta := t.y[last][:m*classes], t.delta[last][:m*classes]
	for c.More(m, elementCost*classes) {
		i, j := c.Range()
		kernel.SoftmaxXent(j-i, classes, logits[i*classes:j*classes], t.labels[i:j], t.losses[i:j],
			delta[i*classes:j*classes], 1/float32(m))
	}
	for c.More(1, m) {
		var sum float64
		for _, v := range t.losses[:m] {
			sum += float64(v)
		}
		t.batchLoss = sum / float64(m)
	}

	for l := last; l >= 1; l-- {
		in, out := net.Widths[l-1], net.Widths[l]
		delta, below := t.delta[l][:m*out], t.y[l-1][:m*in]
		if !c.Gemm(true, false, out, in, m, delta, below, net.Weight(t.grad, l), &t.ws) {
			return false
		}
		colSums(c, m, out, delta, net.Bias(t.grad, l))
		if l == 1 {
			break // nothing trainable lies below
		}
		dy := t.delta[l-1][:m*in]
		if !c.Gemm(false, false, m, in, out, delta, net.Weight(t.theta, l), dy, &t.ws) {
			return false
		}
		for c.More(m, elementCost*in) {
			i, j := c.Range()
			kernel.ActGrad(net.Act, t.z[l-1][i*in:j*in], below[i*in:j*in], dy[i*in:j*in], dy[i*in:j*in])
		}
	}
	return !c.Paused()
}

// colSums is a stage that writes the sums over the rows of x, m×n, to dst.
func colSums(c *kernel.Cut, m, n int, x, dst []float32) {
	for c.More(m, 2*n) {
		i, j := c.Range()
		if i == 0 {
			clear(dst)
		}
		kernel.AddColSums(j-i, n, x[i*n:j*n], dst)
	}
}
