package matching

import (
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

const (
	blurred = 8 // permutations in the mean that stands for an unknown one
	kicks   = 4 // a kick moves 2, 4, 8 or 16 units, up to 2 to this power
)

// kicking is iterated local search (Lourenço, Martin, Stützle, Iterated local search, 2003) on ⟨A, π(B)⟩: the ascent
// climbs from where it stands until no layer gains; then, until a number of assignments is used up, a few random units
// of one random layer change places in a ring, the ascent repairs it, and where that ends higher than the best so far,
// the search goes on from there, else from the best.
//
// A climb after a kick costs little, because only what moved is computed anew (see ascent).
type kicking struct {
	a, b    []float32
	random  *toynets.Rand
	climb   *ascent
	top     mark
	from    int // the group at which a climb begins
	left    int // assignments still to be made
	climbs  int
	begun   bool // the first climb is over
	perm    symmetry.Permutation
	reached float64
	err     error
}

// newKicking keeps a and b. Whoever calls it sets where the ascent stands, and left.
func newKicking(s symmetry.Symmetry, a, b []float32, r *toynets.Rand) kicking {
	k := kicking{a: a, b: b, random: r, climb: newAscent(s, b), perm: s.Identity(), reached: vector.Dot(a, b)}
	k.climb.aim(a, b)
	return k
}

// step solves one assignment.
func (m *kicking) step() (more bool) {
	if m.err != nil || m.left <= 0 {
		return false
	}
	if more, m.err = m.climb.step(m.from); m.err != nil {
		return false
	}
	if more {
		m.left--
		if m.left > 0 && !(m.begun && m.climb.returns(&m.top)) {
			return true
		}
	}
	m.arrive()
	if len(m.climb.couplings) == 0 {
		m.left = 0 // one assignment a layer is the best there is
	}
	if m.left <= 0 {
		return false
	}
	m.kick()
	return true
}

// arrive ends a climb: what is higher than before becomes the best.
func (m *kicking) arrive() {
	m.climbs++
	c := m.climb
	if m.begun && c.value <= m.top.value+c.tolerance {
		c.back(&m.top)
		return
	}
	m.begun = true
	c.keep(&m.top)
	m.reach()
}

// reach keeps the permutation at which the ascent stands if it is the best. Compared are the objectives in float64 from
// the parameters themselves, so that what is kept never falls.
func (m *kicking) reach() {
	if reached := vector.Dot(m.a, m.climb.sym.Apply(m.b, m.climb.perm)); reached > m.reached {
		m.reached, m.perm = reached, m.climb.perm.Clone()
	}
}

// kick moves some units of a group round in a ring.
func (m *kicking) kick() {
	c := m.climb
	t := c.couplings[m.random.IntN(len(c.couplings))]
	g := t.RowGroup
	if m.random.IntN(2) == 1 {
		g = t.ColGroup
	}
	n := c.sym.Groups[g]
	k := min(n, 2<<m.random.IntN(kicks))
	p := append([]int(nil), c.perm[g]...)
	units := m.random.Perm(n)[:k]
	for i, u := range units {
		p[u] = c.perm[g][units[(i+1)%k]]
	}
	c.value += c.weight(g, p) - c.weight(g, c.perm[g])
	// Only the neighbours climb at once; should none of them move, neither will the group itself but back.
	c.move(g, p)
	m.from = g + 1
	m.left-- // so that layers of one unit, which cannot be kicked, come to an end
}

// Permutation returns the best π so far.
func (m *kicking) Permutation() symmetry.Permutation { return m.perm }

// Objective returns ⟨A, π(B)⟩ of the best π so far.
func (m *kicking) Objective() float64 { return m.reached }

// Sweeps returns the number of climbs.
func (m *kicking) Sweeps() int { return m.climbs }

// Err returns why the search stopped early: parameters that are not finite.
func (m *kicking) Err() error { return m.err }
