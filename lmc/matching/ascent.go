package matching

import (
	"math"
	"slices"

	"onebasin/assign"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets/kernel"
)

// coupling is a tensor between two groups, the part of the objective in which two permutations meet:
//
//	⟨A_t, P B_t P'ᵀ⟩ = Σ_ik A_t[i,k] B_t[p(i), p'(k)]
type coupling struct {
	symmetry.Tensor
	a, b []float32 // the tensor in A and in B, Rows×Cols
}

// ascent is coordinate ascent on ⟨A, π(B)⟩ made for many solutions of nearly equal problems. What a group's
// similarities owe to tensors of that group alone is computed once; what they owe to neighbouring groups is updated by
// as many rows as were moved; and an assignment starts from the group's last one.
//
// Similarities here are between unit i of A and unit j of B as it was given, so that an assignment is the group's
// permutation itself. They are float32 products added in float64, in an order that depends on the way, so gains below
// tolerance are rounding and do not count.
type ascent struct {
	sym       symmetry.Symmetry
	couplings []coupling
	own       [][]float64 // of each group: similarities by its own tensors
	tolerance float64

	perm  symmetry.Permutation
	gram  [][]float64 // of each group, given the others' permutations
	duals [][]float64 // of each group's last assignment; nil before it
	value float64     // Σ of the gains so far: the objective up to a constant
	stale []bool      // a neighbour moved since the group was solved

	solver      assign.Solver
	sums        Gram
	ws          kernel.Workspace
	left, right []float32
	product     []float32
	moved       []int
	away        []bool
}

// newAscent keeps b; aim must be called before anything else.
func newAscent(s symmetry.Symmetry, b []float32) *ascent {
	c := &ascent{sym: s, perm: s.Identity(), stale: make([]bool, len(s.Groups)),
		duals: make([][]float64, len(s.Groups))}
	for _, t := range s.Tensors {
		if t.RowGroup != symmetry.Fixed && t.ColGroup != symmetry.Fixed {
			c.couplings = append(c.couplings, coupling{Tensor: t, b: t.Of(b)})
		}
	}
	for _, n := range s.Groups {
		c.own = append(c.own, make([]float64, n*n))
		c.gram = append(c.gram, make([]float64, n*n))
	}
	return c
}

// aim sets what B is matched to, keeping the permutations and the duals.
func (c *ascent) aim(a, b []float32) {
	alone := symmetry.Symmetry{Groups: c.sym.Groups}
	for _, t := range c.sym.Tensors {
		if t.RowGroup == symmetry.Fixed || t.ColGroup == symmetry.Fixed {
			alone.Tensors = append(alone.Tensors, t)
		}
	}
	for k := range c.couplings {
		c.couplings[k].a = c.couplings[k].Of(a)
	}
	for g := range c.own {
		copy(c.own[g], c.sums.Of(alone, g, a, b))
	}
	// The objective lies within ±‖A‖‖B‖, and float32 products carry a relative error of 6e-8 each.
	c.tolerance = 1e-7 * math.Sqrt(vector.Dot(a, a)) * math.Sqrt(vector.Dot(b, b))
}

// place sets the permutations and computes everything anew.
func (c *ascent) place(p symmetry.Permutation) {
	c.perm = p.Clone()
	for g := range c.gram {
		c.similarities(c.gram[g], g, func(h int) []symmetry.Permutation { return []symmetry.Permutation{c.perm} })
		c.stale[g] = true
	}
}

// refresh computes anew what is stale once the groups were put in that order: all whose neighbours were put after them.
func (c *ascent) refresh(order []int) {
	for k, g := range order {
		c.stale[g] = false
		for _, t := range c.couplings {
			for _, h := range order[k+1:] {
				if t.RowGroup == g && t.ColGroup == h || t.RowGroup == h && t.ColGroup == g {
					c.stale[g] = true
				}
			}
		}
		if c.stale[g] {
			c.similarities(c.gram[g], g, func(h int) []symmetry.Permutation { return []symmetry.Permutation{c.perm} })
		}
	}
}

