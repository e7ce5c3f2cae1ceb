package matching_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/assign"
	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// textbook is coordinate descent as it is written down: every layer is solved anew, from nothing, whatever was known
// before.
func textbook(t *testing.T, s symmetry.Symmetry, a, b []float32, perm symmetry.Permutation,
	r *toynets.Rand) (symmetry.Permutation, []float64) {
	t.Helper()
	pb := s.Apply(b, perm)
	history := []float64{matching.Objective(a, pb)}
	var gram matching.Gram
	for gained := true; gained && len(history) <= matching.MaxSweeps; {
		gained = false
		for _, g := range r.Perm(len(s.Groups)) {
			best, err := assign.Maximize(s.Groups[g], gram.Of(s, g, a, pb))
			require.NoError(t, err)
			move := s.Identity()
			move[g] = best.Perm
			next := s.Apply(pb, move)
			var before, after float64
			for _, tensor := range s.Tensors {
				if tensor.RowGroup == g || tensor.ColGroup == g {
					from, to := tensor.Offset, tensor.Offset+tensor.Rows*tensor.Cols
					before += matching.Objective(a[from:to], pb[from:to])
					after += matching.Objective(a[from:to], next[from:to])
				}
			}
			if after > before+1e-12 {
				pb, perm, gained = next, perm.Compose(move), true
			}
		}
		history = append(history, matching.Objective(a, pb))
	}
	return perm, history
}

// What weight matching leaves out because it knows the outcome changes nothing: not a unit, not a bit of the objective,
// after no sweep. Among the networks are such with ties, in which many assignments are best and none but the first
// found counts.
func TestWeightMatchingIsTheTextbooks(t *testing.T) {
	cut := false // a step was a piece of an assignment
	same := func(s symmetry.Symmetry, a, b []float32, seed uint64) {
		t.Helper()
		purpose := fmt.Sprint("textbook", s.Groups)
		r := toynets.Stream(seed, purpose)
		start := s.Random(r)
		perm, history := textbook(t, s, a, b, start, r)
		r = toynets.Stream(seed, purpose)
		wm := matching.NewWeightMatching(s, a, b, s.Random(r), r)
		for wm.Step() {
			require.Equal(t, matching.Objective(a, s.Apply(b, wm.Permutation())), wm.Objective())
			cut = cut || wm.Begun()
		}
		require.NoError(t, wm.Err())
		require.Equal(t, perm, wm.Permutation(), "%v, seed %d", s.Groups, seed)
		require.Equal(t, history, wm.History(), "%v, seed %d", s.Groups, seed)
	}
	for _, widths := range [][]int{{2, 2}, {2, 16, 3}, {2, 1, 1, 2}, {4, 7, 1, 6, 3}, {5, 12, 9, 14, 4}, {2, 40, 40, 2},
		{3, 33, 17, 40, 29, 5}} {
		m := toynets.MLP{Widths: widths}
		s := symmetry.MLPSymmetry(m)
		for seed := range uint64(8) {
			r := toynets.Stream(seed, "textbook networks")
			a, b := testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params())
			for i := range a {
				switch seed % 4 {
				case 1: // few values: nearly everything is tied
					a[i], b[i] = float32(math.Round(float64(a[i]))), float32(math.Round(float64(b[i])))
				case 2: // dead and nearly dead units
					if i/3%4 == 0 {
						a[i], b[i] = 1e-7*a[i], 0
					}
				case 3: // large
					a[i] *= 1000
				}
			}
			same(s, a, b, seed)
		}
	}
	// Wide enough for products that are computed in pieces.
	wide := toynets.MLP{Widths: []int{2, 190, 180, 2}}
	r := toynets.Stream(1, "wide")
	same(symmetry.MLPSymmetry(wide), testnet.Normals(r, wide.Params()), testnet.Normals(r, wide.Params()), 1)
	require.Equal(t, !kernel.SIMD(), cut)
	for _, link := range []string{tiny, "data=strokes&side=8&n=100&nt=20&net=21-14&steps=60&seeds=1,2",
		"n=200&nt=50&net=48-48-48&steps=150&seeds=1,2"} {
		for k, p := range pairs(t, link) {
			for seed := range uint64(4) {
				same(p.Symmetry, p.A, p.B, 4*uint64(k)+seed)
			}
		}
	}
}
