package matching

import (
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// What a chain of iterated matching does, chosen by trying on networks of two to four hidden layers of 16 to 128 units:
// on 18 trained pairs, five chains end above the best of twenty restarts of weight matching on 9, where it has most
// likely found the optimum with it on the other 9, and never below, in .31 to .91 of its time, the larger on small
// networks (BenchmarkIterated).
const (
	// ChainRestarts is the number of restarts of weight matching in whose place a chain is made; it takes the time of
	// 1.2 to 3.6.
	ChainRestarts = 4

	chainAssignments = 50 // of a chain, for each layer, as a sweep has one for each
	blurred          = 8  // permutations in the mean that stands for an unknown one
	kicks            = 4  // a kick moves 2, 4, 8 or 16 units, up to 2 to this power
)

// IteratedMatching is this laboratory's own search for the π that maximises ⟨A, π(B)⟩, the objective of weight
// matching: an iterated local search (Lourenço, Martin, Stützle, Iterated local search, 2003) whose local search is the
// coordinate ascent of Ainsworth et al. (2209.04836). A chain
//
//  1. places the layers one after the other, in random order, by linear
//     assignment, each given its neighbours; a neighbour that has no place yet
//     stands at the mean of eight random permutations, so that the first layers
//     are not fitted to one arbitrary order;
//  2. climbs by coordinate ascent until no layer gains;
//  3. kicks: a few random units of one random layer change places in a ring,
//     the ascent repairs it, and where that ends higher than the best so far, the
//     chain goes on from there, else from the best; until the chain's number of
//     assignments is used up.
//
// A climb after a kick costs little, because only what moved is computed anew (see ascent); a restart begins from
// nothing. Chains are independent: each is a restart.
//
// Where it fails. It remains a local search: on deep narrow networks, whose landscape of permutations has many distant
// peaks, chains end on different ones and none need be the highest (data=checker, net=32-32-32: .2 to .3 % below the
// best that much longer searches find). On wide networks there is little to win: restarts of weight matching mostly
// find the same π. And the closest weights need not be the best network: there, with seeds 1 and 2, it raises the
// objective from 111.2 to 112.3 and the test loss barrier with it, from 1.5 to 2.3.
type IteratedMatching struct {
	a, b    []float32
	random  *toynets.Rand
	climb   *ascent
	places  []int                  // groups still to place
	blur    []symmetry.Permutation // for neighbours without a place
	placed  []bool
	top     mark
	from    int // the group at which a climb begins
	whole   int // assignments of the chain
	left    int // of them, still to be made
	climbs  int
	begun   bool // the first climb is over
	perm    symmetry.Permutation
	reached float64
	err     error
}

// NewIteratedMatching begins a chain. It reads a and b and keeps both.
func NewIteratedMatching(s symmetry.Symmetry, a, b []float32, r *toynets.Rand) *IteratedMatching {
	whole := chainAssignments * len(s.Groups)
	m := &IteratedMatching{a: a, b: b, random: r, climb: newAscent(s, b), whole: whole, left: whole,
		placed: make([]bool, len(s.Groups)), places: r.Perm(len(s.Groups)), perm: s.Identity(),
		reached: vector.Dot(a, b)}
	for range blurred {
		m.blur = append(m.blur, s.Random(r))
	}
	m.climb.aim(a, b)
	return m
}

func searchIterated(p Pairing, _ int, r *toynets.Rand) Search {
	return NewIteratedMatching(p.Symmetry, p.A, p.B, r)
}

// Step solves one assignment.
func (m *IteratedMatching) Step() (more bool) {
	switch {
	case m.err != nil || m.left <= 0:
		return false
	case len(m.places) > 0:
		m.place(m.places[0])
		m.places = m.places[1:]
		if len(m.places) == 0 && m.err == nil {
			m.climb.place(m.climb.perm)
		}
		return m.err == nil
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

// place gives group g its first permutation.
func (m *IteratedMatching) place(g int) {
	c := m.climb
	c.similarities(c.gram[g], g, func(h int) []symmetry.Permutation {
		if m.placed[h] {
			return []symmetry.Permutation{c.perm}
		}
		return m.blur
	})
	best, err := c.solve(g, c.gram[g])
	if err != nil {
		m.err = err
		return
	}
	c.perm[g], m.placed[g] = best.Perm, true
	m.left--
}

// arrive ends a climb: what is higher than before becomes the best.
func (m *IteratedMatching) arrive() {
	m.climbs++
	c := m.climb
	if m.begun && c.value <= m.top.value+c.tolerance {
		c.back(&m.top)
		return
	}
	m.begun = true
	c.keep(&m.top)
	// In float64 from the parameters themselves, so that it never falls.
	if reached := vector.Dot(m.a, c.sym.Apply(m.b, c.perm)); reached > m.reached {
		m.reached, m.perm = reached, c.perm.Clone()
	}
}

// kick moves some units of a group round in a ring.
func (m *IteratedMatching) kick() {
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
func (m *IteratedMatching) Permutation() symmetry.Permutation { return m.perm }

// Objective returns ⟨A, π(B)⟩ of the best π so far.
func (m *IteratedMatching) Objective() float64 { return m.reached }

// Fraction returns how far the search is, from 0 to 1.
func (m *IteratedMatching) Fraction() float64 {
	return 1 - float64(max(0, m.left))/float64(max(1, m.whole))
}

// Sweeps returns the number of climbs.
func (m *IteratedMatching) Sweeps() int { return m.climbs }

// Err returns why the search stopped early: parameters that are not finite.
func (m *IteratedMatching) Err() error { return m.err }
