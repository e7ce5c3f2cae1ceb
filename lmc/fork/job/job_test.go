package job

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/excess"
	"onebasin/lmc/fork/keys"
	"onebasin/lmc/lab/labtest"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/lab/wire/wiretest"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// small is an experiment that takes milliseconds, smooth, so that derivatives can be judged by differences.
const small = "lab=fork&data=gauss&n=60&nt=40&dim=4&classes=3&net=7-5&act=tanh&steps=40&bs=16&lr=0.03" +
	"&lambdas=5&forks=0,7,40"

func TestMessages(t *testing.T) { wiretest.Messages(t, Messages()) }

func FuzzMessages(f *testing.F) { wiretest.Fuzz(f, Messages()) }

func finish(t testing.TB, m wire.Message) wire.Message {
	t.Helper()
	s := NewWorker().Start(m)
	for last := 0.0; s.Step(); {
		require.GreaterOrEqual(t, s.Fraction(), last)
		last = s.Fraction()
	}
	return s.Outcome()
}

func trained(t testing.TB, m wire.Message) *Trained {
	t.Helper()
	out, ok := finish(t, m).(*Trained)
	require.True(t, ok)
	return out
}

func setting(t testing.TB) (keys.Experiment, toynets.Data, toynets.Data) {
	l, problems := keys.Parse(small)
	require.Empty(t, problems)
	train, test, err := toynets.Generate(l.Experiment.Spec())
	require.NoError(t, err)
	return l.Experiment, train, test
}

// A's training has a checkpoint at every fork. What goes on from one by A's own order ends where A does, to the bit, as
// does what goes on by another order from the last step; by another order from an earlier one it does not.
func TestTraining(t *testing.T) {
	e, train, _ := setting(t)
	a := trained(t, &Train{small, 0})
	require.Len(t, a.Checkpoints, 3)
	judge := toynets.NewTrainer(e.MLP(), train, e.Recipe(0))
	assert.Equal(t, judge.Theta(), a.Snapshots[0])
	for judge.Step() {
	}
	assert.Equal(t, judge.Theta(), a.Theta())
	assert.Equal(t, 40, a.Steps[len(a.Steps)-1])
	assert.Contains(t, a.Steps, 7)
	for i, k := range []int{0, 7, 40} {
		c := a.Checkpoints[i]
		assert.Equal(t, k, c.Steps)
		same := trained(t, &Continue{small, 0, c})
		assert.Equal(t, a.Theta(), same.Theta(), "step %d", k)
		assert.Equal(t, c.Theta, same.Snapshots[0])
		other := trained(t, &Continue{small, 1, c})
		assert.Equal(t, k == 40, slices.Equal(a.Theta(), other.Theta()), "step %d", k)
		assert.Empty(t, other.Checkpoints)
	}
	init := trained(t, &Train{small, 1})
	assert.NotEqual(t, a.Snapshots[0], init.Snapshots[0])
	refuse(t, "no model", &Train{small, 2})
	refuse(t, "step 41", &Continue{small, 1,
		Checkpoint{Steps: 41, Theta: a.Theta(), First: a.Theta(), Second: a.Theta()}})
	refuse(t, "parameters", &Continue{small, 1, Checkpoint{}})
}

func refuse(t testing.TB, why string, m wire.Message) {
	t.Helper()
	failed, ok := finish(t, m).(*wire.Failed)
	require.True(t, ok)
	assert.Contains(t, failed.Reason, why)
}

func pair(t testing.TB) (a, b []float32) {
	return trained(t, &Train{small, 0}).Theta(), trained(t, &Train{small, 1}).Theta()
}

// The path is that of path.Line to the bit, and D − J − E is the excess of the loss over the chord.
func TestWalkLine(t *testing.T) {
	e, train, test := setting(t)
	a, b := pair(t)
	for _, lambdas := range []string{"5", "6"} {
		w := finish(t, &WalkLine{strings.Replace(small, "lambdas=5", "lambdas="+lambdas, 1), a, b}).(*WalkedLine)
		line := path.NewLine(e.MLP(), a, b, train, test)
		l := measure.Lambdas(len(w.TrainLoss))
		assert.Len(t, l, int(lambdas[0]-'0'))
		for k, at := range l {
			on, off := line.Score(at)
			assert.Equal(t, on, toynets.Score{Loss: w.TrainLoss[k], Accuracy: w.TrainAccuracy[k]})
			assert.Equal(t, off, toynets.Score{Loss: w.TestLoss[k], Accuracy: w.TestAccuracy[k]})
			above := w.TrainLoss[k] - (1-at)*w.TrainLoss[0] - at*w.TrainLoss[len(l)-1]
			assert.InDelta(t, above, w.D[k]-w.J[k]-w.E[k], 1e-6, "float32 losses against float64")
			assert.GreaterOrEqual(t, w.J[k], -1e-15)
		}
		worst := 0.0
		for k := range l {
			worst = max(worst, w.D[k]-w.J[k]-w.E[k])
		}
		require.Len(t, w.Excess, train.N)
		if lambdas == "5" {
			assert.InDelta(t, worst, excess.Mean(w.Excess), 1e-12)
			assert.Empty(t, w.Middle)
			continue
		}
		on, off := line.Score(0.5)
		assert.Equal(t, []float64{on.Loss, on.Accuracy, off.Loss, off.Accuracy}, w.Middle)
	}
	refuse(t, "parameters", &WalkLine{small, a, b[1:]})
}

