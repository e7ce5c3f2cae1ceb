package job

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
	"onebasin/lmc/spectrum"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// A descent keeps every place of the search that Match makes, from the same stream, and begins where it is told.
func TestDescend(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	for restart := range 3 {
		want := finish(&Match{Experiment: f, Method: "wm", From: 1, First: restart, Last: restart + 1, A: a, B: b},
			NewWorker()).(*Matched)
		trace := &TraceDescent{Experiment: f, Method: "wm", From: 1, Restart: restart, A: a, B: b}
		got := finish(trace, NewWorker()).(*TracedDescent)
		n := len(got.Permutations)
		require.Equal(t, 1+2*want.Sweeps[0], n, "two layers a sweep, and the start")
		assert.Equal(t, want.Permutation, got.Permutations[n-1])
		last := math.Inf(-1)
		l, _ := keys.Parse(f)
		sym := symmetry.MLPSymmetry(l.Experiment.MLP())
		for _, p := range got.Permutations {
			now := matching.Objective(a, sym.Apply(b, p))
			assert.GreaterOrEqual(t, now, last)
			last = now
		}
		again := finish(&TraceDescent{Experiment: f, Method: "x", From: 1, Start: want.Permutation, A: a, B: b},
			NewWorker()).(*TracedDescent)
		for _, p := range again.Permutations {
			assert.Equal(t, want.Permutation, p, "there is nothing left to gain")
		}
	}
}

// CompareSpectra gives what the functions give that it is made of.
func TestSpectra(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	l, _ := keys.Parse(f)
	m := l.Experiment.MLP()
	sym := symmetry.MLPSymmetry(m)
	p := sym.Random(toynets.Stream(1, "spectra"))
	gammas := []float64{0, 0.4}
	got := finish(&CompareSpectra{Experiment: f, A: a, B: b, Permutations: [][][]int{sym.Identity(), p}, Gammas: gammas,
		Merged: true, Detail: true, Layers: []int{2}, Side: 4}, NewWorker()).(*ComparedSpectra)
	pb := sym.Apply(b, p)
	decompose := func(theta []float32) *spectrum.Singular {
		d, err := spectrum.Decompose(m, theta)
		require.NoError(t, err)
		return d
	}
	mid := make([]float32, len(a))
	for i := range mid {
		mid[i] = (a[i] + pb[i]) / 2
	}
	for k, r := range spectrum.Align(decompose(a), decompose(pb), gammas) {
		assert.InDelta(t, float64(r.R), got.R[1][k], 2e-6)
	}
	for k, r := range spectrum.Align(decompose(mid), decompose(a), gammas) {
		assert.InDelta(t, float64(r.R), got.MergedA[k], 2e-6)
	}
	for k, r := range spectrum.Align(decompose(mid), decompose(pb), gammas) {
		assert.InDelta(t, float64(r.R), got.MergedB[k], 2e-6)
	}
	require.Len(t, got.ValuesA, 3)
	assert.Len(t, got.Inputs, 3)
	assert.Equal(t, []int{4}, got.Sides)
	assert.Len(t, got.Products[1], 16)
	for n := range got.Left {
		assert.InDeltaSlice(t, got.Left[n], got.Right[n], 1e-12)
	}
	assert.InDelta(t, matching.Objective(m.Weight(a, 2), m.Weight(pb, 2)), got.Left[1][1], 1e-12)
	_, test, err := toynets.Generate(l.Experiment.Spec())
	require.NoError(t, err)
	var total float64
	for _, x := range test.X {
		total += float64(x) * float64(x) / float64(test.N)
	}
	assert.InEpsilon(t, total, got.InputTotals[0], 1e-5)
}

// The whole of the weights is a part like another, and its search is weight matching's without biases; the rest of the
// whole is nothing, where the first start, the identity, is as good as any.
func TestMatchParts(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	l, _ := keys.Parse(f)
	e := l.Experiment
	sym := symmetry.MLPSymmetry(e.MLP())
	got := finish(&MatchParts{Experiment: f, From: 1, Ranks: []int{6, 6, 1}, Rest: []int{0, 1, 0}, Restarts: 3, A: a,
		B: b}, NewWorker()).(*MatchedParts)
	require.Len(t, got.Permutations, 3)
	bare := func(theta []float32) []float32 {
		theta = append([]float32(nil), theta...)
		for l := 1; l <= e.MLP().Layers(); l++ {
			clear(e.MLP().Bias(theta, l))
		}
		return theta
	}
	best := math.Inf(-1)
	for restart := range 3 {
		wm := WeightSearch(e, "top-6", 1, restart, bare(a), bare(b))
		for wm.Step() {
		}
		best = max(best, wm.Objective())
	}
	assert.InDelta(t, best, matching.Objective(bare(a), sym.Apply(bare(b), got.Permutations[0])), 1e-4)
	assert.Equal(t, [][]int(sym.Identity()), got.Permutations[1])
	alone := finish(&MatchParts{Experiment: f, From: 1, Ranks: []int{1}, Rest: []int{0}, Restarts: 3, A: a, B: b},
		NewWorker()).(*MatchedParts)
	assert.Equal(t, got.Permutations[2:], alone.Permutations, "parts do not see one another")
}

// The estimate's truth is that of the line, over the examples asked for.
func TestEstimate(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	id := [][]int{{0, 1, 2, 3, 4, 5}, {0, 1, 2, 3, 4}}
	got := finish(&EstimateExcess{Experiment: f, Rows: 60, A: a, B: b, Permutation: id}, NewWorker()).(*EstimatedExcess)
	walked := finish(&EvaluateLine{Experiment: f, A: a, B: b, Permutation: id}, NewWorker()).(*EvaluatedLine)
	l := walked.TrainLoss
	assert.InDelta(t, l[2]-(l[0]+l[4])/2, got.Midpoint, 1e-12)
	part := finish(&EstimateExcess{Experiment: f, Rows: 20, A: a, B: b, Permutation: id},
		NewWorker()).(*EstimatedExcess)
	assert.NotEqual(t, got.Midpoint, part.Midpoint)
	same := finish(&EstimateExcess{Experiment: f, Rows: 60, A: a, B: a, Permutation: id},
		NewWorker()).(*EstimatedExcess)
	assert.Equal(t, EstimatedExcess{}, *same)
}
