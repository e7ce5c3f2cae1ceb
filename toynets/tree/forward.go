package tree

import (
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// elementCost is about how many multiply-adds take as long as the two sigmoids and the shares of a node.
const elementCost = 48

// forward computes an ensemble's values: questions, shares, outputs.
type forward struct {
	e           Ensemble
	ws          kernel.Workspace
	z           []float32 // rows × M·N: the questions' values, then their negatives
	left, right []float32 // rows × M·N: σ(z), σ(−z)
	mu          []float32 // rows × M·L, of leaves that are parameters
	out         []float32 // rows × C
}

// Forward returns what computes the ensemble's outputs.
func (e Ensemble) Forward(rows int) toynets.Forward { return e.forward(rows) }

func (e Ensemble) forward(rows int) *forward {
	e.check()
	nodes, leaves := rows*e.Trees*e.Nodes(), rows*e.Trees*e.FreeLeaves()
	return &forward{e: e, z: make([]float32, nodes), left: make([]float32, nodes), right: make([]float32, nodes),
		mu: make([]float32, leaves), out: make([]float32, rows*e.Outputs)}
}

// Logits is the stages that compute f.
func (f *forward) Logits(c *kernel.Cut, theta, x []float32, n int) (z []float32, done bool) {
	if !f.shares(c, theta, x, n) {
		return nil, false
	}
	e := f.e
	out := f.out[:n*e.Outputs]
	done = c.Gemm(false, false, n, e.Outputs, e.Trees*e.FreeLeaves(), f.mu, e.LeafValues(theta), out, &f.ws)
	return out, done
}

// shares is the stages that compute left, right and mu of the n rows of x.
func (f *forward) shares(c *kernel.Cut, theta, x []float32, n int) (done bool) {
	e := f.e
	width, nodes, leaves := e.Trees*e.Nodes(), e.Nodes(), e.FreeLeaves()
	if !c.Gemm(false, true, n, width, e.Inputs, x, e.Weights(theta), f.z[:n*width], &f.ws) {
		return false
	}
	for c.More(n, elementCost*width) {
		i, j := c.Range()
		z, left, right := f.z[i*width:j*width], f.left[i*width:j*width], f.right[i*width:j*width]
		kernel.BiasAct(kernel.Sigmoid, j-i, width, z, e.Biases(theta), left)
		kernel.Negate(z, z)
		kernel.BiasAct(kernel.Sigmoid, j-i, width, z, nil, right)
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
