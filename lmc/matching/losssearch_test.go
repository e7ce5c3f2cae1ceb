package matching_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/matching"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// midpointLoss is the training loss of ½ (A + π(B)), computed whole.
func midpointLoss(p matching.Pairing, s matching.Search) float64 {
	merged := make([]float32, len(p.A))
	kernel.Lerp(merged, p.A, p.Symmetry.Apply(p.B, s.Permutation()), 0.5)
	return toynets.NewEvaluator(p.Model).Score(merged, p.Train).Loss
}

// What is updated try by try is what is computed whole, whichever layer changes; an exchange is kept if it lowers the
// loss, and undone else.
func TestSwapDescentIsTheWholeComputation(t *testing.T) {
	for _, act := range []string{"relu", "tanh", "sigmoid", "gelu"} {
		p := pairs(t, "data=gauss&n=150&nt=50&net=12-9-7&steps=100&seeds=1,2&act="+act)[0]
		s := matching.NewSwapDescent(p, matching.LossSearch{Steps: 400}, toynets.Stream(1, "swap"))
		first, kept, groups := s.Loss(), 0, map[int]int{}
		assert.InDelta(t, midpointLoss(p, s), first, 1e-6)
		for more := true; more; {
			before := s.Permutation().Clone()
			more = s.Step()
			x := s.Last()
			groups[x.Group]++
			require.NotEqual(t, x.I, x.J)
			if x.Kept {
				kept++
				require.Less(t, x.After, x.Before)
				before[x.Group][x.I], before[x.Group][x.J] = before[x.Group][x.J], before[x.Group][x.I]
				require.InDelta(t, midpointLoss(p, s), x.After, 2e-5, "%s", act)
			}
			require.Equal(t, before, s.Permutation())
		}
		assert.Len(t, groups, 3, "every layer is tried")
		assert.Greater(t, kept, 10, act)
		assert.Less(t, s.Loss(), first, act)
		assert.Equal(t, matching.Objective(p.A, p.Symmetry.Apply(p.B, s.Permutation())), s.Objective())
	}
}

// On one layer of five units, where no exchange of two is left that lowers the loss, none does: all ten are tried by
// computing the network whole.
func TestSwapDescentEndsWhereNoExchangeHelps(t *testing.T) {
	p := pairs(t, "n=200&nt=50&net=5&steps=150&seeds=1,2")[0]
	s := matching.NewSwapDescent(p, matching.LossSearch{Steps: 600}, toynets.Stream(1, "swap"))
	for s.Step() {
	}
	perm := s.Permutation()[0]
	at := midpointLoss(p, s)
	for i := range perm {
		for j := range i {
			perm[i], perm[j] = perm[j], perm[i]
			assert.GreaterOrEqual(t, midpointLoss(p, s), at-1e-7)
			perm[i], perm[j] = perm[j], perm[i]
		}
	}
}

// Every search for the loss does what its settings say: other starts, steps, rates give other searches, and the loss
// that it ends with is the one at its permutation.
func TestSettingsOfSearchesForTheLoss(t *testing.T) {
	p := pairs(t, "n=200&nt=50&net=12-10&steps=150&seeds=1,2")[0]
	type lossy interface {
		matching.Search
		Merit() float64
	}
	for _, m := range matching.Matchers() {
		if !m.Loss {
			continue
		}
		run := func(l matching.LossSearch, start int) lossy {
			q := p
			q.Loss = l
			s, err := matching.NewSearch(m.Name, q, start, streams)
			require.NoError(t, err)
			for s.Step() {
			}
			require.NoError(t, s.Err())
			assert.InDelta(t, midpointLoss(p, s), -matching.Merit(s), 2e-6, "%s %+v", m.Name, l)
			return s.(lossy)
		}
		for _, start := range []string{matching.StartWeights, matching.StartIdentity, matching.StartRandom} {
			few, more := run(matching.LossSearch{Start: start, Steps: 3}, 0),
				run(matching.LossSearch{Start: start, Steps: 120}, 0)
			assert.GreaterOrEqual(t, more.Merit(), few.Merit(), "%s from %s", m.Name, start)
		}
		weights := run(matching.LossSearch{Start: matching.StartWeights, Steps: 1}, 0)
		random := run(matching.LossSearch{Start: matching.StartRandom, Steps: 1}, 0)
		assert.Greater(t, weights.Objective(), 1.3*random.Objective(), "%s: the closest weights", m.Name)
		other := run(matching.LossSearch{Start: matching.StartRandom, Steps: 1}, 1)
		assert.NotEqual(t, random.Permutation(), other.Permutation(), "%s: starts differ", m.Name)
		if m.Name != "swap" {
			slow := run(matching.LossSearch{Start: matching.StartRandom, Steps: 40, Rate: 1e-6}, 0)
			assert.NotEqual(t, slow.Permutation(), run(matching.LossSearch{Start: matching.StartRandom, Steps: 40,
				Rate: 0.1}, 0).Permutation(), m.Name)
		}
	}
}
