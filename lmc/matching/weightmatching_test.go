package matching_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// objectiveOf is ⟨A, π(B)⟩ by its definition, independent of package code.
func objectiveOf(m toynets.MLP, a, b []float32, p symmetry.Permutation) float64 {
	unit := func(layer, i int) int {
		if layer == 0 || layer == m.Layers() {
			return i
		}
		return p[layer-1][i]
	}
	var sum float64
	for l := 1; l <= m.Layers(); l++ {
		in := m.Widths[l-1]
		for i := range m.Widths[l] {
			for k := range in {
				sum += float64(m.Weight(a, l)[i*in+k]) * float64(m.Weight(b, l)[unit(l, i)*in+unit(l-1, k)])
			}
			sum += float64(m.Bias(a, l)[i]) * float64(m.Bias(b, l)[unit(l, i)])
		}
	}
	return sum
}

// linear is the fixture of a linear network without biases, 1-2-2-1.
var linear = symmetry.Symmetry{Groups: []int{2, 2}, Tensors: []symmetry.Tensor{
	{Offset: 0, Rows: 2, Cols: 1, RowGroup: 0, ColGroup: symmetry.Fixed},
	{Offset: 2, Rows: 2, Cols: 2, RowGroup: 1, ColGroup: 0},
	{Offset: 6, Rows: 1, Cols: 2, RowGroup: symmetry.Fixed, ColGroup: 1},
}}

// slope is the function of such a network: W3·W2·W1.
func slope(w []float64) float64 {
	return w[6]*(w[2]*w[0]+w[3]*w[1]) + w[7]*(w[4]*w[0]+w[5]*w[1])
}

func midpoint(a, b []float32) []float64 {
	mid := make([]float64, len(a))
	for i := range a {
		mid[i] = (float64(a[i]) + float64(b[i])) / 2
	}
	return mid
}

// A: W1 = (1; 1+e), W2 = diag(1, e), W3 = (1 0). B: W1 = (1; 1+e), W2 = diag(0, 1), W3 = (0 1). Both swaps are found in
// either order of layers: the squared distance falls from 3.81 to .03, the midpoint's slope rises from .25 + .25(1+e)²
// = .5525 to 1 + e/2 = 1.05, at e = .1.
func TestWeightMatchingByHand(t *testing.T) {
	const e = 0.1
	a := []float32{1, 1 + e, 1, 0, 0, e, 1, 0}
	b := []float32{1, 1 + e, 0, 0, 0, 1, 0, 1}
	assert.InDelta(t, 3.81, testnet.Square(vector.Distance(a, b)), 1e-6)
	assert.InDelta(t, 0.5525, slope(midpoint(a, b)), 1e-6)
	for seed := range uint64(16) { // among them both orders
		wm := matching.NewWeightMatching(linear, a, b, nil, toynets.Stream(seed, "order"))
		for wm.Step() {
		}
		require.NoError(t, wm.Err())
		assert.Equal(t, symmetry.Permutation{{1, 0}, {1, 0}}, wm.Permutation())
		pb := linear.Apply(b, wm.Permutation())
		assert.InDelta(t, 0.03, testnet.Square(vector.Distance(a, pb)), 1e-6)
		assert.InDelta(t, 1.05, slope(midpoint(a, pb)), 1e-6)
		assert.InDelta(t, 4.2, wm.Objective(), 1e-6)
		assert.InDelta(t, 2.31, wm.History()[0], 1e-6)
	}
}

// A renumbered copy is put back exactly.
func TestPlantedCopyIsRecovered(t *testing.T) {
	r := toynets.Stream(7, "planted")
	for _, m := range []toynets.MLP{{Widths: []int{2, 16, 3}}, {Widths: []int{2, 32, 32, 2}},
		{Widths: []int{5, 12, 9, 14, 4}}} {
		s := symmetry.MLPSymmetry(m)
		a := make([]float32, m.Params())
		m.Init(a, r)
		plant := s.Random(r)
		b := s.Apply(a, plant)
		recovered := false
		for restart := range 12 {
			var start symmetry.Permutation
			if restart > 0 {
				start = s.Random(r)
			}
			wm := matching.NewWeightMatching(s, a, b, start, r)
			for wm.Step() {
			}
			recovered = recovered || vector.Distance(a, s.Apply(b, wm.Permutation())) == 0
			if recovered {
				assert.Equal(t, plant.Inverse(), wm.Permutation(), "all units, and the distance is exactly 0")
				break
			}
		}
		assert.True(t, recovered, "%v", m.Widths)
	}
}

