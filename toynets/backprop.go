package toynets

import "onebasin/toynets/kernel"

// elementCost is about how many multiply-adds take as long as the activation of a number or the update of a parameter.
const elementCost = 16

// mlpBackward is back-propagation through a multilayer perceptron.
type mlpBackward struct {
	net    MLP
	y      [][]float32 // rows × n_l for l = 1 … L; the first is not used
	z      [][]float32 // likewise; shares y where σ' is a function of y
	delta  [][]float32 // likewise: ∂loss/∂y_l, then ∂loss/∂z_l; the first where the inputs' would be
	losses []float32   // rows
	loss   float64     // of the batch at hand

	lowest, highest int // layers whose gradient is wanted; 0 for all. The others' is left as it is
	ws              kernel.Workspace
}

// Backward returns what computes gradients of the network's loss.
func (m MLP) Backward(rows int) Backward {
	m.checkWidths()
	t := &mlpBackward{net: m, losses: make([]float32, rows)}
	t.y, t.z, t.delta = [][]float32{nil}, [][]float32{nil}, [][]float32{nil}
	for l := 1; l <= m.Layers(); l++ {
		y := make([]float32, rows*m.Widths[l])
		z := y
		if m.Act == kernel.Gelu && l < m.Layers() {
			z = make([]float32, len(y))
		}
		t.y, t.z = append(t.y, y), append(t.z, z)
		t.delta = append(t.delta, make([]float32, len(y)))
	}
	return t
}

// values returns the m rows of y_l, of which y_0 are the examples.
func (t *mlpBackward) values(x []float32, m, l int) []float32 {
	if l == 0 {
		return x[:m*t.net.Widths[0]]
	}
	return t.y[l][:m*t.net.Widths[l]]
}

// lossAndGradient computes the mean loss of the m examples in t.y[0] and t.labels at t.theta, to t.batchLoss, and its
// gradient, to t.grad. With δ_l = ∂loss/∂z_l,
//
//	δ_L = (softmax(z_L) − onehot(label)) / m
//	δ_l = (δ_{l+1}·W_{l+1}) ⊙ σ'(z_l)
//	∂loss/∂W_l = δ_lᵀ·y_{l−1},  ∂loss/∂b_l = Σ_rows δ_l
//
// (Rumelhart, Hinton, Williams, Learning representations by back-propagating errors, 1986.) Its stages are cut by
// t.cut: it is called until it is done. Rows do not see one another but in sums over them, which run in their order.
func (t *mlpBackward) Gradient(c *kernel.Cut, grad, theta, x []float32, labels []int32) (loss float64, done bool) {
	net, m := t.net, len(labels)
	last := net.Layers()
	below := x[:m*net.Widths[0]]
	for l := 1; l <= last; l++ {
		in, out := net.Widths[l-1], net.Widths[l]
		act := net.Act
		if l == last {
			act = kernel.Identity
		}
		z, y := t.z[l][:m*out], t.y[l][:m*out]
		if !c.Gemm(false, true, m, out, in, below, net.Weight(theta, l), z, &t.ws) {
			return 0, false
		}
		for c.More(m, elementCost*out) {
			i, j := c.Range()
			kernel.BiasAct(act, j-i, out, z[i*out:j*out], net.Bias(theta, l), y[i*out:j*out])
		}
		below = y
	}

	classes := net.Widths[last]
	logits, delta := t.y[last][:m*classes], t.delta[last][:m*classes]
	for c.More(m, elementCost*classes) {
		i, j := c.Range()
		kernel.SoftmaxXent(j-i, classes, logits[i*classes:j*classes], labels[i:j], t.losses[i:j],
			delta[i*classes:j*classes], 1/float32(m))
	}
	for c.More(1, m) {
		var sum float64
		for _, v := range t.losses[:m] {
			sum += float64(v)
		}
		t.loss = sum / float64(m)
	}

	for l := last; l >= 1; l-- {
		in, out := net.Widths[l-1], net.Widths[l]
		delta, below := t.delta[l][:m*out], t.values(x, m, l-1)
		if t.highest == 0 || l <= t.highest {
			if !c.Gemm(true, false, out, in, m, delta, below, net.Weight(grad, l), &t.ws) {
				return 0, false
			}
			colSums(c, m, out, delta, net.Bias(grad, l))
		}
		if l == max(1, t.lowest) {
			break // nothing that is wanted lies below
		}
		dy := t.delta[l-1][:m*in]
		if !c.Gemm(false, false, m, in, out, delta, net.Weight(theta, l), dy, &t.ws) {
			return 0, false
		}
		for c.More(m, elementCost*in) {
			i, j := c.Range()
			kernel.ActGrad(net.Act, t.z[l-1][i*in:j*in], below[i*in:j*in], dy[i*in:j*in], dy[i*in:j*in])
		}
	}
	return t.loss, !c.Paused()
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
