package matching

import (
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// MergeMany is the algorithm of that name of Ainsworth et al. (2209.04836, appendix; the authors' code) as a stepper:
// every network in turn, in a random order that is drawn anew every round, is matched to the mean of the others by
// weight matching, from where it stands,
//
//	π_p ← argmax ⟨1/(k−1) Σ_{q≠p} π_q(θ_q), π_p(θ_p)⟩,
//
// until in a round ‖mean of the others − π_p(θ_p)‖ falls for none by more than 1e-12, at most MaxSweeps rounds. Each
// matching raises F of JointSearch: it is coordinate ascent on F over the networks and, within one, over the layers.
//
// The mean is rounded to float32, so that what counts is F itself, in float64: a matching that does not raise it by
// more than 1e-12 is not taken. F never falls.
type MergeMany struct {
	sym    symmetry.Symmetry
	placed [][]float32
	perms  []symmetry.Permutation
	random *toynets.Rand

	order  []int
	at     int // position in order
	inner  *WeightMatching
	gained bool // in this round
	rounds int

	objective float64
	history   []float64
	over      bool
	err       error
}

// NewMergeMany starts from the permutations at. It panics unless there are two networks or more.
func NewMergeMany(s symmetry.Symmetry, models [][]float32, at []symmetry.Permutation, r *toynets.Rand) *MergeMany {
	if len(models) < 2 {
		panic("matching: nothing to merge")
	}
	m := &MergeMany{sym: s, placed: s.Place(models, at), random: r}
	for _, p := range at {
		m.perms = append(m.perms, p.Clone())
	}
	m.objective = JointObjective(m.placed)
	m.history = []float64{m.objective}
	m.order = r.Perm(len(models))
	return m
}

// Step solves one assignment of the network whose turn it is.
func (m *MergeMany) Step() (more bool) {
	if m.over {
		return false
	}
	p := m.order[m.at]
	if m.inner == nil {
		var others [][]float32
		others = append(others, m.placed[:p]...)
		others = append(others, m.placed[p+1:]...)
		m.inner = NewWeightMatching(m.sym, vector.Mean(others...), m.placed[p], nil, m.random)
	}
	if m.inner.Step() {
		return true
	}
	m.over = !m.take(p)
	m.inner = nil
	return !m.over
}

// take ends the turn of network p and reports whether there is another.
func (m *MergeMany) take(p int) (more bool) {
	if m.err = m.inner.Err(); m.err != nil {
		return false
	}
	before := m.placed[p]
	m.placed[p] = m.inner.Matched()
	if f := JointObjective(m.placed); f > m.objective+gainTolerance {
		m.objective, m.gained = f, true
		m.perms[p] = m.perms[p].Compose(m.inner.Permutation())
	} else {
		m.placed[p] = before
	}
	m.history = append(m.history, m.objective)
	if m.at++; m.at < len(m.order) {
		return true
	}
	m.rounds++
	if !m.gained || m.rounds == MaxSweeps {
		return false
	}
	m.at, m.gained = 0, false
	m.order = m.random.Perm(len(m.placed))
	return true
}

// Permutations returns the permutations as they stand, relative to the first network's.
func (m *MergeMany) Permutations() []symmetry.Permutation { return symmetry.Anchor(m.perms) }

// Objective returns F as it stands.
func (m *MergeMany) Objective() float64 { return m.objective }

// History returns F at the start and after every turn of a network.
func (m *MergeMany) History() []float64 { return m.history }

// Rounds returns the number of finished rounds, the last of which gained nothing unless MaxSweeps was reached.
func (m *MergeMany) Rounds() int { return m.rounds }

// Fraction guesses how far the search is: it cannot know how many rounds follow, and mostly there are three.
func (m *MergeMany) Fraction() float64 {
	if m.over {
		return 1
	}
	turns := float64(m.rounds) + float64(m.at)/float64(len(m.order))
	return turns / (turns + 2)
}

// Err returns why the search stopped early: parameters that are not finite.
func (m *MergeMany) Err() error { return m.err }
