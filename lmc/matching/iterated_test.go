package matching_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// The objective never falls, is what its definition says at any time, and is never below the identity's.
func TestIteratedNeverFalls(t *testing.T) {
	for seed := range uint64(8) {
		r := toynets.Stream(seed, "iterated")
		m := testnet.Shapes()[seed%uint64(len(testnet.Shapes()))]
		s := symmetry.MLPSymmetry(m)
		a, b := testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params())
		it := matching.NewIteratedMatching(s, a, b, r)
		before := matching.Objective(a, b)
		steps := 0
		for more := true; more; steps++ {
			more = it.Step()
			require.GreaterOrEqual(t, it.Objective(), before)
			require.Equal(t, matching.Objective(a, s.Apply(b, it.Permutation())), it.Objective())
			before = it.Objective()
		}
		require.NoError(t, it.Err())
		assert.Less(t, steps, 2000, "it comes to an end")
	}
}

// What it ends with is a local optimum: weight matching from there gains nothing.
func TestIteratedEndsWhereWeightMatchingDoes(t *testing.T) {
	for _, p := range pairs(t, "net=24-20-16&n=200&nt=50&steps=300&seeds=1,2,3") {
		best := searchAll(t, "ours", p, 4, streams)
		wm := matching.NewWeightMatching(p.Symmetry, p.A, p.B, best.Permutation(), toynets.Stream(1, "after"))
		for wm.Step() {
		}
		assert.InEpsilon(t, best.Objective(), wm.Objective(), 1e-5)
	}
}

// Against twenty restarts of weight matching, which take longer (BenchmarkIterated has the times): never below, and
// above where there is something to gain.
func TestIteratedAgainstRestarts(t *testing.T) {
	above := 0
	for _, c := range []struct {
		link string
		hard bool
	}{{"net=24-24&n=200&nt=50&steps=400&seeds=1,2", false},
		{"data=checker&net=32-32-32&n=300&nt=50&steps=400&seeds=1,2,3", true},
		{"data=moons&net=40-40-40-40&n=200&nt=50&steps=300&seeds=1,2,3", true}} {
		e, all := testnet.Pairs(t, c.link)
		for k, p := range all {
			of := func(method string) float64 {
				return searchAll(t, method, p, 20, ofPair(e, k+1)).Objective()
			}
			ours, wm := of("ours"), of("wm")
			assert.GreaterOrEqual(t, ours, wm*(1-1e-6), c.link)
			if ours > wm*(1+1e-6) {
				above++
			} else {
				assert.False(t, c.hard, c.link)
			}
		}
	}
	assert.GreaterOrEqual(t, above, 4)
}

// With one hidden layer one assignment is the optimum, and there is no kick.
func TestIteratedOfOneLayer(t *testing.T) {
	r := toynets.Stream(1, "one layer")
	m := toynets.MLP{Widths: []int{3, 40, 2}}
	s := symmetry.MLPSymmetry(m)
	p := matching.Pairing{Symmetry: s, Model: m, A: testnet.Normals(r, m.Params()), B: testnet.Normals(r, m.Params())}
	best := searchAll(t, "ours", p, 1, streams)
	assert.Equal(t, 1, best.Sweeps())
	assert.InEpsilon(t, searchAll(t, "exact", p, 1, streams).Objective(), best.Objective(), 1e-6)
}
