// Package matching finds the element of an ensemble's symmetry that brings one ensemble of soft trees to another
// (Kanoh, Sugiyama, 2405.14596), by weights or by activations, with any set of the invariances.
//
// Both maximise over the trees' permutation; the other invariances are chosen for each pair of trees by themselves, as
// those that maximise the weighted inner product
//
//	⟨A, B⟩ = Σ_m [ Σ_n ω_n·(⟨w^A, w^B⟩ + b^A·b^B) + Σ_ℓ ⟨π^A, π^B⟩ ]
//
// in which ω_n is the number of leaves that node n affects.
//
//	s := matching.ByWeights(e, a, b, symmetry.All(e.Arch))
//	for s.Step() {
//	}
//	g, err := s.Element(), s.Err()
//
// Sums run in float64 and in a stated order.
package matching

import (
	"onebasin/lmc/trees/symmetry"
	"onebasin/toynets/tree"
)

// Affected returns ω_n, the number of leaves that node n affects: those under it, of an oblivious rule all.
func Affected(e tree.Ensemble, n int) int {
	switch e.Arch {
	case tree.Perfect:
		under := e.Leaves()
		for first := 1; first <= n; first = 2*first + 1 {
			under /= 2
		}
		return under
	case tree.Oblivious:
		return e.Leaves()
	}
	return e.Depth + 1 - n
}

// Product returns ⟨A, B⟩ of two ensembles.
func Product(e tree.Ensemble, a, b []float32) (sum float64) {
	p := newPair(e, a, b)
	for t := range e.Trees {
		sum += p.value(t, symmetry.Whole(e, t))
	}
	return sum
}

// pair is two ensembles in float64, with what is asked of a tree of each. Nodes are rows of F + 1 numbers, w and b,
// those of A times ω_n; leaves are rows of C numbers. Both lie tree by tree.
type pair struct {
	e              tree.Ensemble
	nodesA, nodesB []float64
	leafsA, leafsB []float64
}

func newPair(e tree.Ensemble, a, b []float32) pair {
	if len(a) != e.Params() || len(b) != e.Params() {
		panic("matching: θ has not the ensemble's number of parameters")
	}
	affected, ones := make([]float64, e.Nodes()), make([]float64, e.Nodes())
	for n := range affected {
		affected[n], ones[n] = float64(Affected(e, n)), 1
	}
	return pair{e: e, nodesA: widen(e, a, affected), nodesB: widen(e, b, ones), leafsA: wide(e.LeafValues(a)),
		leafsB: wide(e.LeafValues(b))}
}

// widen returns all nodes' w and b, each times the factor of its node.
func widen(e tree.Ensemble, theta []float32, factor []float64) (rows []float64) {
	inputs, biases := e.Inputs, e.Biases(theta)
	for k, b := range biases {
		f := factor[k%len(factor)]
		for _, w := range e.Weights(theta)[k*inputs : (k+1)*inputs] {
			rows = append(rows, f*float64(w))
		}
		rows = append(rows, f*float64(b))
	}
	return rows
}

func wide(x []float32) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = float64(v)
	}
	return y
}

// dot returns Σ x_i·y_i, summed in order.
func dot(x, y []float64) (sum float64) {
	y = y[:len(x)]
	for i, v := range x {
		sum += float64(v * y[i])
	}
	return sum
}

// rows returns row i of m rows of a width, of the tree whose number is t.
func rows(all []float64, t, m, width, i int) []float64 {
	at := (t*m + i) * width
	return all[at : at+width]
}

// node returns ω_n·(⟨w, w'⟩ + b·b') of node n of A's tree s and node m of B's tree t.
func (p *pair) node(s, n, t, m int) float64 {
	nodes, width := p.e.Nodes(), p.e.Inputs+1
	return dot(rows(p.nodesA, s, nodes, width, n), rows(p.nodesB, t, nodes, width, m))
}

// leaf returns ⟨π, π'⟩ of leaf l of A's tree s and leaf k of B's tree t.
func (p *pair) leaf(s, l, t, k int) float64 {
	leaves, classes := p.e.FreeLeaves(), p.e.Outputs
	return dot(rows(p.leafsA, s, leaves, classes, l), rows(p.leafsB, t, leaves, classes, k))
}

// value returns the inner product of A's tree s with the tree that made makes of B.
func (p *pair) value(s int, made symmetry.Tree) (sum float64) {
	nodes, leaves := symmetry.Sources(p.e, made)
	for n, source := range nodes {
		v := p.node(s, n, made.From, source)
		if made.Flip[n] {
			v = -v
		}
		sum += v
	}
	for l, source := range leaves[:p.e.FreeLeaves()] {
		sum += p.leaf(s, l, made.From, source)
	}
	return sum
}
