// Package symmetry holds the changes to an ensemble of soft trees that keep its function (Kanoh, Sugiyama, 2405.14596):
//
//	permutation      the trees in another order
//	subtree flip     a node's w and b negated, and what lies under it exchanged: σ(−z) goes left, σ(z) right
//	splitting order  an oblivious tree's rules asked in another order, and its leaves renumbered
//
// They form a group, acting on parameters: an Element applies, composes and inverts.
//
//	g := symmetry.Identity(e)
//	g[0].Flip[1] = true
//	pb := symmetry.Apply(e, b, g)   // the function that b is
package symmetry

import (
	"fmt"

	"onebasin/toynets"
	"onebasin/toynets/tree"
)

// Tree says of what a tree of π(B) is made: of tree From of B, whose rule Order[d] is asked at depth d. Flip says by
// node of π(B) whether it is negated and what lies under it exchanged. Order is nil but for oblivious trees, whose
// nodes are their rules.
type Tree struct {
	From  int
	Order []int
	Flip  []bool
}

// Element is an element of the group: one Tree for every tree of π(B).
type Element []Tree

// Identity returns the element that changes nothing.
func Identity(e tree.Ensemble) Element {
	g := make(Element, e.Trees)
	for t := range g {
		g[t] = Whole(e, t)
	}
	return g
}

// Whole returns tree from as it is.
func Whole(e tree.Ensemble, from int) Tree {
	t := Tree{From: from, Flip: make([]bool, e.Nodes())}
	if e.Arch == tree.Oblivious {
		t.Order = make([]int, e.Depth)
		for d := range t.Order {
			t.Order[d] = d
		}
	}
	return t
}

// Random returns an element that uses the invariances of a set, uniformly.
func Random(e tree.Ensemble, s Set, r *toynets.Rand) Element {
	g := Identity(e)
	if s.Perm {
		for t, from := range r.Perm(e.Trees) {
			g[t].From = from
		}
	}
	for t := range g {
		if s.Order && e.Arch == tree.Oblivious {
			g[t].Order = r.Perm(e.Depth)
		}
		for n := range g[t].Flip {
			if s.Flip && flippable(e, n) {
				g[t].Flip[n] = r.IntN(2) == 1
			}
		}
	}
	return g
}

// flippable reports whether what lies under a node may be exchanged.
func flippable(e tree.Ensemble, node int) bool {
	switch e.Arch {
	case tree.List:
		return node == e.Depth-1 // two leaves
	case tree.Modified:
		return false
	}
	return true
}

// Check says why g is no element of the group of e, nil if it is.
func Check(e tree.Ensemble, g Element) error {
	if len(g) != e.Trees {
		return fmt.Errorf("%d trees where the ensemble has %d", len(g), e.Trees)
	}
	from := make([]int, len(g))
	for t, made := range g {
		from[t] = made.From
		if len(made.Flip) != e.Nodes() {
			return fmt.Errorf("tree %d: flips of %d nodes where there are %d", t, len(made.Flip), e.Nodes())
		}
		for n, flip := range made.Flip {
			if flip && !flippable(e, n) {
				return fmt.Errorf("tree %d: node %d cannot be flipped", t, n)
			}
		}
		if e.Arch == tree.Oblivious && !isPermutation(made.Order, e.Depth) || e.Arch != tree.Oblivious &&
			made.Order != nil && len(made.Order) > 0 {
			return fmt.Errorf("tree %d: its rules are in no order", t)
		}
	}
	if !isPermutation(from, e.Trees) {
		return fmt.Errorf("not a permutation of the trees")
	}
	return nil
}

func isPermutation(p []int, n int) bool {
	seen := make([]bool, n)
	if len(p) != n {
		return false
	}
	for _, i := range p {
		if i < 0 || i >= n || seen[i] {
			return false
		}
		seen[i] = true
	}
	return true
}
