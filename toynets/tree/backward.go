package tree

import (
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// backward is back-propagation through an ensemble. ∂loss/∂z takes the place of z.
type backward struct {
	forward
	dmu          []float32 // block × M·L: ∂loss/∂μ
	delta        []float32 // block × C: ∂loss/∂f
	losses       []float32 // rows
	value, reach []float32 // scratch for a tree
	loss         float64   // of the batch at hand
}

// Backward returns what computes gradients of the ensemble's loss.
func (e Ensemble) Backward(rows int) toynets.Backward { return e.backward(rows, e.blockOf(rows)) }

func (e Ensemble) backward(rows, block int) *backward {
	f := e.forward(rows, block)
	return &backward{forward: *f, dmu: make([]float32, len(f.mu)), delta: make([]float32, block*e.Outputs),
		losses: make([]float32, rows), value: make([]float32, 2*e.Leaves()), reach: make([]float32, 3*e.Leaves())}
}

// Gradient computes the mean loss of the m examples and its gradient. With δ = (softmax(f) − onehot(label))/m, rows as
// examples,
//
//	∂loss/∂π = μᵀ·δ,  ∂loss/∂μ = δ·πᵀ,  ∂loss/∂w = (∂loss/∂z)ᵀ·x,  ∂loss/∂b = Σ_rows ∂loss/∂z
//
// and ∂loss/∂z of ∂loss/∂μ as slopes has it. Blocks of examples go forward and back one after the other, and the sums
// over examples go on from one to the next.
func (b *backward) Gradient(c *kernel.Cut, grad, theta, x []float32, labels []int32) (loss float64, done bool) {
	m, inputs := len(labels), b.e.Inputs
	for first := 0; first < m; first += b.block {
		last := min(first+b.block, m)
		if !b.add(c, first > 0, 1/float32(m), grad, theta, x[first*inputs:last*inputs], labels[first:last],
			b.losses[first:last]) {
			return 0, false
		}
	}
	for c.More(1, m) {
		var sum float64
		for _, v := range b.losses[:m] {
			sum += float64(v)
		}
		b.loss = sum / float64(m)
	}
	return b.loss, !c.Paused()
}

// add is the stages that compute a block's losses and, scaled, its part of the gradient, which with more is added to
// that of the blocks before.
func (b *backward) add(c *kernel.Cut, more bool, scale float32, grad, theta, x []float32, labels []int32,
	losses []float32) (done bool) {
	e, n := b.e, len(labels)
	classes, width, shares := e.Outputs, e.Trees*e.Nodes(), e.Trees*e.FreeLeaves()
	logits, delta, dz := b.out[:n*classes], b.delta[:n*classes], b.z[:n*width]
	if !b.logits(c, theta, x, logits) {
		return false
	}
	for c.More(n, elementCost*classes) {
		i, j := c.Range()
		kernel.SoftmaxXent(j-i, classes, logits[i*classes:j*classes], labels[i:j], losses[i:j],
			delta[i*classes:j*classes], scale)
	}
	if !c.GemmOn(more, true, false, shares, classes, n, b.mu, delta, e.LeafValues(grad), &b.ws) ||
		!c.Gemm(false, true, n, shares, classes, delta, e.LeafValues(theta), b.dmu[:n*shares], &b.ws) {
		return false
	}
	for c.More(n, elementCost*width) {
		i, j := c.Range()
		b.back(i, j)
	}
	if !c.GemmOn(more, true, false, width, e.Inputs, n, dz, x, e.Weights(grad), &b.ws) {
		return false
	}
	bias := e.Biases(grad)
	for c.More(n, 2*width) {
		i, j := c.Range()
		if i == 0 && !more {
			clear(bias)
		}
		kernel.AddColSums(j-i, width, dz[i*width:j*width], bias)
	}
	return !c.Paused()
}

// back computes ∂loss/∂z of rows i … j−1.
func (b *backward) back(i, j int) {
	nodes, leaves, first := b.e.Nodes(), b.e.FreeLeaves(), i*b.e.Trees
	if b.e.Arch == Perfect && b.e.Depth == 2 {
		trees := (j - i) * b.e.Trees
		from, to, under, end := nodes*first, nodes*(first+trees), leaves*first, leaves*(first+trees)
		kernel.TreeSlopes(trees, b.left[from:to], b.right[from:to], b.dmu[under:end], b.z[from:to])
		return
	}
	for t := first; t < j*b.e.Trees; t++ {
		at := t * nodes
		b.e.slopes(b.left[at:at+nodes], b.right[at:at+nodes], b.dmu[t*leaves:(t+1)*leaves], b.z[at:at+nodes],
			b.value, b.reach)
	}
}
