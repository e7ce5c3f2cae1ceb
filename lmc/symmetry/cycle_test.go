package symmetry_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// By hand: A's units 0, 1, 2 go with B's 1, 2, 0, these with C's 1, 0, 2, those with A's 0, 2, 1. Unit 0 goes by B's 1
// and C's 0 to A's 0; 1 by 2 and 2 to 1; 2 by 0 and 1 to 2.
func TestCycleByHand(t *testing.T) {
	ab, bc, ca := symmetry.Permutation{{1, 2, 0}}, symmetry.Permutation{{1, 0, 2}}, symmetry.Permutation{{0, 2, 1}}
	assert.Equal(t, []float64{0}, symmetry.CycleError(ab, bc, ca))
	assert.Equal(t, []float64{1}, symmetry.CycleError(ab))
	assert.Equal(t, []float64{2. / 3}, symmetry.CycleError(ab, symmetry.Permutation{{0, 2, 1}},
		symmetry.Permutation{{1, 2, 0}}, symmetry.Permutation{{2, 0, 1}}))
	assert.Equal(t, []float64{0}, symmetry.CycleError(ab, ab.Inverse()))
}

// Matchings by way of a common universe lead back; they renumber p so that it comes to stand with q.
func TestRelative(t *testing.T) {
	s := symmetry.Symmetry{Groups: []int{7, 12}}
	r := toynets.Stream(1, "cycle")
	for range 20 {
		a, b, c := s.Random(r), s.Random(r), s.Random(r)
		assert.Equal(t, []float64{0, 0}, symmetry.CycleError(symmetry.Relative(a, b), symmetry.Relative(b, c),
			symmetry.Relative(c, a)))
		assert.Equal(t, b, symmetry.Relative(a, b).Compose(a))
		assert.Equal(t, b, symmetry.Relative(s.Identity(), b))
		assert.Equal(t, symmetry.Relative(a, b), symmetry.Anchor([]symmetry.Permutation{a, b})[1])
	}
}

// Random matchings lose 1 − 1/n of the units on average: over 2000 cycles the mean lies within five standard errors,
// the number of fixed points having variance 1.
func TestCycleNull(t *testing.T) {
	s := symmetry.Symmetry{Groups: []int{9}}
	r := toynets.Stream(1, "null")
	const cycles = 2000
	sum := 0.0
	for range cycles {
		sum += symmetry.CycleError(s.Random(r), s.Random(r), s.Random(r))[0]
	}
	assert.InDelta(t, 1-1./9, sum/cycles, 5./9/44.7)
}
