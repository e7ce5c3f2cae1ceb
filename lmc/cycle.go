package lmc

// Relative returns the matching of network p to network q that two permutations
// into common places make: unit i of q goes with unit m[i] of p.
func Relative(q, p Permutation) Permutation { return p.Compose(q.Inverse()) }

// CycleError follows every unit along matchings m_1, m_2, …, each of which says with
// which unit of the next network a unit of the last one goes, back to the first
// network. It returns, for every group, the share of units that do not come back to
// themselves: 0 for matchings that agree, and 1 − 1/n on average for random ones,
// which return one unit of n.
func CycleError(around ...Permutation) (lost []float64) {
	way := around[0]
	for _, m := range around[1:] {
		way = m.Compose(way)
	}
	for _, p := range way {
		n := 0
		for i, j := range p {
			if i != j {
				n++
			}
		}
		lost = append(lost, float64(n)/float64(len(p)))
	}
	return lost
}
