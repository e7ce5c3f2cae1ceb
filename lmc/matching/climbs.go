package matching

import (
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// What a chain of climbs does, chosen by trying on spirals, moons, checker and gauss, widths 8 to 128, two to five
// layers: of those that take no more time than the restarts in whose place they stand, the one that gains most.
const (
	// climbRestarts is the number of restarts of weight matching that a chain repeats, and in whose place it is made.
	climbRestarts = 4

	kickShare = 6 // one assignment of kicks for so many of the climbs
)

// Climbs is this laboratory's search for the π that maximises ⟨A, π(B)⟩, which does not end below weight matching. A
// chain
//
//  1. climbs where four restarts of weight matching do, from the same random numbers (see following): it reaches
//     their permutations, the identity's among them in the first chain, in some six tenths of their time;
//  2. places the layers from the first to the last, each by linear assignment given the layer before it, the next one
//     standing at the mean of eight random permutations, and climbs from there;
//  3. kicks the highest of all (see kicking), with a sixth as many assignments as the climbs took.
//
// So with the restarts and the seed of weight matching no chain ends below the best of its four but for rounding.
// (IteratedMatching climbs once a chain, and on deep narrow networks a chain may begin in the wrong place for all kicks
// to come: a few strong units of each layer can be matched in several consistent ways, of very different objectives,
// and a kick of 16 units does not lead from one to another. From the first layer on, whose inputs are not renumbered,
// the best of them is mostly found at once.)
//
// Where it fails. What is higher than weight matching's best it finds by chance, as any local search. On narrow
// networks, and where training has hardly begun, longer searches find more: see docs/methods.md.
type Climbs struct {
	kicking
	follow following
	starts func(k int) (symmetry.Permutation, *toynets.Rand) // of weight matching
	done   int                                               // climbs

	order  []int // groups still to place
	placed []bool
	blur   []symmetry.Permutation

	best     symmetry.Permutation // of the climbs
	highest  float64
	assigned int
	whole    int // assignments of kicks, once they begin
}

// NewClimbs begins chain number `chain`. It reads a and b and keeps both; restart gives the random numbers of a restart
// of weight matching, from which its start is drawn by StartFrom.
func NewClimbs(s symmetry.Symmetry, a, b []float32, chain int, r *toynets.Rand,
	restart func(k int) *toynets.Rand) *Climbs {
	m := &Climbs{kicking: newKicking(s, a, b, r), placed: make([]bool, len(s.Groups))}
	m.follow.climb = m.climb
	m.starts = func(k int) (symmetry.Permutation, *toynets.Rand) {
		number := chain*climbRestarts + k
		own := restart(number)
		return StartFrom(s, number, own), own
	}
	m.follow.begin(m.starts(0))
	return m
}

func searchClimbs(p Pairing, start int, of Streams) Search {
	return NewClimbs(p.Symmetry, p.A, p.B, start, of("climbs", start), func(k int) *toynets.Rand { return of("wm", k) })
}

// Step solves one assignment.
func (m *Climbs) Step() (more bool) {
	switch {
	case m.err != nil:
		return false
	case m.done > climbRestarts:
		return m.kicking.step()
	case len(m.order) > 0:
		m.place()
		return m.err == nil
	}
	if more, m.err = m.follow.step(); m.err != nil {
		return false
	}
	if more {
		m.assigned++
		return true
	}
	return m.climbed()
}

// climbed ends a climb and begins the next, or to place the layers, or the kicks.
func (m *Climbs) climbed() (more bool) {
	m.done++
	m.climbs++
	m.reach()
	if c := m.climb; m.best == nil || c.value > m.highest {
		m.best, m.highest = c.perm.Clone(), c.value
	}
	switch {
	case len(m.climb.couplings) == 0:
		m.done = climbRestarts + 1 // one assignment a layer is the best there is
		return false
	case m.done < climbRestarts:
		m.follow.begin(m.starts(m.done))
	case m.done == climbRestarts:
		m.layOut()
	default:
		m.left = m.assigned / kickShare
		m.whole = m.left
		clear(m.climb.duals)
		m.climb.place(m.best)
		clear(m.climb.stale) // a climb ended there
		m.climb.value = m.highest
	}
	return true
}

// layOut begins to place the groups.
func (m *Climbs) layOut() {
	s := m.climb.sym
	for g := range s.Groups {
		m.order = append(m.order, g)
	}
	for range blurred {
		m.blur = append(m.blur, s.Random(m.random))
	}
	clear(m.climb.duals)
}

// place places one group; after the last one a climb begins where they stand.
func (m *Climbs) place() {
	c := m.climb
	m.err = c.put(m.order[0], m.placed, m.blur)
	m.order = m.order[1:]
	m.assigned++
	if len(m.order) == 0 && m.err == nil {
		m.follow.begin(c.perm, m.random)
	}
}

// Fraction returns how far the search is, from 0 to 1, as if all climbs and the kicks took as long.
func (m *Climbs) Fraction() float64 {
	done := float64(m.done)
	if m.whole > 0 {
		done += 1 - float64(max(0, m.left))/float64(m.whole)
	}
	return done / (climbRestarts + 2)
}
