package matching_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// everyPair calls f with every permutation of every group.
func everyPair(s symmetry.Symmetry, f func(symmetry.Permutation)) {
	p := s.Identity()
	var recurse func(g int)
	recurse = func(g int) {
		if g == len(p) {
			f(p)
			return
		}
		everyPermutation(s.Groups[g], func(units []int) {
			copy(p[g], units)
			recurse(g + 1)
		})
	}
	recurse(0)
}

// The optimum of all joint permutations, evaluated one by one.
func TestExhaustiveIsTheOptimum(t *testing.T) {
	for k, widths := range [][]int{{2, 3, 2}, {2, 6, 2}, {2, 4, 5, 2}, {3, 5, 3, 2}, {2, 3, 4, 3, 2}, {2, 3, 1, 4, 2},
		{2, 2, 3, 2, 3, 2}, {1, 1, 1}} {
		r := toynets.Stream(uint64(k), "exhaustive")
		m := toynets.MLP{Widths: widths}
		s := symmetry.MLPSymmetry(m)
		a, b := testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params())
		require.NoError(t, matching.FitsExhaustive(s))
		e := matching.NewExhaustive(s, a, b)
		for e.Step() {
		}
		require.NoError(t, e.Err())
		optimum := math.Inf(-1)
		everyPair(s, func(p symmetry.Permutation) { optimum = max(optimum, matching.Objective(a, s.Apply(b, p))) })
		assert.InDelta(t, optimum, e.Objective(), 1e-9, "%v", widths)
		assert.Equal(t, e.Objective(), matching.Objective(a, s.Apply(b, e.Permutation())))
	}
}

// No search for the closest weights finds more, on networks too large to enumerate one by one; weight matching does
// miss it, ours on none of these.
func TestNoSearchBeatsExhaustive(t *testing.T) {
	missed := 0
	for seed := range uint64(6) {
		r := toynets.Stream(seed, "exhaustive")
		m := toynets.MLP{Widths: [][]int{{2, 7, 7, 2}, {2, 7, 7, 7, 3}, {4, 30, 5, 30, 3}}[seed%3]}
		s := symmetry.MLPSymmetry(m)
		p := matching.Pairing{Symmetry: s, Model: m, A: testnet.Normals(r, m.Params()),
			B: testnet.Normals(r, m.Params())}
		exact := searchAll(t, "exact", p, 1, streams).Objective()
		for _, method := range []string{"wm", "ours", "sinkhorn"} {
			got := searchAll(t, method, p, 12, streams).Objective()
			assert.LessOrEqual(t, got, exact+1e-9, "%v %s", m.Widths, method)
			if method == "ours" {
				assert.InDelta(t, exact, got, 1e-9, "%v", m.Widths)
			}
		}
		if searchAll(t, "wm", p, 1, streams).Objective() < exact-1e-9 {
			missed++
		}
	}
	assert.Positive(t, missed)
}

// What would take too long is refused in words; a single layer of any usual width is one assignment.
func TestExhaustiveKnowsItsLimits(t *testing.T) {
	for _, c := range []struct {
		widths []int
		fits   bool
	}{
		{[]int{2, 7, 7, 2}, true}, {[]int{2, 7, 7, 7, 2}, true}, {[]int{2, 512, 2}, true}, {[]int{144, 256, 10}, true},
		{[]int{2, 64, 7, 2}, true},
		{[]int{2, 64, 64, 2}, false}, {[]int{2, 10, 10, 2}, false}, {[]int{2, 7, 7, 7, 7, 2}, false},
		{[]int{2, 1024, 1024, 1024, 1024, 1024, 1024, 2}, false},
	} {
		s := symmetry.MLPSymmetry(toynets.MLP{Widths: c.widths})
		err := matching.FitsExhaustive(s)
		assert.Equal(t, c.fits, err == nil, "%v", c.widths)
		if err != nil {
			assert.Panics(t, func() { matching.NewExhaustive(s, nil, nil) })
		}
	}
	assert.EqualError(t, matching.FitsExhaustive(symmetry.MLPSymmetry(toynets.MLP{Widths: []int{2, 64, 32, 2}})),
		"hidden layers of 64-32 units have too many orders to try them all; make them smaller, as net=7-7")
}

// Two layers take as many assignments as the smaller has orders.
func TestExhaustiveTriesTheSmallerLayer(t *testing.T) {
	r := toynets.Stream(1, "count")
	m := toynets.MLP{Widths: []int{2, 9, 5, 2}}
	e := matching.NewExhaustive(symmetry.MLPSymmetry(m), testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params()))
	for e.Step() {
	}
	assert.Equal(t, 120, e.Sweeps())
}
