package tree

import (
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// backward is back-propagation through an ensemble.
type backward struct {
	forward
	dz, dmu      []float32 // ∂loss/∂z, ∂loss/∂μ
	delta        []float32 // ∂loss/∂f
	losses       []float32 // rows
	value, reach []float32 // scratch for a tree
	loss         float64   // of the batch at hand
}

// Backward returns what computes gradients of the ensemble's loss.
func (e Ensemble) Backward(rows int) toynets.Backward {
	f := e.forward(rows)
	return &backward{forward: *f, dz: make([]float32, len(f.z)), dmu: make([]float32, len(f.mu)),
		delta: make([]float32, len(f.out)), losses: make([]float32, rows),
		value: make([]float32, 2*e.Leaves()), reach: make([]float32, 3*e.Leaves())}
}

// Gradient computes the mean loss of the m examples and its gradient. With δ = (softmax(f) − onehot(label))/m, rows as
// examples,
//
//	∂loss/∂π = μᵀ·δ,  ∂loss/∂μ = δ·πᵀ,  ∂loss/∂w = (∂loss/∂z)ᵀ·x,  ∂loss/∂b = Σ_rows ∂loss/∂z
//
// and ∂loss/∂z of ∂loss/∂μ as slopes has it.
func (b *backward) Gradient(c *kernel.Cut, grad, theta, x []float32, labels []int32) (loss float64, done bool) {
	e, m := b.e, len(labels)
	logits, done := b.Logits(c, theta, x, m)
	if !done {
		return 0, false
	}
	classes, width, shares := e.Outputs, e.Trees*e.Nodes(), e.Trees*e.FreeLeaves()
	delta := b.delta[:m*classes]
	for c.More(m, elementCost*classes) {
		i, j := c.Range()
		kernel.SoftmaxXent(j-i, classes, logits[i*classes:j*classes], labels[i:j], b.losses[i:j],
			delta[i*classes:j*classes], 1/float32(m))
	}
	for c.More(1, m) {
		var sum float64
		for _, v := range b.losses[:m] {
			sum += float64(v)
		}
		b.loss = sum / float64(m)
	}
	if !c.Gemm(true, false, shares, classes, m, b.mu, delta, e.LeafValues(grad), &b.ws) ||
		!c.Gemm(false, true, m, shares, classes, delta, e.LeafValues(theta), b.dmu[:m*shares], &b.ws) {
		return 0, false
	}
	for c.More(m, elementCost*width) {
		i, j := c.Range()
		b.back(i, j)
	}
	dz := b.dz[:m*width]
	if !c.Gemm(true, false, width, e.Inputs, m, dz, x[:m*e.Inputs], e.Weights(grad), &b.ws) {
		return 0, false
	}
	bias := e.Biases(grad)
	for c.More(m, 2*width) {
		i, j := c.Range()
		if i == 0 {
			clear(bias)
		}
		kernel.AddColSums(j-i, width, dz[i*width:j*width], bias)
	}
	return b.loss, !c.Paused()
}

// back computes ∂loss/∂z of rows i … j−1.
func (b *backward) back(i, j int) {
	nodes, leaves, first := b.e.Nodes(), b.e.FreeLeaves(), i*b.e.Trees
	if b.e.Arch == Perfect && b.e.Depth == 2 {
		trees := (j - i) * b.e.Trees
		from, to, under, end := nodes*first, nodes*(first+trees), leaves*first, leaves*(first+trees)
		kernel.TreeSlopes(trees, b.left[from:to], b.right[from:to], b.dmu[under:end], b.dz[from:to])
		return
	}
	for t := first; t < j*b.e.Trees; t++ {
		at := t * nodes
		b.e.slopes(b.left[at:at+nodes], b.right[at:at+nodes], b.dmu[t*leaves:(t+1)*leaves], b.dz[at:at+nodes],
			b.value, b.reach)
	}
}
