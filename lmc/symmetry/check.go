package symmetry

import "fmt"

// Check refuses what is no permutation of the units: wherever it came from, it can be applied afterwards.
func (s Symmetry) Check(p Permutation) error {
	if len(p) != len(s.Groups) {
		return fmt.Errorf("a permutation of %d layers where the network has %d", len(p), len(s.Groups))
	}
	for g, perm := range p {
		seen := make([]bool, s.Groups[g])
		if len(perm) != len(seen) {
			return fmt.Errorf("a permutation of %d units where layer %d has %d", len(perm), g+1, len(seen))
		}
		for _, i := range perm {
			if i < 0 || i >= len(seen) || seen[i] {
				return fmt.Errorf("layer %d: not a permutation", g+1)
			}
			seen[i] = true
		}
	}
	return nil
}
