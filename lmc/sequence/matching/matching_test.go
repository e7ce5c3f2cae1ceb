package matching

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// random is n pairs of untrained networks, and data for them.
func random(t testing.TB, m toynets.MLP, n int, seed uint64) Sequence {
	t.Helper()
	d, _, err := toynets.Generate(toynets.Spec{Task: "spirals", N: 40, NTest: 10, Noise: 0.1, Seed: seed})
	require.NoError(t, err)
	s := Sequence{Symmetry: symmetry.MLPSymmetry(m), Model: m, Train: d}
	r := toynets.Stream(seed, "pairs")
	for range n {
		a, b := make([]float32, m.Params()), make([]float32, m.Params())
		m.Init(a, r)
		m.Init(b, r)
		s.A, s.B = append(s.A, a), append(s.B, b)
	}
	return s
}

func stream(start int) *toynets.Rand { return toynets.Stream(uint64(start), "test") }

func found(t testing.TB, name string, s Sequence, restarts int) Search {
	t.Helper()
	search, err := New(name, s, restarts, stream)
	require.NoError(t, err)
	for search.Step() {
		assert.LessOrEqual(t, search.Fraction(), 1.0)
	}
	require.NoError(t, search.Err())
	assert.Equal(t, 1.0, search.Fraction())
	assert.False(t, search.Step())
	require.NoError(t, s.Symmetry.Check(search.Permutation()))
	return search
}

// orders calls f with every order of n numbers.
func orders(n int, f func([]int)) {
	p := make([]int, 0, n)
	used := make([]bool, n)
	var choose func()
	choose = func() {
		if len(p) == n {
			f(p)
			return
		}
		for i := range n {
			if !used[i] {
				used[i], p = true, append(p, i)
				choose()
				used[i], p = false, p[:len(p)-1]
			}
		}
	}
	choose()
}

// Of one hidden layer the permutation for all pairs is the best of all 120, judged by the sum of inner products; and
// that of activations by the sum of products over all examples.
func TestOneForAllIsTheBestOfAll(t *testing.T) {
	m := toynets.MLP{Widths: []int{2, 5, 2}, Act: 1}
	for seed := range uint64(8) {
		s := random(t, m, 4, seed)
		best, alike := math.Inf(-1), math.Inf(-1)
		similarity := func(p []int) (sum float64) {
			eval := toynets.NewEvaluator(m)
			for k := range s.A {
				za, zb := make([]float32, 5*s.Train.N), make([]float32, 5*s.Train.N)
				eval.Hidden(za, s.A[k], s.Train.X, s.Train.N, 1)
				eval.Hidden(zb, s.B[k], s.Train.X, s.Train.N, 1)
				for row := range s.Train.N {
					for i, j := range p {
						sum += float64(za[5*row+i]) * float64(zb[5*row+j])
					}
				}
			}
			return sum
		}
		orders(5, func(p []int) {
			sum := 0.0
			for k := range s.A {
				sum += matching.Objective(s.A[k], s.Symmetry.Apply(s.B[k], symmetry.Permutation{p}))
			}
			best, alike = max(best, sum), max(alike, similarity(p))
		})
		assert.InDelta(t, best, found(t, "wm", s, 1).Objective(), 1e-6)
		assert.InDelta(t, alike, similarity(found(t, "am", s, 1).Permutation()[0]), 1e-3)
	}
}

// Of a single pair the searches find what their matchers do.
func TestOnePairIsMatched(t *testing.T) {
	m := toynets.MLP{Widths: []int{2, 9, 7, 8, 2}, Act: 1}
	s := random(t, m, 1, 3)
	for _, name := range Names() {
		one, err := matching.NewSearch(name, matching.Pairing{Symmetry: s.Symmetry, Model: m, A: s.A[0], B: s.B[0],
			Train: s.Train}, 0, func(string, int) *toynets.Rand { return stream(0) })
		require.NoError(t, err)
		for one.Step() {
		}
		got := found(t, name, s, 1)
		assert.Equal(t, one.Permutation(), got.Permutation(), name)
		assert.InDelta(t, one.Objective(), got.Objective(), 1e-9, name)
	}
	assert.GreaterOrEqual(t, found(t, "wm", s, 10).Objective(), found(t, "wm", s, 1).Objective())
}

// One renumbering of all pairs is found, though noise hides it in each of them: together they tell.
func TestAPlantedPermutation(t *testing.T) {
	m := toynets.MLP{Widths: []int{2, 12, 12, 2}, Act: 1}
	s := random(t, m, 12, 5)
	r := toynets.Stream(7, "plant")
	p := s.Symmetry.Random(r)
	for k, a := range s.A {
		s.B[k] = s.Symmetry.Apply(a, p.Inverse())
		for i := range s.B[k] {
			s.B[k][i] += float32(0.2 * r.Normal())
		}
	}
	for _, name := range Names() {
		assert.Equal(t, p, found(t, name, s, 4).Permutation(), name)
	}
}

func TestWhatCannotBeMatched(t *testing.T) {
	m := toynets.MLP{Widths: []int{2, 3, 2}, Act: 1}
	s := random(t, m, 2, 1)
	_, err := New("ste", s, 1, stream)
	assert.ErrorContains(t, err, `not matched by "ste"`)
	_, err = New("wm", Sequence{}, 1, stream)
	assert.ErrorContains(t, err, "0 networks cannot be matched to 0")
	s.B[1][0] = float32(math.Inf(1))
	for _, name := range Names() {
		search, err := New(name, s, 2, stream)
		require.NoError(t, err)
		for search.Step() {
		}
		assert.Error(t, search.Err(), name)
		assert.False(t, search.Step())
	}
}
