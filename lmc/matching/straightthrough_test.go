package matching_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/matching"
	"onebasin/lmc/path"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// The best permutation is a copy: whatever the search goes on to do, every best there was stays as it was, the loss of
// the best never rises, and at the end it is the loss halfway, computed anew.
func TestStraightThroughNeverLosesItsBest(t *testing.T) {
	improved := 0
	for _, random := range []bool{false, true} {
		for _, p := range pairs(t, "data=gauss&noise=0.3&net=7-7&seeds=1,2,3") {
			s := matching.NewStraightThrough(p, random, 0, toynets.Stream(1, "ste"))
			var kept, copies []symmetry.Permutation
			before := math.Inf(1)
			for s.Step() {
				require.LessOrEqual(t, s.Loss(), before)
				if s.Loss() < before {
					kept, copies = append(kept, s.Permutation()), append(copies, s.Permutation().Clone())
					before = s.Loss()
				}
			}
			require.NoError(t, s.Err())
			improved += len(kept) - 1
			assert.Equal(t, copies, kept)
			assert.Equal(t, s.Permutation(), kept[len(kept)-1])
			pb := p.Symmetry.Apply(p.B, s.Permutation())
			line := path.NewLine(p.Model, p.A, pb, p.Train, p.Train)
			assert.Equal(t, line.TestScore(0.5).Loss, s.Loss())
			assert.Equal(t, matching.Objective(p.A, pb), s.Objective())
		}
	}
	assert.Greater(t, improved, 4, "it finds better than where it starts")
}

// It starts from weight matching: its first permutation cannot be improved by any layer alone.
func TestStraightThroughStartsAtWeightMatching(t *testing.T) {
	p := pairs(t, "net=16-16&n=200&nt=20&steps=200&seeds=1,2")[0]
	s := matching.NewStraightThrough(p, false, 0, toynets.Stream(1, "ste"))
	for s.Sweeps() == 0 {
		require.True(t, s.Step())
	}
	wm := matching.NewWeightMatching(p.Symmetry, p.A, p.B, s.Permutation(), toynets.Stream(1, "wm"))
	for wm.Step() {
	}
	assert.InEpsilon(t, wm.Objective(), s.Objective(), 1e-6)
}

// It looks at the loss, not at the weights: on small networks, where the closest weights are poor, it finds a lower
// midpoint than the closest there are.
func TestStraightThroughBeatsTheClosestWeights(t *testing.T) {
	lower := 0
	all := pairs(t, "data=gauss&noise=0.3&net=7-7&seeds=1,2,3,4,5,6")
	for _, p := range all {
		exact := searchAll(t, "exact", p, 1, streams)
		ste := searchAll(t, "ste", p, 1, streams).(*matching.StraightThrough)
		assert.LessOrEqual(t, ste.Objective(), exact.Objective()+1e-9)
		line := path.NewLine(p.Model, p.A, p.Symmetry.Apply(p.B, exact.Permutation()), p.Train, p.Train)
		if ste.Loss() < line.TestScore(0.5).Loss {
			lower++
		}
	}
	assert.GreaterOrEqual(t, lower, 4, "of %d", len(all))
}

// A loss that overflows ends the search with what it has.
func TestStraightThroughEndsWhereTheLossOverflows(t *testing.T) {
	p := pairs(t, tiny)[0]
	p.Train.X = append([]float32(nil), p.Train.X...)
	for i := range p.Train.X {
		p.Train.X[i] *= 1e30
	}
	p.A, p.B = append([]float32(nil), p.A...), append([]float32(nil), p.B...)
	for i := range p.A {
		p.A[i] *= 1e6
		p.B[i] *= 1e6
	}
	s := matching.NewStraightThrough(p, false, 0, toynets.Stream(1, "ste"))
	for s.Step() {
	}
	assert.NoError(t, s.Err())
	assert.Zero(t, s.Sweeps())
	assert.Equal(t, p.Symmetry.Identity(), s.Permutation())
}
