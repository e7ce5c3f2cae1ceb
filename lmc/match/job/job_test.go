package job

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/alignment"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// small is an experiment that takes milliseconds.
const small = "n=60&nt=40&net=6-5&steps=30&bs=20&seeds=1,2,3&restarts=6&lambdas=5"

// fragment returns the canonical form, as jobs carry it.
func fragment(t testing.TB, link string) string {
	t.Helper()
	l, problems := keys.Parse(link)
	require.Empty(t, problems)
	return l.Experiment.Fragment()
}

// finish runs a job to its end and returns its outcome.
func finish(m wire.Message, c lab.Worker) wire.Message {
	s := c.Start(m)
	for s.Step() {
	}
	return s.Outcome()
}

// data returns what the networks of an experiment learn and are tested on.
func data(t testing.TB, f string) (train, test toynets.Data) {
	t.Helper()
	l, problems := keys.Parse(f)
	require.Empty(t, problems)
	train, test, err := toynets.Generate(l.Experiment.Spec())
	require.NoError(t, err)
	return train, test
}

// trained returns the parameters of two trained networks.
func trained(t testing.TB, f string) (a, b []float32) {
	t.Helper()
	c := NewWorker()
	last := func(i int) []float32 {
		m, ok := finish(&Train{Experiment: f, Model: i}, c).(*Trained)
		require.True(t, ok)
		return m.Snapshots[len(m.Snapshots)-1]
	}
	return last(0), last(1)
}

// Snapshots are taken at equal distances, from before the first step to after the last, and are the trainer's
// parameters there.
func TestTrain(t *testing.T) {
	for _, c := range []struct {
		link  string
		steps []int
	}{
		{small, nil},
		{"n=60&nt=40&net=6&steps=0", []int{0}},
		{"n=60&nt=40&net=6&steps=1", []int{0, 1}},
		{"n=60&nt=40&net=6&steps=120", nil},
	} {
		f := fragment(t, c.link)
		l, _ := keys.Parse(f)
		e := l.Experiment
		m, ok := finish(&Train{Experiment: f, Model: 1}, NewWorker()).(*Trained)
		require.True(t, ok)
		assert.Equal(t, -1, m.DivergedAt)
		require.Len(t, m.Snapshots, len(m.Steps))
		require.Len(t, m.Losses, len(m.Steps))
		if c.steps != nil {
			assert.Equal(t, c.steps, m.Steps)
		}
		assert.Equal(t, 0, m.Steps[0])
		assert.Equal(t, e.Steps, m.Steps[len(m.Steps)-1])
		assert.True(t, math.IsNaN(m.Losses[0]))

		train, _, err := toynets.Generate(e.Spec())
		require.NoError(t, err)
		trainer := toynets.NewTrainer(e.MLP(), train, e.Recipe(1))
		for k, at := range m.Steps {
			for trainer.Steps() < at {
				trainer.Step()
			}
			require.Equal(t, trainer.Theta(), m.Snapshots[k], "step %d", at)
			if at > 0 {
				require.Equal(t, trainer.Loss(), m.Losses[k])
			}
		}
	}
}

func TestDivergedTrainingSaysWhen(t *testing.T) {
	f := fragment(t, "n=60&nt=40&net=6-6&opt=sgd&lr=10&mom=0.999&steps=400")
	m, ok := finish(&Train{Experiment: f}, NewWorker()).(*Trained)
	require.True(t, ok)
	assert.GreaterOrEqual(t, m.DivergedAt, 0)
	assert.Less(t, m.DivergedAt, 400)
	assert.Equal(t, m.DivergedAt, m.Steps[len(m.Steps)-1])
}

// However restarts are shared out, the same ones are run, and the same one wins.
func TestMatchIsTheSameHoweverItIsCut(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	match := func(first, last int) *Matched {
		m, ok := finish(&Match{Experiment: f, Method: "wm", From: 1, First: first, Last: last, A: a, B: b},
			NewWorker()).(*Matched)
		require.True(t, ok)
		return m
	}
	whole := match(0, 6)
	require.Len(t, whole.Objectives, 6)
	require.Len(t, whole.Sweeps, 6)
	for _, o := range whole.Objectives {
		assert.LessOrEqual(t, o, whole.Objectives[whole.Best])
	}
	for k := range whole.Best {
		assert.Less(t, whole.Objectives[k], whole.Objectives[whole.Best], "the first of equals wins")
	}
	for k := range 6 {
		one := match(k, k+1)
		assert.Equal(t, whole.Objectives[k:k+1], one.Objectives)
		assert.Equal(t, whole.Sweeps[k:k+1], one.Sweeps)
		assert.Equal(t, k, one.Best)
		if k == whole.Best {
			assert.Equal(t, whole.Permutation, one.Permutation)
		}
	}
	l, _ := keys.Parse(f)
	sym := symmetry.MLPSymmetry(l.Experiment.MLP())
	assert.InDelta(t, whole.Objectives[whole.Best], matching.Objective(a, sym.Apply(b, whole.Permutation)), 1e-12)
}