// put gives group g the best permutation against its neighbours that are placed, and against the mean of blur where one
// is not.
func (c *ascent) put(g int, placed []bool, blur []symmetry.Permutation) error {
	c.similarities(c.gram[g], g, func(h int) []symmetry.Permutation {
		if placed[h] {
			return []symmetry.Permutation{c.perm}
		}
		return blur
	})
	best, err := c.solve(g, c.gram[g])
	if err != nil {
		return err
	}
	c.perm[g], placed[g] = best.Perm, true
	return nil
}

// similarities writes to dst the similarities of group g when its neighbour h stands at the mean of the permutations
// at(h)[…][h].
func (c *ascent) similarities(dst []float64, g int, at func(h int) []symmetry.Permutation) {
	n := c.sym.Groups[g]
	copy(dst, c.own[g])
	c.product = grow(c.product, n*n)
	for _, t := range c.couplings {
		c.right = grow(c.right, len(t.b))
		switch g {
		case t.RowGroup: // A (B P'ᵀ)ᵀ
			t.mean(c.right, at(t.ColGroup), func(p symmetry.Permutation) (rows, cols []int) {
				return nil, p[t.ColGroup]
			})
			kernel.Gemm(false, true, n, n, t.Cols, t.a, c.right, c.product, &c.ws)
		case t.ColGroup: // Aᵀ (P B)
			t.mean(c.right, at(t.RowGroup), func(p symmetry.Permutation) (rows, cols []int) {
				return p[t.RowGroup], nil
			})
			kernel.Gemm(true, false, n, n, t.Rows, t.a, c.right, c.product, &c.ws)
		default:
			continue
		}
		for i, x := range c.product {
			dst[i] += float64(x)
		}
	}
}

// mean writes the mean over all p of ps of b with rows and columns renumbered.
func (t coupling) mean(dst []float32, ps []symmetry.Permutation, axes func(symmetry.Permutation) (rows, cols []int)) {
	whole := symmetry.Tensor{Rows: t.Rows, Cols: t.Cols}
	rows, cols := axes(ps[0])
	whole.PermuteTo(dst, t.b, rows, cols)
	if len(ps) == 1 {
		return
	}
	one := make([]float32, len(dst))
	for _, p := range ps[1:] {
		rows, cols := axes(p)
		whole.PermuteTo(one, t.b, rows, cols)
		for i, x := range one {
			dst[i] += x
		}
	}
	for i := range dst {
		dst[i] /= float32(len(ps))
	}
}

// step solves the assignment of one stale group, looking from group `from` on, and reports whether there was any.
func (c *ascent) step(from int) (more bool, err error) {
	groups := len(c.stale)
	for k := range groups {
		g := (from + k) % groups
		if !c.stale[g] {
			continue
		}
		_, err := c.improve(g)
		return err == nil, err
	}
	return false, nil
}

// improve solves the assignment of group g and moves it if that gains.
func (c *ascent) improve(g int) (gained bool, err error) {
	best, err := c.solve(g, c.gram[g])
	if err != nil {
		return false, err
	}
	if gain := best.Value - c.weight(g, c.perm[g]); gain > c.tolerance {
		c.value += gain
		c.move(g, best.Perm)
		gained = true
	}
	c.stale[g] = false
	return gained, nil
}

// solve returns the best permutation of g for the given similarities.
func (c *ascent) solve(g int, gram []float64) (best assign.Assignment, err error) {
	n := c.sym.Groups[g]
	if c.duals[g] == nil {
		best, err = c.solver.Maximize(n, gram)
	} else {
		best, err = c.solver.Again(n, gram, c.perm[g], c.duals[g])
	}
	if err == nil {
		c.duals[g] = best.V
	}
	return best, err
}

// level returns ⟨A, π(B)⟩ without what no permutation changes, the tensors of no group.
func (c *ascent) level() (value float64) {
	for g, n := range c.sym.Groups {
		for i, j := range c.perm[g] {
			value += c.own[g][i*n+j]
		}
	}
	for _, t := range c.couplings {
		value += t.inner(c.perm[t.RowGroup], c.perm[t.ColGroup])
	}
	return value
}

