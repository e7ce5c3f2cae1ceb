package run

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/stage"
)

// Stepping through the winner's search shows assignments whose objectives join up, from B as it was trained or its
// random start to the result.
func TestStride(t *testing.T) {
	r, _ := conduct(t, small, local(2), false)
	re := NewResponder(r)
	for _, method := range []string{"wm", "wm.0", "planted"} {
		end := re.SearchStep(&stage.AskSearchStep{Method: method, K: -1})
		require.Positive(t, end.Count, method)
		assert.Equal(t, end.Count, end.K, "−1 is the end")
		assert.Equal(t, end.K, re.SearchStep(&stage.AskSearchStep{Method: method, K: end.Count + 9}).K)
		of := "wm"
		if method == "planted" {
			of = method
		}
		p, _ := r.Result.Find("B", of)
		assert.InDelta(t, float64(p.Restarts[end.Restart].Objective), end.After, 1e-12, method)
		if method == "wm.0" {
			assert.Zero(t, end.Restart)
		} else {
			assert.Equal(t, p.Restart, end.Restart)
		}

		before := re.SearchStep(&stage.AskSearchStep{Method: method, K: 0})
		assert.Zero(t, before.Moved)
		assert.Equal(t, before.Before, before.After)
		if method == "wm.0" {
			none, _ := r.Result.Find("B", "none")
			assert.InDelta(t, float64(none.Objective), before.After, 1e-12, "the first start is the identity")
		}
		var steps []*stage.SearchStep
		for k := 1; k <= end.Count; k++ {
			s := re.SearchStep(&stage.AskSearchStep{Method: method, K: k})
			assert.Equal(t, before.After, s.Before, "it goes on where the last one ended")
			assert.GreaterOrEqual(t, s.After, s.Before)
			assert.Equal(t, s.Moved > 0, s.After > s.Before)
			assert.Equal(t, []int{7, 5}[s.Layer-1], s.N)
			require.Len(t, s.Similarities, s.N*s.N)
			require.Len(t, s.Chosen, s.N)
			moved := 0
			for i, j := range s.Chosen {
				if i != j {
					moved++
				}
			}
			assert.Equal(t, moved, s.Moved)
			steps, before = append(steps, s), s
		}
		assert.Equal(t, steps[len(steps)-1], end)
		for k := len(steps); k >= 1; k-- { // and back
			require.Equal(t, wire.Encode(steps[k-1]),
				wire.Encode(re.SearchStep(&stage.AskSearchStep{Method: method, K: k})))
		}
	}
	// At the end π(B) is at its mark.
	end := re.SearchStep(&stage.AskSearchStep{Method: "wm", K: -1})
	plane := r.pairOf("", "wm").Plane
	u, v, off := plane.Project(r.Experiment.Symmetry().Apply(r.Models[1], r.pairOf("", "wm").Permutation))
	assert.Equal(t, [3]float64{u, v, off}, [3]float64{end.U, end.V, end.Off})

	for _, method := range []string{"none", "am", "wm.99", ""} {
		assert.Zero(t, re.SearchStep(&stage.AskSearchStep{Method: method, K: 1}).Count, method)
	}
}

// Swap descent is followed exchange by exchange: each lowers the training loss halfway, they join up, and the last one
// ends at the result's permutation, with the loss of its midpoint.
func TestSwapsAreFollowed(t *testing.T) {
	r, _ := conduct(t, "n=90&nt=40&net=7-5&steps=60&bs=20&seeds=1,2&match=swap&lambdas=5&searchsteps=300&starts=2",
		local(2), false)
	re := NewResponder(r)
	p, _ := r.Result.Find("B", "swap")
	require.Len(t, p.Restarts, 2)
	end := re.SearchStep(&stage.AskSearchStep{Method: "swap", K: -1})
	require.Greater(t, end.Count, 3)
	assert.Equal(t, p.Restart, end.Restart)
	assert.InDelta(t, float64(p.Path.Train.Loss[2]), end.After, 1e-5, "all training examples rate here")
	before := re.SearchStep(&stage.AskSearchStep{Method: "swap", K: 0})
	assert.Zero(t, before.Moved)
	for k := 1; k <= end.Count; k++ {
		s := re.SearchStep(&stage.AskSearchStep{Method: "swap", K: k})
		assert.InDelta(t, before.After, s.Before, 1e-5)
		assert.Less(t, s.After, s.Before)
		assert.Equal(t, 2, s.Moved)
		moved := 0
		for i, j := range s.Chosen {
			if i != j {
				moved++
				assert.Equal(t, i, s.Chosen[j], "two change places")
			}
		}
		assert.Equal(t, 2, moved)
		before = s
	}
	assert.Equal(t, before, end)
	plane := r.pairOf("", "swap").Plane
	u, v, off := plane.Project(r.pairOf("", "swap").Matched)
	assert.InDeltaSlice(t, []float64{u, v, off}, []float64{end.U, end.V, end.Off}, 1e-12)
	other := re.SearchStep(&stage.AskSearchStep{Method: "swap.0", K: -1})
	assert.Zero(t, other.Restart)
}
