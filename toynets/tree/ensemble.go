package tree

import (
	"math"

	"onebasin/toynets"
)

// Ensemble is the shape of an ensemble of soft trees. It holds no parameters: those are a flat vector θ of length
// Params.
type Ensemble struct {
	Arch            Arch
	Trees, Depth    int // M and D
	Inputs, Outputs int // F and C
}

// Nodes returns N, the number of questions of a tree.
func (e Ensemble) Nodes() int {
	if e.Arch == Perfect {
		return 1<<e.Depth - 1
	}
	return e.Depth
}

// Leaves returns L, the number of leaves of a tree.
func (e Ensemble) Leaves() int {
	if e.Arch == List || e.Arch == Modified {
		return e.Depth + 1
	}
	return 1 << e.Depth
}

// FreeLeaves returns how many leaves of a tree are parameters, the first ones: all but the last of a modified list.
func (e Ensemble) FreeLeaves() int {
	if e.Arch == Modified {
		return e.Depth
	}
	return e.Leaves()
}

// Params returns the length of θ, M·(N·(F + 1) + L·C).
func (e Ensemble) Params() int {
	return e.Trees * (e.Nodes()*(e.Inputs+1) + e.FreeLeaves()*e.Outputs)
}

// Shape returns F and C. It panics if e is no ensemble.
func (e Ensemble) Shape() (inputs, outputs int) {
	e.check()
	return e.Inputs, e.Outputs
}

// Weights returns all w, M×N×F, the part of theta that holds them.
func (e Ensemble) Weights(theta []float32) []float32 {
	n := e.Trees * e.Nodes() * e.Inputs
	return theta[:n:n]
}

// Biases returns all b, M×N, the part of theta that holds them.
func (e Ensemble) Biases(theta []float32) []float32 {
	first := e.Trees * e.Nodes() * e.Inputs
	last := first + e.Trees*e.Nodes()
	return theta[first:last:last]
}

// LeafValues returns all π, M×FreeLeaves×C, the part of theta that holds them.
func (e Ensemble) LeafValues(theta []float32) []float32 {
	first := e.Trees * e.Nodes() * (e.Inputs + 1)
	return theta[first:e.Params():e.Params()]
}

// Init writes initial parameters to theta, as PyTorch's Linear begins: w and b uniform in ±1/√F. So do the leaves, read
// as the weights of a linear layer on all M·L shares: ±1/√(M·L). Those are ours, since the paper does not state them.
func (e Ensemble) Init(theta []float32, r *toynets.Rand) {
	e.check()
	if len(theta) != e.Params() {
		panic("tree: θ has not the ensemble's number of parameters")
	}
	uniform := func(x []float32, in int) {
		bound := 1 / math.Sqrt(float64(in))
		for i := range x {
			x[i] = float32(r.Uniform(-bound, bound))
		}
	}
	uniform(e.Weights(theta), e.Inputs)
	uniform(e.Biases(theta), e.Inputs)
	uniform(e.LeafValues(theta), e.Trees*e.FreeLeaves())
}

// check panics if e is no ensemble.
func (e Ensemble) check() {
	if e.Trees < 1 || e.Depth < 1 || e.Inputs < 1 || e.Outputs < 1 || e.Arch > Modified {
		panic("tree: not the shape of an ensemble")
	}
	if (e.Arch == Perfect || e.Arch == Oblivious) && e.Depth > 20 {
		panic("tree: too deep")
	}
}