// However rows are shared out, a landscape is the same, and its losses are those of the network at that point.
func TestMapIsTheSameHoweverItIsCut(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	l, _ := keys.Parse(f)
	e := l.Experiment
	c := symmetry.MLPSymmetry(e.MLP()).Apply(b, symmetry.Permutation{{1, 0, 2, 3, 4, 5}, {4, 3, 2, 1, 0}})
	p, _, err := path.NewPlane(a, b, c, toynets.Stream(1, "plane"))
	require.NoError(t, err)
	rows := func(first, last int) []float64 {
		m, ok := finish(&EvaluatePlane{Experiment: f, Origin: p.Origin, E1: p.E1, E2: p.E2, U0: -0.5, U1: 1.5,
			V0: -1, V1: 1,
			N: 5, First: first, Last: last}, NewWorker()).(*EvaluatedPlane)
		require.True(t, ok)
		return m.Loss
	}
	whole := rows(0, 5)
	require.Len(t, whole, 25)
	assert.Equal(t, whole, append(rows(0, 2), append(rows(2, 3), rows(3, 5)...)...))
	_, test, err := toynets.Generate(e.Spec())
	require.NoError(t, err)
	eval, theta := toynets.NewEvaluator(e.MLP()), make([]float32, len(a))
	for k, loss := range whole {
		u, v := -0.5+2*float64(k%5)/4, -1+2*float64(k/5)/4
		for i := range theta {
			theta[i] = float32(float64(p.Origin[i]) + u*float64(p.E1[i]) + v*float64(p.E2[i]))
		}
		assert.InDelta(t, eval.Score(theta, test).Loss, loss, 1e-4*(1+loss))
	}
}

func TestWalk(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	l, _ := keys.Parse(f)
	e := l.Experiment
	sym := symmetry.MLPSymmetry(e.MLP())
	perm := sym.Random(toynets.Stream(1, "walk"))
	w, ok := finish(&EvaluateLine{Experiment: f, A: a, B: b, Permutation: perm}, NewWorker()).(*EvaluatedLine)
	require.True(t, ok)
	train, test, err := toynets.Generate(e.Spec())
	require.NoError(t, err)
	line := path.NewLine(e.MLP(), a, sym.Apply(b, perm), train, test)
	for k, lambda := range measure.Lambdas(5) {
		wantTrain, wantTest := line.Score(lambda)
		assert.Equal(t, wantTrain, toynets.Score{Loss: w.TrainLoss[k], Accuracy: w.TrainAccuracy[k]})
		assert.Equal(t, wantTest, toynets.Score{Loss: w.TestLoss[k], Accuracy: w.TestAccuracy[k]})
	}
	assert.Less(t, w.FunctionError, 1e-5, "π(B) is the function that B is")
	x, y := make([]float32, 2*test.N), make([]float32, 2*test.N)
	eval, worst := toynets.NewEvaluator(e.MLP()), 0.0
	eval.Logits(x, b, test.X, test.N)
	eval.Logits(y, sym.Apply(b, perm), test.X, test.N)
	for i := range x {
		worst = max(worst, math.Abs(float64(x[i])-float64(y[i])))
	}
	assert.Positive(t, worst, "float32 sums in another order")
	assert.Equal(t, worst, w.FunctionError)
	straight := &EvaluateLine{Experiment: f, A: a, B: b, Permutation: sym.Identity()}
	same, _ := finish(straight, NewWorker()).(*EvaluatedLine)
	assert.Zero(t, same.FunctionError)
}

// A network is aligned with itself, by its truncated polar factors.
func TestDecompose(t *testing.T) {
	w := []float32{3, 0, 0, 0, -1, 0} // s = 3, 1; T_0 = sign
	m, ok := finish(&Decompose{Out: 2, In: 3, Weight: w, Gammas: []float64{0, 0.3, 0.5}}, NewWorker()).(*Decomposed)
	require.True(t, ok)
	assert.Equal(t, []int{2, 2, 1}, m.Kept)
	assert.Equal(t, [][]float32{{1, 0, 0, 0, -1, 0}, {1, 0, 0, 0, -1, 0}, {1, 0, 0, 0, 0, 0}}, m.Factors)
}

// A worker that has seen another experiment gives the same bits as a fresh one.
func TestAWorkerKeepsNothingOfTheLastExperiment(t *testing.T) {
	f, g := fragment(t, small), fragment(t, small+"&dseed=7&data=moons")
	want := finish(&Train{Experiment: f}, NewWorker()).(*Trained)
	c := NewWorker()
	for _, e := range []string{f, g, f, f} {
		got := finish(&Train{Experiment: e}, c).(*Trained)
		if e == f {
			require.Equal(t, want.Snapshots, got.Snapshots)
		} else {
			require.NotEqual(t, want.Snapshots, got.Snapshots)
		}
	}
}

// Fractions rise from 0 to 1 and notes say something.
func TestProgress(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	l, _ := keys.Parse(f)
	id := symmetry.MLPSymmetry(l.Experiment.MLP()).Identity()
	for _, m := range []wire.Message{
		&Train{Experiment: f}, &Match{Experiment: f, Method: "wm", From: 1, Last: 6, A: a, B: b},
		&EvaluateLine{Experiment: f, A: a, B: b, Permutation: id},
		&Decompose{Out: 6, In: 2, Weight: a[:12], Gammas: alignment.Gammas},
		&EvaluatePlane{Experiment: f, Origin: a, E1: b, E2: b, U1: 1, V1: 1, N: 3, Last: 3},
	} {
		s := NewWorker().Start(m)
		before := s.Fraction()
		assert.Zero(t, before, "%T", m)
		for more := true; more; {
			assert.NotEmpty(t, s.Note())
			more = s.Step()
			require.GreaterOrEqual(t, s.Fraction(), before, "%T", m)
			before = s.Fraction()
		}
		assert.Equal(t, 1.0, before, "%T", m)
	}
}
