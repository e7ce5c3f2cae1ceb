package matching

import (
	"onebasin/lmc/trees/symmetry"
	"onebasin/toynets/tree"
)

// chooser finds for a tree of A and one of B which flips and which order make their inner product largest.
type chooser interface {
	// best returns the largest inner product of A's tree s and what the set makes of B's tree t.
	best(s, t int) float64
	// choice returns what makes it. Of equal ones it is the one with fewer changes at the root, or the first pattern.
	choice(s, t int) symmetry.Tree
	// work is about how many multiply-adds best takes.
	work() int
}

func newChooser(p pair, set symmetry.Set) chooser {
	switch {
	case p.e.Arch == tree.Perfect && set.Flip:
		return newDescent(p)
	default:
		return newPatterns(p, set)
	}
}

// descent chooses the flips of perfect trees exactly, at any depth: with the node i of A and the node j of B that come
// to one place,
//
//	best(i, j) = max( v + best(l_i, l_j) + best(r_i, r_j), −v + best(l_i, r_j) + best(r_i, l_j) ),  v = ω·⟨i, j⟩
//
// since, once it is known which nodes come to one place, what lies under them is chosen by itself. That takes Σ_d 4^d
// inner products in place of 2^(2^D − 1) patterns, and is ours: the paper tries all patterns and stops at D = 3.
type descent struct {
	pair
	values [][]float64 // of depth d: best(i, j) of its 2^d × 2^d nodes, leaves last
	flips  [][]bool
}

func newDescent(p pair) *descent {
	d := &descent{pair: p}
	for depth := range p.e.Depth + 1 {
		d.values = append(d.values, make([]float64, 1<<(2*depth)))
		d.flips = append(d.flips, make([]bool, 1<<(2*depth)))
	}
	return d
}

func (d *descent) best(s, t int) float64 {
	e := d.e
	leaves, nodes, width := e.Leaves(), e.Nodes(), e.Inputs+1
	d.products(d.values[e.Depth], d.leafsA[s*leaves*e.Outputs:], d.leafsB[t*leaves*e.Outputs:], leaves, e.Outputs)
	for depth := e.Depth - 1; depth >= 0; depth-- {
		count := 1 << depth
		first, below, here := count-1, d.values[depth+1], d.values[depth]
		d.products(here, d.nodesA[(s*nodes+first)*width:], d.nodesB[(t*nodes+first)*width:], count, width)
		for i := range count {
			upper, lower := below[4*i*count:(4*i+2)*count], below[(4*i+2)*count:(4*i+4)*count]
			flips := d.flips[depth][i*count : (i+1)*count]
			for j, v := range here[i*count : (i+1)*count] {
				straight := v + (upper[2*j] + lower[2*j+1])
				turned := -v + (upper[2*j+1] + lower[2*j])
				flips[j] = turned > straight
				here[i*count+j] = max(straight, turned)
			}
		}
	}
	return d.values[0][0]
}

// products writes to dst the inner products of n rows of x with n rows of y, n × n.
func (d *descent) products(dst, x, y []float64, n, width int) {
	for i := range n {
		row := x[i*width : (i+1)*width]
		for j := range n {
			dst[i*n+j] = dot(row, y[j*width:(j+1)*width])
		}
	}
}

func (d *descent) choice(s, t int) symmetry.Tree {
	d.best(s, t)
	made := symmetry.Whole(d.e, t)
	at := []int{0} // which node of B is at each node of this depth
	for depth := range d.e.Depth {
		width := 1 << depth
		var next []int
		for i, j := range at {
			left, right := 2*j, 2*j+1
			if d.flips[depth][i*width+j] {
				made.Flip[width-1+i] = true
				left, right = right, left
			}
			next = append(next, left, right)
		}
		at = next
	}
	return made
}

func (d *descent) work() int {
	all := 1 << (2 * d.e.Depth)
	return all*d.e.Outputs + all/3*(d.e.Inputs+4)
}

// patterns tries every pattern of a set: few, for lists and without flips or order, and 2^D·D! for oblivious trees,
// whose leaves hang on all rules at once.
type patterns struct {
	pair
	made          []symmetry.Tree
	nodes, leaves [][]int // sources, by pattern
	nodeProducts  []float64
	leafProducts  []float64
}

