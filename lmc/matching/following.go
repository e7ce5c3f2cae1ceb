package matching

import (
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// following climbs where WeightMatching does, from the same start and through the layers in the same order, so that it
// ends at the same permutation in some six tenths of the time: similarities of the first sweep are computed once each,
// and from the second sweep on only what moved is computed anew (see ascent). WeightMatching weighs every move in
// float64 on the parameters; here gains are float32 products, and those below a tolerance do not count. Where that
// matters, among moves that gain next to nothing, the two may part.
type following struct {
	climb  *ascent
	random *toynets.Rand
	placed []bool // all
	order  []int  // of the present sweep
	at     int
	sweeps int
	gained bool
}

// begin sets out from start. Order and start of weight matching are drawn from one stream: r is the stream after start.
func (f *following) begin(start symmetry.Permutation, r *toynets.Rand) {
	c := f.climb
	c.perm = start.Clone()
	clear(c.duals)
	f.placed = f.placed[:0]
	for range c.perm {
		f.placed = append(f.placed, true)
	}
	f.random, f.order, f.at, f.sweeps, f.gained = r, r.Perm(len(c.perm)), 0, 0, false
}

// step solves one assignment and reports whether there is more to do; the ascent's value is the objective once there is
// not.
func (f *following) step() (more bool, err error) {
	c := f.climb
	for f.at < len(f.order) && f.sweeps > 0 && !c.stale[f.order[f.at]] {
		f.at++ // it would only be found again
	}
	if f.at < len(f.order) {
		g := f.order[f.at]
		f.at++
		if f.sweeps == 0 {
			f.gained = true
			return true, c.put(g, f.placed, nil)
		}
		gained, err := c.improve(g)
		f.gained = f.gained || gained
		return true, err
	}
	f.sweeps++
	if !f.gained || f.sweeps == MaxSweeps {
		c.value = c.level()
		return false, nil
	}
	if f.sweeps == 1 {
		c.refresh(f.order)
	}
	f.at, f.gained, f.order = 0, false, f.random.Perm(len(f.order))
	return true, nil
}
