package job

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
	"onebasin/lmc/path"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// three returns the parameters of three trained networks.
func three(t *testing.T, f string) (models [][]float32) {
	t.Helper()
	c := NewWorker()
	for i := range 3 {
		m, ok := finish(&Train{Experiment: f, Model: i}, c).(*Trained)
		require.True(t, ok)
		models = append(models, m.Snapshots[len(m.Snapshots)-1])
	}
	return models
}

// However starts are shared out, they are the same, and what they say is so.
func TestJoinIsTheSameHoweverItIsCut(t *testing.T) {
	f := fragment(t, small)
	models := three(t, f)
	l, _ := keys.Parse(f)
	sym := symmetry.MLPSymmetry(l.Experiment.MLP())
	for _, method := range []string{matching.JointMergeMany, matching.JointFrankWolfe} {
		run := func(first, last int) []JointStart {
			m, ok := finish(&MatchJointly{Experiment: f, Method: method, First: first, Last: last, Models: models},
				NewWorker()).(*MatchedJointly)
			require.True(t, ok)
			return m.Starts
		}
		whole := run(0, 4)
		require.Len(t, whole, 4)
		for k, s := range whole {
			assert.Equal(t, whole[k:k+1], run(k, k+1), method)
			var perms []symmetry.Permutation
			for _, p := range s.Permutations {
				perms = append(perms, p)
			}
			assert.InDelta(t, matching.JointObjective(sym.Place(models, perms)), s.Objective, 1e-9)
			assert.NotEmpty(t, s.History)
		}
		assert.NotEqual(t, whole[0].History, whole[1].History)
	}
}

// The mean of a set scores as the mean does, the ensemble of one as the network does, and of all as the mean of the
// probabilities.
func TestRate(t *testing.T) {
	f := fragment(t, small)
	models := three(t, f)
	l, _ := keys.Parse(f)
	e := l.Experiment
	_, test, err := toynets.Generate(e.Spec())
	require.NoError(t, err)
	eval := toynets.NewEvaluator(e.MLP())
	sets := [][]int{{0}, {1}, {2}, {0, 2}, {0, 1, 2}}
	means := &EvaluateMeans{Experiment: f, Models: models, Sets: sets, Ensemble: true}
	m, ok := finish(means, NewWorker()).(*EvaluatedMeans)
	require.True(t, ok)
	for k, set := range sets {
		var of [][]float32
		sum := make([]float64, test.N*test.Classes)
		for _, p := range set {
			of = append(of, models[p])
			one := make([]float32, len(sum))
			eval.Probabilities(one, models[p], test.X, test.N)
			for i, x := range one {
				sum[i] += float64(x)
			}
		}
		score := eval.Score(vector.Mean(of...), test)
		assert.Equal(t, score, toynets.Score{Loss: m.Loss[k], Accuracy: m.Accuracy[k]})
		right := 0
		for i, y := range test.Y {
			if (sum[2*i+1] > sum[2*i]) == (y == 1) {
				right++
			}
		}
		assert.Equal(t, float64(right)/float64(test.N), m.Ensemble[k])
		if len(set) == 1 {
			assert.Equal(t, score.Accuracy, m.Ensemble[k])
		}
	}
	m, ok = finish(&EvaluateMeans{Experiment: f, Models: models, Sets: sets}, NewWorker()).(*EvaluatedMeans)
	require.True(t, ok)
	assert.Empty(t, m.Ensemble)
}

// The loss over a triangle is that over its plane, and missing outside.
func TestMapOfATriangle(t *testing.T) {
	f := fragment(t, small)
	models := three(t, f)
	tri := path.NewTriangle(models[0], models[1], models[2])
	job := EvaluatePlane{Experiment: f, Origin: tri.Origin, E1: tri.E1, E2: tri.E2, U1: 1, V1: 1, N: 9, Last: 9}
	whole := finish(&job, NewWorker()).(*EvaluatedPlane).Loss
	job.Triangle = true
	part := finish(&job, NewWorker()).(*EvaluatedPlane).Loss
	missing := 0
	for k, x := range part {
		beside := path.OutsideTriangle(float64(k%9)/8, float64(k/9)/8)
		if math.IsNaN(x) {
			missing++
			assert.Greater(t, beside, 1./8)
			continue
		}
		assert.LessOrEqual(t, beside, 1./8)
		assert.Equal(t, whole[k], x)
	}
	assert.Greater(t, missing, 10)
}

// A matching to a network that is not A has random streams of its own.
func TestMatchToAnother(t *testing.T) {
	f := fragment(t, small)
	models := three(t, f)
	job := Match{Experiment: f, Method: "wm", From: 2, Last: 6, A: models[1], B: models[2]}
	match := func() *Matched { return finish(&job, NewWorker()).(*Matched) }
	toA := match()
	job.To = 1
	toB := match()
	assert.NotEqual(t, toA.Permutations, toB.Permutations)
}

func TestJointJobsThatDoNotFitAreRefused(t *testing.T) {
	f := fragment(t, small)
	models := three(t, f)
	for _, c := range []struct {
		job    wire.Message
		reason string
	}{
		{&MatchJointly{Experiment: f, Method: "mergemany", Last: 1, Models: models[:1]},
			"1 networks cannot be matched"},
		{&MatchJointly{Experiment: f, Method: "wm", Last: 1, Models: models}, `"wm" is no search`},
		{&MatchJointly{Experiment: f, Method: "mergemany", Last: 7, Models: models}, "starts 0 to 7 of 6"},
		{&MatchJointly{Experiment: f, Method: "mergemany", First: 1, Last: 1, Models: models}, "starts 1 to 1 of 6"},
		{&MatchJointly{Experiment: f, Method: "mergemany", Last: 1, Models: [][]float32{models[0], models[1][1:]}},
			"64 parameters where the network has 65"},
		{&EvaluateMeans{Experiment: f, Models: models}, "no networks to score"},
		{&EvaluateMeans{Experiment: f, Models: models, Sets: [][]int{{0}, {3}}}, "network 3 of 3"},
		{&EvaluateMeans{Experiment: f, Models: models, Sets: [][]int{{}}}, "the mean of no networks"},
		{&EvaluateMeans{Experiment: f, Models: [][]float32{nil}, Sets: [][]int{{0}}},
			"0 parameters where the network has 65"},
	} {
		failed, ok := finish(c.job, NewWorker()).(*wire.Failed)
		require.True(t, ok, c.reason)
		assert.Contains(t, failed.Reason, c.reason)
	}
	models[0][0] = float32(math.NaN())
	for _, method := range []string{"mergemany", "frankwolfe"} {
		all := &MatchJointly{Experiment: f, Method: method, Last: 2, Models: models}
		_, ok := finish(all, NewWorker()).(*wire.Failed)
		assert.True(t, ok, method)
	}
}
