package tree

import "onebasin/toynets/kernel"

// Masses computes how much of the examples comes to each node of every tree, in steps of a few milliseconds:
//
//	mass_n = 1/n·Σ_x Π σ(±z)(x)
//
// over the nodes on the way to node n. The root's is 1, and so is that of every rule of an oblivious tree, which is
// asked of all.
type Masses struct {
	e        Ensemble
	f        *forward
	c        kernel.Cut
	theta, x []float32
	n, row   int
	sums     []float64 // M × N
}

// NewMasses begins to compute the masses of the n rows of x at θ. It keeps and reads both. It panics if a length is
// wrong.
func (e Ensemble) NewMasses(theta, x []float32, n int) *Masses {
	e.check()
	if len(theta) != e.Params() || len(x) != n*e.Inputs || n < 1 {
		panic("tree: parameters or examples of the wrong length")
	}
	return &Masses{e: e, f: e.forward(responseRows, responseRows), theta: theta, x: x, n: n,
		sums: make([]float64, e.Trees*e.Nodes())}
}

// Step computes some more and reports whether any are left.
func (r *Masses) Step() (more bool) {
	if r.row == r.n {
		return false
	}
	e := r.e
	m := min(responseRows, r.n-r.row)
	r.c.Begin(kernel.PieceWork())
	if !r.f.shares(&r.c, r.theta, r.x[r.row*e.Inputs:(r.row+m)*e.Inputs], m) {
		return true
	}
	r.c.End()
	nodes := e.Nodes()
	reach := make([]float64, 2*nodes+1)
	for i := range m * e.Trees {
		left, right := r.f.left[i*nodes:(i+1)*nodes], r.f.right[i*nodes:(i+1)*nodes]
		sums := r.sums[i%e.Trees*nodes:][:nodes]
		reach[0] = 1
		for n := range nodes {
			here := reach[n]
			sums[n] += here
			switch e.Arch {
			case Perfect:
				reach[2*n+1], reach[2*n+2] = float64(here*float64(left[n])), float64(here*float64(right[n]))
			case Oblivious:
				reach[n+1] = 1
			default:
				reach[n+1] = float64(here * float64(right[n]))
			}
		}
	}
	r.row += m
	return r.row < r.n
}

// Of returns the masses of tree t's nodes, once Step has returned false.
func (r *Masses) Of(t int) []float64 {
	nodes := r.e.Nodes()
	masses := make([]float64, nodes)
	for n := range masses {
		masses[n] = r.sums[t*nodes+n] / float64(r.n)
	}
	return masses
}
