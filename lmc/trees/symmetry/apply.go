package symmetry

import "onebasin/toynets/tree"

// Sources returns which node and which leaf of the tree of B stand at each node and leaf of the tree that t makes,
// wherever they are in B's.
func Sources(e tree.Ensemble, t Tree) (nodes, leaves []int) {
	nodes, leaves = make([]int, e.Nodes()), make([]int, e.Leaves())
	switch e.Arch {
	case tree.Perfect:
		inner := len(nodes)
		at := make([]int, inner+len(leaves)) // nodes and then leaves, breadth first
		for p := range inner {
			left, right := 2*at[p]+1, 2*at[p]+2
			if t.Flip[p] {
				left, right = right, left
			}
			at[2*p+1], at[2*p+2] = left, right
		}
		copy(nodes, at)
		for l := range leaves {
			leaves[l] = at[inner+l] - inner
		}
	case tree.Oblivious:
		copy(nodes, t.Order)
		for l := range leaves {
			for d, rule := range t.Order {
				bit := l >> (e.Depth - 1 - d) & 1
				if t.Flip[d] {
					bit ^= 1
				}
				leaves[l] |= bit << (e.Depth - 1 - rule)
			}
		}
	default:
		for n := range nodes {
			nodes[n] = n
		}
		for l := range leaves {
			leaves[l] = l
		}
		if last := e.Depth - 1; t.Flip[last] {
			leaves[last], leaves[last+1] = last+1, last
		}
	}
	return nodes, leaves
}

// Apply returns π(θ): the same function, with other parameters. It panics if g is no element of the group.
func Apply(e tree.Ensemble, theta []float32, g Element) []float32 {
	if err := Check(e, g); err != nil {
		panic("symmetry: " + err.Error())
	}
	out := make([]float32, len(theta))
	nodes, inputs, leaves, classes := e.Nodes(), e.Inputs, e.FreeLeaves(), e.Outputs
	weights, biases, values := e.Weights(out), e.Biases(out), e.LeafValues(out)
	for t, made := range g {
		fromNode, fromLeaf := Sources(e, made)
		for n, source := range fromNode {
			to, from := t*nodes+n, made.From*nodes+source
			row := weights[to*inputs : (to+1)*inputs]
			copy(row, e.Weights(theta)[from*inputs:])
			biases[to] = e.Biases(theta)[from]
			if made.Flip[n] {
				for j, w := range row {
					row[j] = -w
				}
				biases[to] = -biases[to]
			}
		}
		for l, source := range fromLeaf[:leaves] {
			to, from := t*leaves+l, made.From*leaves+source
			copy(values[to*classes:(to+1)*classes], e.LeafValues(theta)[from*classes:])
		}
	}
	return out
}

// Compose returns the element that does h and then g: Apply(Apply(θ, h), g) is Apply(θ, Compose(g, h)).
func Compose(e tree.Ensemble, g, h Element) Element {
	out := make(Element, len(g))
	for t, outer := range g {
		inner := h[outer.From]
		by, _ := Sources(e, outer)
		out[t] = Whole(e, inner.From)
		for n, source := range by {
			out[t].Flip[n] = outer.Flip[n] != inner.Flip[source]
			if outer.Order != nil {
				out[t].Order[n] = inner.Order[source]
			}
		}
	}
	return out
}

// Inverse returns the element that undoes g.
func Inverse(e tree.Ensemble, g Element) Element {
	out := make(Element, len(g))
	for t, made := range g {
		by, _ := Sources(e, made)
		back := Whole(e, t)
		for n, source := range by {
			back.Flip[source] = made.Flip[n]
			if made.Order != nil {
				back.Order[source] = n
			}
		}
		out[made.From] = back
	}
	return out
}