// weight returns Σ_i gram[i, p(i)] of group g.
func (c *ascent) weight(g int, p []int) (w float64) {
	n := c.sym.Groups[g]
	for i, j := range p {
		w += c.gram[g][i*n+j]
	}
	return w
}

// move sets the permutation of g, which keeps p, and brings its neighbours up to date: for every unit k that moved from
// q to p,
//
//	G'[i,j] += A[i,k] (B[j,p(k)] − B[j,q(k)])
func (c *ascent) move(g int, p []int) {
	q := c.perm[g]
	c.moved = c.moved[:0]
	for i := range p {
		if p[i] != q[i] {
			c.moved = append(c.moved, i)
		}
	}
	c.perm[g] = p
	d := len(c.moved)
	if d == 0 {
		return
	}
	for _, t := range c.couplings {
		switch g {
		case t.RowGroup:
			n := t.Cols
			c.left, c.right = grow(c.left, d*n), grow(c.right, d*n)
			for x, i := range c.moved {
				copy(c.left[x*n:(x+1)*n], t.a[i*n:(i+1)*n])
				to, is, was := c.right[x*n:(x+1)*n], t.b[p[i]*n:(p[i]+1)*n], t.b[q[i]*n:(q[i]+1)*n]
				for j := range to {
					to[j] = is[j] - was[j]
				}
			}
			c.add(t.ColGroup, true, d)
		case t.ColGroup:
			n, m := t.Rows, t.Cols
			c.left, c.right = grow(c.left, d*n), grow(c.right, d*n)
			for i := range n {
				a, b := t.a[i*m:(i+1)*m], t.b[i*m:(i+1)*m]
				for x, k := range c.moved {
					c.left[i*d+x], c.right[i*d+x] = a[k], b[p[k]]-b[q[k]]
				}
			}
			c.add(t.RowGroup, false, d)
		}
	}
}

// add adds left·right over d moved units to the similarities of group h; they are stored unit by unit if byUnit, else
// side by side.
func (c *ascent) add(h int, byUnit bool, d int) {
	n := c.sym.Groups[h]
	c.product = grow(c.product, n*n)
	kernel.Gemm(byUnit, !byUnit, n, n, d, c.left, c.right, c.product, &c.ws)
	gram := c.gram[h]
	for i, x := range c.product {
		gram[i] += float64(x)
	}
	c.stale[h] = true
}

// mark is a state of an ascent to return to.
type mark struct {
	perm  symmetry.Permutation
	gram  [][]float64
	duals [][]float64
	value float64
}

// keep writes the present state to m.
func (c *ascent) keep(m *mark) {
	if m.gram == nil {
		m.gram = make([][]float64, len(c.gram))
	}
	for g := range c.gram {
		m.gram[g] = append(m.gram[g][:0], c.gram[g]...)
	}
	// Permutations and duals are replaced, never written to.
	m.perm, m.duals, m.value = append(m.perm[:0], c.perm...), append(m.duals[:0], c.duals...), c.value
}

// back returns to m.
func (c *ascent) back(m *mark) {
	for g := range c.gram {
		copy(c.gram[g], m.gram[g])
	}
	copy(c.perm, m.perm)
	copy(c.duals, m.duals)
	c.value = m.value
	clear(c.stale)
}

// returns reports whether the ascent can only end at m, itself such an end: what is away from m is about to be solved,
// between neighbours that are not.
func (c *ascent) returns(m *mark) bool {
	c.away = c.away[:0]
	for g, p := range c.perm {
		away := !slices.Equal(p, m.perm[g])
		if away && !c.stale[g] {
			return false
		}
		c.away = append(c.away, away)
	}
	for _, t := range c.couplings {
		if c.away[t.RowGroup] && c.stale[t.ColGroup] || c.away[t.ColGroup] && c.stale[t.RowGroup] {
			return false
		}
	}
	return true
}
