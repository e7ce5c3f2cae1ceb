package job

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/wire"
)

// What does not fit is refused in words, not by a panic in a worker.
func TestJobsThatDoNotFitAreRefused(t *testing.T) {
	f := fragment(t, small) // 2-6-5-2
	a, b := trained(t, f)
	short := a[1:]
	id := [][]int{{0, 1, 2, 3, 4, 5}, {0, 1, 2, 3, 4}}
	for _, c := range []struct {
		job    wire.Message
		reason string
	}{
		{&Train{Experiment: f, Model: 3}, "there is no model 3"},
		{&Train{Experiment: f, Model: -1}, "there is no model -1"},
		{&Train{Experiment: "net=0"}, "net takes whole numbers from 1 to 1024 joined by “-”, not “0”; used 64-64"},
		{&Train{Experiment: fragment(t, "data=strokes&side=28&n=60000&nt=60000&net=1024-1024-1024-1024-1024"+
			"&seeds=1,2,3,4,5,6,7,8")}, "this experiment would need about"},
		{&Match{Experiment: f, Method: "wm", From: 1, Last: 1, A: short, B: b},
			"64 parameters where the network has 65"},
		{&Match{Experiment: f, Method: "wm", From: 1, Last: 1, A: a}, "0 parameters where the network has 65"},
		{&Match{Experiment: f, Method: "wm", From: 1, First: 2, Last: 2, A: a, B: b}, "restarts 2 to 2 of 6"},
		{&Match{Experiment: f, Method: "wm", From: 1, First: 0, Last: 7, A: a, B: b}, "restarts 0 to 7 of 6"},
		{&Match{Experiment: f, Method: "wm", From: 1, First: -1, Last: 1, A: a, B: b}, "restarts -1 to 1 of 6"},
		{&EvaluateLine{Experiment: f, A: a, B: short, Permutation: id}, "64 parameters where the network has 65"},
		{&EvaluateLine{Experiment: f, A: a, B: b}, "a permutation of 0 layers where the network has 2"},
		{&EvaluateLine{Experiment: f, A: a, B: b, Permutation: id[:1]},
			"a permutation of 1 layers where the network has 2"},
		{&EvaluateLine{Experiment: f, A: a, B: b, Permutation: [][]int{{0, 1, 2, 3, 4}, {0, 1, 2, 3, 4}}},
			"a permutation of 5 units where layer 1 has 6"},
		{&EvaluateLine{Experiment: f, A: a, B: b, Permutation: [][]int{{0, 1, 2, 3, 4, 4}, {0, 1, 2, 3, 4}}},
			"layer 1: not a permutation"},
		{&Decompose{Out: 3, In: 5, Weight: a[:12]}, "12 weights are no matrix of 3×5"},
		{&Decompose{}, "0 weights are no matrix of 0×0"},
		{&Decompose{Out: -3, In: -4, Weight: a[:12]}, "12 weights are no matrix of -3×-4"},
		{&EvaluatePlane{Experiment: f, Origin: a, E1: b, E2: short, N: 4, Last: 4},
			"64 parameters where the network has 65"},
		{&EvaluatePlane{Experiment: f, Origin: a, E1: b, E2: b, N: 1, Last: 1}, "rows 0 to 1 of a grid of 1"},
		{&EvaluatePlane{Experiment: f, Origin: a, E1: b, E2: b, N: 1 << 40, Last: 1},
			"rows 0 to 1 of a grid of 1099511627776"},
		{&EvaluatePlane{Experiment: f, Origin: a, E1: b, E2: b, N: 4, First: 3, Last: 5}, "rows 3 to 5 of a grid of 4"},
		{&CompareSpectra{Experiment: f, A: a, B: short}, "64 parameters where the network has 65"},
		{&CompareSpectra{Experiment: f, A: a, B: b, Permutations: [][][]int{id, id[:1]}},
			"a permutation of 1 layers where the network has 2"},
		{&CompareSpectra{Experiment: f, A: a, B: b, Merged: true}, "there is no network halfway without a permutation"},
		{&EstimateExcess{Experiment: f, Rows: 9, A: short, B: b, Permutation: id},
			"64 parameters where the network has 65"},
		{&EstimateExcess{Experiment: f, Rows: 9, A: a, B: b}, "a permutation of 0 layers where the network has 2"},
		{&EstimateExcess{Experiment: f, Rows: 61, A: a, B: b, Permutation: id}, "61 of 60 training examples"},
		{&EstimateExcess{Experiment: f, A: a, B: b, Permutation: id}, "0 of 60 training examples"},
		{&TraceDescent{Experiment: f, Method: "wm", From: 1, A: a, B: short}, "64 parameters where the network has 65"},
		{&TraceDescent{Experiment: f, Method: "wm", From: 1, A: a, B: b, Start: id[1:]},
			"a permutation of 1 layers where the network has 2"},
		{&MatchParts{Experiment: f, From: 1, Ranks: []int{1}, Rest: []int{0}, Restarts: 1, A: short, B: b},
			"64 parameters where the network has 65"},
		{&MatchParts{Experiment: f, From: 1, Ranks: []int{1}, Restarts: 1, A: a, B: b}, "no parts to match"},
		{&MatchParts{Experiment: f, From: 1, Ranks: []int{1}, Rest: []int{0}, A: a, B: b}, "no parts to match"},
		{&MatchParts{Experiment: f, From: 1, Ranks: []int{1, -1}, Rest: []int{0, 0}, Restarts: 1, A: a, B: b},
			"a part of -1 singular vectors"},
		{&Repair{Experiment: f, Rows: 9, A: short, B: b}, "64 parameters where the network has 65"},
		{&Repair{Experiment: f, Rows: 61, A: a, B: b}, "61 of 60 examples"},
		{&Repair{Experiment: f, A: a, B: b}, "0 of 60 examples"},
		{&TrainCurve{Experiment: f, A: a, B: short, N: 2}, "64 parameters where the network has 65"},
		{&TrainCurve{Experiment: f, A: a, B: b, Steps: -1, N: 2}, "a path of 2 points trained for -1 steps"},
		{&TrainCurve{Experiment: f, A: a, B: b, N: 1}, "a path of 1 points trained for 0 steps"},
		{&FindCurvature{Experiment: f, Theta: short, Rows: 9, Products: 9}, "64 parameters where the network has 65"},
		{&FindCurvature{Experiment: f, Theta: a, Rows: 61, Products: 9}, "61 of 60 examples"},
		{&FindCurvature{Experiment: f, Theta: a, Rows: 9, Top: 3},
			"0 products for 3 and 0 eigenvalues with 0 directions"},
		{&FindCurvature{Experiment: f, Theta: a, Rows: 9, Products: 9, Bottom: -1},
			"9 products for 0 and -1 eigenvalues with 0 directions"},
		{&EvaluatedLine{}, "*job.EvaluatedLine is not a job"},
		{nil, "<nil> is not a job"},
	} {
		s := NewWorker().Start(c.job)
		for s.Step() { // what fits the experiment but not its job is known once there are data
		}
		assert.Equal(t, 1.0, s.Fraction())
		failed, ok := s.Outcome().(*wire.Failed)
		require.True(t, ok, "%T: %T", c.job, s.Outcome())
		assert.Contains(t, failed.Reason, c.reason)
	}
}

// Parameters that are not finite, or whose products are not, are no reason to end more than the search.
func TestSearchAmongNaNsFails(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	var zero float32

	for _, x := range []float32{zero / zero, 1e38} {
		b[3], a[3] = x, x
		matched, ok := finish(&Match{Experiment: f, Method: "wm", From: 1, Last: 2, A: a, B: b}, NewWorker()).(*Matched)
		require.True(t, ok)
		assert.Equal(t, "the weights are too large for the computer’s numbers", matched.Note)
		assert.Nil(t, matched.Permutation)
	}
	b[3] = zero / zero
	failed, ok := finish(&Decompose{Out: 2, In: 2, Weight: b[:4], Gammas: []float64{0}}, NewWorker()).(*wire.Failed)
	require.True(t, ok)
	assert.Equal(t, "there are no singular values of weights that are not finite", failed.Reason)
}