// The objective never falls, is what its definition says after every step, and stays at or below the bound of Cauchy
// and Schwarz.
func TestObjectiveNeverFalls(t *testing.T) {
	for seed := range uint64(12) {
		r := toynets.Stream(seed, "monotone")
		m := testnet.Shapes()[seed%uint64(len(testnet.Shapes()))]
		s := symmetry.MLPSymmetry(m)
		a, b := testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params())
		scale := float32(math.Pow(10, float64(seed%4)*2-2)) // the tolerance is absolute: large and small weights
		for i := range a {
			a[i], b[i] = scale*a[i], scale*b[i]
		}
		keptA, keptB := append([]float32(nil), a...), append([]float32(nil), b...)
		wm := matching.NewWeightMatching(s, a, b, s.Random(r), r)
		before := wm.Objective()
		bound := testnet.Square(vector.Distance(a, make([]float32, len(a)))) + testnet.Square(vector.Distance(b,
			make([]float32, len(b))))
		for more := true; more; {
			more = wm.Step()
			now := wm.Objective()
			require.GreaterOrEqual(t, now, before, "seed %d", seed)
			require.InEpsilon(t, objectiveOf(m, a, b, wm.Permutation()), now, 1e-9)
			require.LessOrEqual(t, 2*now, bound)
			before = now
		}
		require.NoError(t, wm.Err())
		h := wm.History()
		require.Len(t, h, wm.Sweeps()+1)
		for k := 1; k < len(h); k++ {
			require.GreaterOrEqual(t, h[k], h[k-1])
		}
		require.Equal(t, h[len(h)-1], h[len(h)-2], "the last sweep gained nothing")
		require.Equal(t, wm.Objective(), h[len(h)-1])
		require.False(t, wm.Step(), "it is over")
		require.Equal(t, keptA, a)
		require.Equal(t, keptB, b)
		// ‖A − π(B)‖² = ‖A‖² + ‖B‖² − 2⟨A, π(B)⟩: the larger the one, the smaller the other.
		require.InEpsilon(t, bound-2*wm.Objective(), testnet.Square(vector.Distance(a, s.Apply(b, wm.Permutation()))),
			1e-6)
	}
}

// everyPermutation calls f with all permutations of 0 … n−1.
func everyPermutation(n int, f func([]int)) {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	var recurse func(int)
	recurse = func(k int) {
		if k == n {
			f(p)
			return
		}
		for i := k; i < n; i++ {
			p[k], p[i] = p[i], p[k]
			recurse(k + 1)
			p[k], p[i] = p[i], p[k]
		}
	}
	recurse(0)
}

// With one hidden layer the search is exact: one assignment is the optimum over all permutations.
func TestOneLayerIsSolvedExactly(t *testing.T) {
	for seed := range uint64(20) {
		r := toynets.Stream(seed, "exhaustive")
		m := toynets.MLP{Widths: []int{2, 1 + int(seed%5), 3}}
		s := symmetry.MLPSymmetry(m)
		a, b := testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params())
		best := math.Inf(-1)
		everyPermutation(m.Widths[1], func(p []int) { best = max(best, objectiveOf(m, a, b, symmetry.Permutation{p})) })
		wm := matching.NewWeightMatching(s, a, b, nil, r)
		for wm.Step() {
		}
		assert.InDelta(t, best, wm.Objective(), 1e-9)
		assert.LessOrEqual(t, wm.Sweeps(), 2, "one that gains and one that does not")
	}
}

// With two it is a local search: never better than the optimum, and with enough restarts as good.
func TestRestartsReachTheOptimum(t *testing.T) {
	const restarts = 60
	missed := 0
	for seed := range uint64(6) {
		r := toynets.Stream(seed, "two layers")
		m := toynets.MLP{Widths: []int{2, 4, 5, 2}}
		s := symmetry.MLPSymmetry(m)
		a, b := testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params())
		optimum := math.Inf(-1)
		everyPermutation(4, func(p []int) {
			everyPermutation(5, func(q []int) {
				optimum = max(optimum, objectiveOf(m, a, b, symmetry.Permutation{p, q}))
			})
		})
		best := math.Inf(-1)
		for range restarts {
			wm := matching.NewWeightMatching(s, a, b, s.Random(r), r)
			for wm.Step() {
			}
			require.LessOrEqual(t, wm.Objective(), optimum+1e-9)
			if wm.Objective() < optimum-1e-9 {
				missed++
			}
			best = max(best, wm.Objective())
		}
		assert.InDelta(t, optimum, best, 1e-9)
	}
	assert.Positive(t, missed, "single starts do miss it, which is why there are restarts")
}

// A finished search cannot be improved by any one layer alone.
func TestEveryLayerIsOptimalGivenTheOthers(t *testing.T) {
	for seed := range uint64(6) {
		r := toynets.Stream(seed, "local")
		m := toynets.MLP{Widths: []int{2, 5, 5, 5, 2}}
		s := symmetry.MLPSymmetry(m)
		a, b := testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params())
		wm := matching.NewWeightMatching(s, a, b, nil, r)
		for wm.Step() {
		}
		for g, n := range s.Groups {
			everyPermutation(n, func(p []int) {
				q := wm.Permutation().Clone()
				copy(q[g], p)
				require.LessOrEqual(t, objectiveOf(m, a, b, q), wm.Objective()+1e-5,
					"the matrix is of float32 products")
			})
		}
	}
}

func TestParametersThatAreNotFiniteEndTheSearch(t *testing.T) {
	m := toynets.MLP{Widths: []int{2, 3, 2}}
	s := symmetry.MLPSymmetry(m)
	for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1))} {
		r := toynets.Stream(1, "bad")
		a, b := testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params())
		b[4] = bad
		wm := matching.NewWeightMatching(s, a, b, nil, r)
		assert.False(t, wm.Step())
		assert.Error(t, wm.Err())
		assert.False(t, wm.Step())
	}
}

// The search reads its start and does not change it.
func TestStartIsKept(t *testing.T) {
	m := toynets.MLP{Widths: []int{2, 6, 6, 2}}
	s := symmetry.MLPSymmetry(m)
	r := toynets.Stream(8, "start")
	a, b, start := testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params()), s.Random(r)
	kept := start.Clone()
	wm := matching.NewWeightMatching(s, a, b, start, r)
	assert.Equal(t, start, wm.Permutation())
	assert.InDelta(t, objectiveOf(m, a, b, start), wm.Objective(), 1e-9)
	for wm.Step() {
	}
	assert.Equal(t, kept, start)
}
