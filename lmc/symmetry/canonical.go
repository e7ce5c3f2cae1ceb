package symmetry

import "slices"

// Canonical returns an element that brings θ to a place that is the same for all networks of its orbit, but for ties
// and the rounding of scales: given scales that do so for those (Gauge finds them; nil where there are none), group by
// group from the inputs on, a unit is negated where the sum of what comes in is negative, and units are put in falling
// order of that sum's size.
//
// Tensors that come in to a group go out of groups before it, as layers do.
func (s Symmetry) Canonical(theta []float32, gauge [][]float64) Element {
	e := Element{Permutation: s.Identity(), Scales: gauge}
	for g, n := range s.Groups {
		sums := make([]float64, n)
		moved := s.Move(theta, e)
		for _, t := range s.Tensors {
			if t.RowGroup != g {
				continue
			}
			for k, x := range t.Of(moved) {
				sums[k/t.Cols] += float64(x)
			}
		}
		step := Element{Permutation: s.Identity()}
		if s.Freedom(g).Sign {
			step.Signs = s.signs(nil)
			for i, sum := range sums {
				if sum < 0 {
					step.Signs[g][i], sums[i] = -1, -sum
				}
			}
		}
		order := Element{Permutation: s.Identity()}
		slices.SortStableFunc(order.Permutation[g], func(i, k int) int {
			switch {
			case sums[i] > sums[k]:
				return -1
			case sums[i] < sums[k]:
				return 1
			}
			return 0
		})
		e = e.Compose(step).Compose(order)
	}
	return e
}
