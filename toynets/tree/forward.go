package tree

import (
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// elementCost is about how many multiply-adds take as long as the two sigmoids and the shares of a node.
const elementCost = 48

// blockBytes is how much of what is computed of examples may be at hand at once: it stays in a processor's cache. Where
// that is less than leastBlock examples the parameters, which every block reads, take longer than what stays.
const (
	blockBytes = 512 << 10
	leastBlock = 16
)

// forward computes an ensemble's values: questions, shares, outputs, a block of rows at a time.
type forward struct {
	e           Ensemble
	block       int // rows
	ws          kernel.Workspace
	z           []float32 // block × M·N: the questions' values
	left, right []float32 // block × M·N: σ(z), σ(−z)
	mu          []float32 // block × M·L, of leaves that are parameters
	out         []float32 // rows × C
}

// Forward returns what computes the ensemble's outputs.
func (e Ensemble) Forward(rows int) toynets.Forward { return e.forward(rows, e.blockOf(rows)) }

// blockOf returns how many of so many rows are computed at once. No number depends on it.
func (e Ensemble) blockOf(rows int) int {
	block := blockBytes / (4 * e.Trees * (3*e.Nodes() + 2*e.FreeLeaves())) &^ 3
	if block < leastBlock {
		return rows
	}
	return min(block, rows)
}

func (e Ensemble) forward(rows, block int) *forward {
	e.check()
	nodes, leaves := block*e.Trees*e.Nodes(), block*e.Trees*e.FreeLeaves()
	return &forward{e: e, block: block, z: make([]float32, nodes), left: make([]float32, nodes),
		right: make([]float32, nodes), mu: make([]float32, leaves), out: make([]float32, rows*e.Outputs)}
}

// Logits is the stages that compute f.
func (f *forward) Logits(c *kernel.Cut, theta, x []float32, n int) (z []float32, done bool) {
	e := f.e
	for first := 0; first < n; first += f.block {
		last := min(first+f.block, n)
		if !f.logits(c, theta, x[first*e.Inputs:last*e.Inputs], f.out[first*e.Outputs:last*e.Outputs]) {
			return nil, false
		}
	}
	return f.out[:n*e.Outputs], true
}

// logits is the stages that compute f of a block of rows, which are all of x.
func (f *forward) logits(c *kernel.Cut, theta, x, out []float32) (done bool) {
	e, n := f.e, len(x)/f.e.Inputs
	return f.shares(c, theta, x, n) &&
		c.Gemm(false, false, n, e.Outputs, e.Trees*e.FreeLeaves(), f.mu, e.LeafValues(theta), out, &f.ws)
}

// shares is the stages that compute left, right and mu of the n rows of x, no more than a block.
func (f *forward) shares(c *kernel.Cut, theta, x []float32, n int) (done bool) {
	e := f.e
	width, nodes, leaves := e.Trees*e.Nodes(), e.Nodes(), e.FreeLeaves()
	if !c.Gemm(false, true, n, width, e.Inputs, x, e.Weights(theta), f.z[:n*width], &f.ws) {
		return false
	}
	for c.More(n, elementCost*width) {
		i, j := c.Range()
		z, left, right := f.z[i*width:j*width], f.left[i*width:j*width], f.right[i*width:j*width]
		kernel.Sides(j-i, width, z, e.Biases(theta), left, right)
		mu := f.mu[i*e.Trees*leaves : j*e.Trees*leaves]
		if e.Arch == Perfect && e.Depth == 2 {
			kernel.TreeShares((j-i)*e.Trees, left, right, mu)
			continue
		}
		for t := range (j - i) * e.Trees {
			at := t * nodes
			e.shares(left[at:at+nodes], right[at:at+nodes], mu[t*leaves:(t+1)*leaves])
		}
	}
	return !c.Paused()
}
