// Package matching looks for one permutation that serves several pairs of networks at once: the checkpoints of two
// trainings. Of a single pair it finds what its matcher does.
//
//	s := matching.New("wm", matching.Sequence{Symmetry: sym, Model: m, A: as, B: bs, Train: d}, restarts, stream)
//	for s.Step() {
//	}
//	p := s.Permutation()
package matching

import "onebasin/lmc/symmetry"

// Stacked returns the table of n networks of one architecture whose parameters stand one after the other, and whose
// units are renumbered alike: a permutation of a group acts on it in every network. What maximises ⟨A, π(B)⟩ over that
// table maximises Σ_t ⟨A_t, π(B_t)⟩.
func Stacked(s symmetry.Symmetry, params, n int) symmetry.Symmetry {
	all := symmetry.Symmetry{Groups: s.Groups}
	for k := range n {
		for _, t := range s.Tensors {
			t.Offset += k * params
			all.Tensors = append(all.Tensors, t)
		}
	}
	return all
}