// One layer moves and no other. The estimate's terms are the slopes and curvatures at the ends of that line, which
// differences judge; and the excess halfway is −∫ min(½,t)(1−max(½,t)) ΔᵀH(θ(t))Δ dt.
func TestWalkLayer(t *testing.T) {
	e, train, _ := setting(t)
	m := e.MLP()
	a, b := pair(t)
	for l := range m.Layers() + 1 {
		w := finish(t, &WalkLayer{small, a, b, l}).(*WalkedLayer)
		end := b
		if l > 0 {
			end = Moved(m, a, b, l)
			for k := 1; k <= m.Layers(); k++ {
				from := a
				if k == l {
					from = b
				}
				assert.Equal(t, m.Weight(from, k), m.Weight(end, k))
				assert.Equal(t, m.Bias(from, k), m.Bias(end, k))
			}
		}
		line := path.NewLine(m, a, end, train, train)
		loss := func(at float64) float64 { return line.TestScore(at).Loss }
		for k, at := range measure.Lambdas(len(w.Loss)) {
			assert.Equal(t, loss(at), w.Loss[k])
		}
		assert.Equal(t, l == 0, len(w.Loss) == 0)

		const h = 1. / 32
		first := func(at, sign float64) float64 {
			return sign * (-1.5*loss(at) + 2*loss(at+sign*h) - 0.5*loss(at+2*sign*h)) / h
		}
		second := func(at, sign float64) float64 {
			return (2*loss(at) - 5*loss(at+sign*h) + 4*loss(at+2*sign*h) - loss(at+3*sign*h)) / (h * h)
		}
		// −Δ·g_B/4 + Δ·g_A/4: the slope along the line.
		assert.InDelta(t, (first(0, 1)-first(1, -1))/4, w.Slope, 0.05*max(0.05, math.Abs(w.Slope)), "layer %d", l)
		assert.InDelta(t, (second(0, 1)+second(1, -1))/16, w.Curvature,
			0.1*max(0.1, math.Abs(w.Curvature)), "layer %d", l)

		delta, product := make([]float32, len(a)), make([]float64, len(a))
		for i := range delta {
			delta[i] = end[i] - a[i]
		}
		hessian := toynets.NewHessian(m, train, 60)
		integral := 0.0
		const n = 64 // Simpson's intervals, of which the kink at ½ ends one
		for k := range n + 1 {
			at := float64(k) / n
			weight := []float64{2, 4}[k%2]
			if k == 0 || k == n {
				weight = 1
			}
			hessian.Product(product, line.At(at), delta)
			curvature := 0.0
			for i, v := range product {
				curvature += v * float64(delta[i])
			}
			integral += weight / (3 * n) * min(0.5, at) * (1 - max(0.5, at)) * curvature
		}
		above := loss(0.5) - (loss(0)+loss(1))/2
		assert.InDelta(t, above, -integral, 1e-3*max(0.05, above), "layer %d", l)
	}
	refuse(t, "no layer 4", &WalkLayer{small, a, b, 4})
}

// A copy of A is brought back by the identity alone.
func TestMatch(t *testing.T) {
	a, b := pair(t)
	same := finish(t, &Match{small, "x", 0, a, a}).(*Matched)
	assert.Equal(t, same.Before, same.After)
	for _, units := range same.Permutation {
		assert.True(t, slices.IsSorted(units))
	}
	other := finish(t, &Match{small, "x", 0, a, b}).(*Matched)
	assert.Greater(t, other.After, other.Before)
	start := finish(t, &Match{small, "x", 1, a, a}).(*Matched)
	assert.Less(t, start.Before, same.Before, "a random start")
}

func TestEvaluatePlane(t *testing.T) {
	e, train, _ := setting(t)
	a, b := pair(t)
	p, _, err := path.NewPlane(a, b, make([]float32, len(a)), nil)
	require.NoError(t, err)
	m := &EvaluatePlane{small, p.Origin, p.E1, p.E2, 0, 1, 0, 1, 3, 1, 3}
	got := finish(t, m).(*EvaluatedPlane).Loss
	require.Len(t, got, 6)
	eval := toynets.NewEvaluator(e.MLP())
	theta := make([]float32, len(a))
	for i := range theta {
		theta[i] = p.Origin[i] + 0.5*p.E1[i] + p.E2[i]
	}
	assert.InDelta(t, eval.Score(theta, train).Loss, got[4], 1e-5)
	m.Last = 4
	refuse(t, "rows 1 to 4", m)
}

// Whatever a message says of the small experiment, it is begun or refused.
func FuzzStart(f *testing.F) {
	a, b := pair(f)
	labtest.Jobs(f, NewWorker(), Messages(), small, &Train{small, 0}, &Train{small, 1},
		&Continue{small, 1, Checkpoint{Steps: 7, Theta: a, First: a, Second: a}}, &WalkLine{small, a, b},
		&WalkLayer{small, a, b, 1}, &Match{small, "x", 1, a, b}, &EvaluatePlane{small, a, b, b, 0, 1, 0, 1, 4, 0, 4})
}
