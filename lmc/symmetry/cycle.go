package symmetry

// Relative returns the matching of network p to network q that two permutations into common places make: unit i of q
// goes with unit m[i] of p.
func Relative(q, p Permutation) Permutation { return p.Compose(q.Inverse()) }

// CycleError follows every unit along matchings m_1, m_2, …, each of which says with which unit of the next network a
// unit of the last one goes, back to the first network. It returns, for every group, the share of units that do not
// come back to themselves: 0 for matchings that agree, and 1 − 1/n on average for random ones, which return one unit of
// n.
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

// Place returns π_p(θ_p) of every network.
func (s Symmetry) Place(models [][]float32, perms []Permutation) [][]float32 {
	placed := make([][]float32, len(models))
	for p, theta := range models {
		placed[p] = s.Apply(theta, perms[p])
	}
	return placed
}

// Anchor renumbers all networks alike so that the first stays as it was trained: F depends on the permutations relative
// to one another alone.
func Anchor(perms []Permutation) []Permutation {
	back := perms[0].Inverse()
	anchored := make([]Permutation, len(perms))
	for p := range perms {
		anchored[p] = perms[p].Compose(back)
	}
	return anchored
}