func newPatterns(p pair, set symmetry.Set) *patterns {
	c := &patterns{pair: p, nodeProducts: make([]float64, p.e.Nodes()*p.e.Nodes()),
		leafProducts: make([]float64, p.e.FreeLeaves()*p.e.FreeLeaves())}
	orders := [][]int{symmetry.Whole(p.e, 0).Order}
	if set.Order {
		orders = arrangements(p.e.Depth)
	}
	flips := 1
	if set.Flip {
		flips = 2 // a list's last node
		if p.e.Arch == tree.Oblivious {
			flips = 1 << p.e.Depth
		}
	}
	for _, order := range orders {
		for mask := range flips {
			t := symmetry.Whole(p.e, 0)
			t.Order = order
			for k := range t.Flip {
				t.Flip[len(t.Flip)-1-k] = mask>>k&1 == 1
			}
			nodes, leaves := symmetry.Sources(p.e, t)
			c.made, c.nodes, c.leaves = append(c.made, t), append(c.nodes, nodes),
				append(c.leaves, leaves[:p.e.FreeLeaves()])
		}
	}
	return c
}

// arrangements returns all orders of n things, the given one first.
func arrangements(n int) (all [][]int) {
	order := make([]int, 0, n)
	var extend func()
	extend = func() {
		if len(order) == n {
			all = append(all, append([]int{}, order...))
			return
		}
		for k := range n {
			used := false
			for _, o := range order {
				used = used || o == k
			}
			if !used {
				order = append(order, k)
				extend()
				order = order[:len(order)-1]
			}
		}
	}
	extend()
	return all
}

func (c *patterns) best(s, t int) float64 { value, _ := c.find(s, t); return value }

func (c *patterns) choice(s, t int) symmetry.Tree {
	_, k := c.find(s, t)
	made := symmetry.Whole(c.e, t)
	copy(made.Flip, c.made[k].Flip)
	copy(made.Order, c.made[k].Order)
	return made
}

// find returns the best pattern, the first of equal ones. Products that no pattern needs are not computed.
func (c *patterns) find(s, t int) (value float64, k int) {
	nodes, leaves := c.e.Nodes(), c.e.FreeLeaves()
	if len(c.made) == 1 {
		for n := range nodes {
			value += c.node(s, n, t, n)
		}
		for l := range leaves {
			value += c.leaf(s, l, t, l)
		}
		return value, 0
	}
	if c.e.Arch == tree.Oblivious {
		for n := range nodes {
			for m := range nodes {
				c.nodeProducts[n*nodes+m] = c.node(s, n, t, m)
			}
		}
		for l := range leaves {
			for m := range leaves {
				c.leafProducts[l*leaves+m] = c.leaf(s, l, t, m)
			}
		}
	} else {
		for n := range nodes {
			c.nodeProducts[n*nodes+n] = c.node(s, n, t, n)
		}
		for l := range leaves {
			c.leafProducts[l*leaves+l] = c.leaf(s, l, t, l)
		}
		last := leaves - 1
		c.leafProducts[last*leaves+last-1] = c.leaf(s, last, t, last-1)
		c.leafProducts[(last-1)*leaves+last] = c.leaf(s, last-1, t, last)
	}
	for p, made := range c.made {
		sum := 0.0
		for n, source := range c.nodes[p] {
			v := c.nodeProducts[n*nodes+source]
			if made.Flip[n] {
				v = -v
			}
			sum += v
		}
		for l, source := range c.leaves[p] {
			sum += c.leafProducts[l*leaves+source]
		}
		if p == 0 || sum > value {
			value, k = sum, p
		}
	}
	return value, k
}

func (c *patterns) work() int {
	nodes, leaves := c.e.Nodes(), c.e.FreeLeaves()
	if c.e.Arch == tree.Oblivious && len(c.made) > 1 {
		return nodes*nodes*(c.e.Inputs+4) + leaves*leaves*(c.e.Outputs+2) + len(c.made)*(nodes+leaves)
	}
	return nodes*(c.e.Inputs+4) + leaves*(c.e.Outputs+2) + len(c.made)*(nodes+leaves)
}
