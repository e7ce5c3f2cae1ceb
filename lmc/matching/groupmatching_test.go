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
	"onebasin/toynets/kernel"
)

// group runs start number `start` of the search over the whole group.
func group(t testing.TB, s symmetry.Symmetry, a, b []float32, start int) *matching.GroupMatching {
	t.Helper()
	m := matching.NewGroupMatching(s, a, b, start, toynets.Stream(uint64(start), "group"))
	last := m.Objective()
	for m.Step() {
		if last != 0 && start == 0 {
			require.GreaterOrEqual(t, m.Objective(), last, "it never falls")
		}
		last = m.Objective()
	}
	require.NoError(t, m.Err())
	return m
}

var groupActs = []string{"relu", "tanh", "sigmoid", "gelu"}

// A random element of the whole group is planted: every unit, sign and scale is put back.
func TestGroupFindsAPlantedElement(t *testing.T) {
	for _, act := range groupActs {
		p := pairs(t, "net=40-32&n=300&nt=20&steps=300&seeds=1,2&act="+act)[0]
		s := p.Symmetry
		plant := s.RandomElement(toynets.Stream(8, "plant"))
		b := s.Move(p.A, plant)
		best := group(t, s, p.A, b, 1)
		for k := 2; k < 8; k++ {
			if m := group(t, s, p.A, b, k); m.Objective() > best.Objective() {
				best = m
			}
		}
		back, got := plant.Inverse(), best.Element()
		lost := 0 // dead units, which nothing tells from one another: the distance below says how little they are
		for g := range s.Groups {
			for i := range s.Groups[g] {
				if got.Permutation[g][i] != back.Permutation[g][i] {
					lost++
					continue
				}
				if s.Signed() {
					assert.Equal(t, back.Signs[g][i], got.Signs[g][i], act)
				}
				if s.Scaled() {
					assert.InEpsilon(t, back.Scales[g][i], got.Scales[g][i], 2e-2, act)
				}
			}
		}
		assert.LessOrEqual(t, lost, 3, act)
		assert.LessOrEqual(t, vector.Distance(p.A, s.Move(b, got)), 2e-3*testnet.Norm(p.A), act)
	}
}

// On networks of two layers of three units no element of signs and permutations lies closer than the best of twelve
// starts: 48² are tried.
func TestGroupAgainstEverySignedPermutation(t *testing.T) {
	r := toynets.Stream(3, "signed")
	for _, act := range []kernel.Act{kernel.Tanh, kernel.Sigmoid} {
		m := toynets.MLP{Widths: []int{2, 3, 3, 2}, Act: act}
		s := symmetry.MLPSymmetry(m)
		a, b := testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params())
		ca, cb := s.Centre(a), s.Centre(b)
		var all []symmetry.Element
		everyPermutation(3, func(p []int) {
			for bits := range 8 {
				e := symmetry.Element{Permutation: symmetry.Permutation{append([]int(nil), p...)}, Signs: [][]int{nil}}
				for i := range 3 {
					e.Signs[0] = append(e.Signs[0], 1-2*(bits>>i&1))
				}
				all = append(all, e)
			}
		})
		top := math.Inf(-1)
		for _, x := range all {
			for _, y := range all {
				e := symmetry.Element{Permutation: symmetry.Permutation{x.Permutation[0], y.Permutation[0]},
					Signs: [][]int{x.Signs[0], y.Signs[0]}}
				top = max(top, vector.Dot(ca, s.Centred().Move(cb, e)))
			}
		}
		best := math.Inf(-1)
		for k := range 12 {
			best = max(best, group(t, s, a, b, k).Objective())
		}
		assert.InEpsilon(t, top, best, 1e-6)
	}
}

// B shaken by a random element of its group is the same function. Weight matching gives another answer, the search over
// the whole group the same.
func TestShakingMovesPlainMatchingAlone(t *testing.T) {
	for _, act := range []string{"relu", "tanh", "sigmoid"} {
		p := pairs(t, "net=24-20&n=300&nt=20&steps=300&seeds=1,2&act="+act)[0]
		s := p.Symmetry
		shaken := s.Move(p.B, s.RandomElement(toynets.Stream(5, "shake")))
		end := func(b []float32, search func(b []float32, start int) (symmetry.Element, float64)) []float32 {
			var best symmetry.Element
			top := math.Inf(-1)
			for k := 1; k < 8; k++ {
				if e, v := search(b, k); v > top {
					best, top = e, v
				}
			}
			return s.Move(b, best)
		}
		plain := func(b []float32, k int) (symmetry.Element, float64) {
			r := streams("wm", k)
			w := matching.NewWeightMatching(s, p.A, b, matching.StartFrom(s, k, r), r)
			for w.Step() {
			}
			return w.Permutation().Element(), w.Objective()
		}
		whole := func(b []float32, k int) (symmetry.Element, float64) {
			m := group(t, s, p.A, b, k)
			return m.Element(), m.Objective()
		}
		norm := testnet.Norm(p.A)
		assert.Greater(t, vector.Distance(end(p.B, plain), end(shaken, plain)), 0.1*norm, act)
		assert.Less(t, vector.Distance(end(p.B, whole), end(shaken, whole)), 2e-2*norm, act)
	}
}

// Where units have no freedom it is weight matching, start by start.
func TestGroupOfPermutationsIsWeightMatching(t *testing.T) {
	p := pairs(t, "net=24-20&n=300&nt=20&steps=300&seeds=1,2&act=gelu")[0]
	r := toynets.Stream(0, "group")
	w := matching.NewWeightMatching(p.Symmetry, p.A, p.B, nil, r)
	for w.Step() {
	}
	got := group(t, p.Symmetry, p.A, p.B, 0)
	assert.Equal(t, w.Permutation(), got.Permutation())
	assert.InEpsilon(t, w.Objective(), got.Objective(), 1e-12)
}
