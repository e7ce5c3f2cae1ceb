package job

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
)

// Repair's plain values are those of EvaluateLine, its ends are the networks themselves, every unit that can has its
// deviation; the same however λ is cut.
func TestRepair(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	walk := finish(&EvaluateLine{Experiment: f, A: a, B: b, Permutation: [][]int{{0, 1, 2, 3, 4, 5}, {0, 1, 2, 3, 4}}},
		NewWorker()).(*EvaluatedLine)
	repair := func(lambda []float64) *Repaired {
		return finish(&Repair{Experiment: f, Rows: 50, A: a, B: b, Lambda: lambda}, NewWorker()).(*Repaired)
	}
	lambda := measure.Lambdas(5)
	got := repair(lambda)
	assert.Equal(t, walk.TestLoss, got.PlainLoss)
	assert.Equal(t, walk.TestAccuracy, got.PlainAccuracy)
	for _, k := range []int{0, 4} {
		assert.Equal(t, got.PlainLoss[k], got.Loss[k])
		assert.Equal(t, []float64{1, 1}, got.Before[k])
	}
	assert.NotEqual(t, got.PlainLoss[2], got.Loss[2])
	for k := range lambda {
		assert.InDeltaSlice(t, []float64{1, 1}, got.After[k], 1e-5)
		one := repair(lambda[k : k+1])
		assert.Equal(t, got.Loss[k:k+1], one.Loss)
		assert.Equal(t, got.Before[k:k+1], one.Before)
	}
}

// A trained curve's control point is the training's, and its path the control point's.
func TestBend(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	train, test := data(t, f)
	l, _ := keys.Parse(f)
	e := l.Experiment
	for _, chain := range []bool{false, true} {
		c := NewWorker()
		job := &TrainCurve{Experiment: f, Name: "bend", A: a, B: b, Chain: chain, Steps: 25, N: 5}
		got := finish(job, c).(*TrainedCurve)
		s := path.NewCurveTraining(e.MLP(), a, b, chain, train, 25, e.MatchStream("bend", 1, 0))
		for s.Step() {
		}
		require.Equal(t, s.Path().C, got.Control)
		require.Len(t, got.Loss, 5)
		theta := make([]float32, len(a))
		for k, u := range measure.Lambdas(5) {
			path.Curve{A: a, C: got.Control, B: b, Chain: chain}.AtTo(theta, u)
			score := path.NewLine(e.MLP(), theta, theta, train, test).TestScore(0)
			assert.Equal(t, [2]float64{score.Loss, score.Accuracy}, [2]float64{got.Loss[k], got.Accuracy[k]})
		}
	}
}

func TestProgressOfRepairAndBend(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	for _, m := range []wire.Message{&Repair{Experiment: f, Rows: 60, A: a, B: b, Lambda: measure.Lambdas(3)},
		&TrainCurve{Experiment: f, Name: "bend", A: a, B: b, Steps: 25, N: 5},
		&TrainCurve{Experiment: f, A: a, B: b, N: 2}} {
		s := NewWorker().Start(m)
		before := 0.0
		for more := true; more; {
			more = s.Step()
			require.GreaterOrEqual(t, s.Fraction(), before)
			before = s.Fraction()
			assert.NotEmpty(t, s.Note())
		}
		assert.InDelta(t, 1, before, 1e-12, "%T", m)
	}
}
