package job

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/labtest"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/lab/wire/wiretest"
	"onebasin/lmc/sequence/keys"
	"onebasin/lmc/sequence/pruning"
)

func TestMessages(t *testing.T) { wiretest.Messages(t, Messages()) }

func FuzzMessages(f *testing.F) { wiretest.Fuzz(f, Messages()) }

const small = "n=60&nt=40&net=6-5&steps=30&bs=10&checkpoints=0,3,9&rewind=4&lambdas=5"

func done(t testing.TB, m wire.Message) wire.Message {
	t.Helper()
	s := NewWorker().Start(m)
	for s.Step() {
		assert.LessOrEqual(t, s.Fraction(), 1.0)
		assert.NotEmpty(t, s.Note())
	}
	return s.Outcome()
}

func experiment(t testing.TB, link string) (keys.Experiment, string) {
	t.Helper()
	l, problems := keys.Parse(link)
	require.Empty(t, problems)
	return l.Experiment, l.Experiment.Fragment()
}

// Nothing pruned, what goes on from the step of rewinding ends where training ended, to the last bit, wherever that
// step is: weights, running means and the order of examples are those of that step.
func TestRewindingRestoresTraining(t *testing.T) {
	for _, opt := range []string{"", "&opt=sgd", "&opt=adamw"} {
		for _, rewind := range []string{"0", "4", "29", "30", "999"} {
			e, f := experiment(t, strings.ReplaceAll(small, "rewind=4", "rewind="+rewind)+opt)
			trained := done(t, &Train{f, 1}).(*Trained)
			again := done(t, &Retrain{f, 1, pruning.All(e.MLP())}).(*Retrained)
			assert.Equal(t, trained.Thetas[len(trained.Thetas)-1], again.Theta, opt+" "+rewind)
			rated := done(t, &Rate{f, trained.Thetas}).(*Rated)
			assert.Equal(t, []float64{rated.TrainLoss[3], rated.TrainAccuracy[3], rated.TestLoss[3],
				rated.TestAccuracy[3]}, again.Scores)
		}
	}
}

// The checkpoints are those of a training that ends there.
func TestCheckpoints(t *testing.T) {
	e, f := experiment(t, small)
	assert.Equal(t, []int{0, 3, 9, 30}, e.Kept())
	trained := done(t, &Train{f, 0}).(*Trained)
	require.Len(t, trained.Thetas, 4)
	_, short := experiment(t, strings.ReplaceAll(small, "steps=30", "steps=9"))
	ends := done(t, &Train{short, 0}).(*Trained).Thetas
	assert.Equal(t, ends[2], trained.Thetas[2])
	assert.Equal(t, ends[0], trained.Thetas[0])
}

// What is pruned is 0 in the end and what is not has been trained; before the step of rewinding nothing was pruned.
func TestRetrainingUnderAMask(t *testing.T) {
	e, f := experiment(t, small)
	m := e.MLP()
	trained := done(t, &Train{f, 0}).(*Trained)
	end := trained.Thetas[len(trained.Thetas)-1]
	mask := pruning.Magnitude(m, end, pruning.All(m), 20)
	again := done(t, &Retrain{f, 0, mask}).(*Retrained)
	for i, kept := range mask {
		if kept == 0 {
			assert.Zero(t, again.Theta[i])
		} else {
			assert.NotZero(t, again.Theta[i])
		}
	}
	assert.Equal(t, 20, pruning.Size(m)-len(pruning.Pruned(mask)))
	_, late := experiment(t, strings.ReplaceAll(small, "rewind=4", "rewind=30"))
	cut := done(t, &Retrain{late, 0, mask}).(*Retrained).Theta
	for i := range cut {
		assert.Equal(t, end[i]*mask[i], cut[i], "rewound to the end, weights are those of the end")
	}
}

// A line's inner points are those of the networks between, and a permutation is B's.
func TestLines(t *testing.T) {
	e, f := experiment(t, small)
	a := done(t, &Train{f, 0}).(*Trained).Thetas
	b := done(t, &Train{f, 1}).(*Trained).Thetas
	p := e.Symmetry().Random(e.Stream("test"))
	found := done(t, &EvaluateLines{f, a[2:], b[2:], p, 5, true}).(*EvaluatedLines)
	require.Len(t, found.TestLoss, 2*3)
	half := make([]float32, len(a[3]))
	pb := e.Symmetry().Apply(b[3], p)
	for i := range half {
		half[i] = a[3][i] + (pb[i]-a[3][i])/2
	}
	rated := done(t, &Rate{f, [][]float32{half}}).(*Rated)
	assert.InDelta(t, rated.TestLoss[0], found.TestLoss[4], 1e-5)
	assert.InDelta(t, rated.TrainLoss[0], found.TrainLoss[4], 1e-5)
	alone := done(t, &EvaluateLines{f, a[3:], b[3:], p, 5, false}).(*EvaluatedLines)
	assert.Equal(t, found.TestLoss[3:], alone.TestLoss)
	assert.Empty(t, alone.TrainLoss)
}

// Joint searches give a permutation of every network, the first one's the identity.
func TestJoint(t *testing.T) {
	e, f := experiment(t, small+"&seeds=1,2,3")
	var models [][]float32
	for i := range 3 {
		thetas := done(t, &Train{f, i}).(*Trained).Thetas
		models = append(models, thetas[len(thetas)-1])
	}
	for _, name := range []string{"mergemany", "frankwolfe"} {
		found := done(t, &MatchJointly{f, name, models}).(*MatchedJointly)
		require.Len(t, found.Permutations, 6)
		assert.Equal(t, [][]int(e.Symmetry().Identity()), found.Permutations[:2])
		assert.Greater(t, found.Objective, 0.0)
	}
}

// Whatever a message says, a worker answers.
func TestJobsThatCannotBeBegun(t *testing.T) {
	e, f := experiment(t, small)
	theta := make([]float32, e.MLP().Params())
	one, short := [][]float32{theta}, [][]float32{theta[:2]}
	w := NewWorker()
	for want, m := range map[string]wire.Message{
		"there is no model 3":                &Train{f, 3},
		"there is no model -1":               &Retrain{f, -1, theta},
		"2 parameters where the network":     &Match{f, "wm", one, short},
		"0 parameters where the network has": &Retrain{f, 0, nil},
		"there is no network to rate":        &Rate{f, nil},
		`not matched by "ste"`:               &Match{f, "ste", one, one},
		"1 networks cannot be matched":       &MatchJointly{f, "mergemany", one},
		"0 lines end at 1 networks":          &EvaluateLines{f, nil, one, nil, 5, false},
		"a line of 2 points":                 &EvaluateLines{f, one, one, nil, 2, false},
		"layer 1: not a permutation": &EvaluateLines{f, one, one, [][]int{{0, 0, 1, 2, 3, 4}, {0, 1, 2, 3, 4}}, 5,
			false},
		"is not a job": &Trained{},
	} {
		s := w.Start(m)
		for s.Step() {
		}
		failed, ok := s.Outcome().(*wire.Failed)
		if assert.True(t, ok, want) {
			assert.Contains(t, failed.Reason, want)
		}
	}
}

// Whatever a message says of the small experiment, it is begun or refused.
func FuzzStart(f *testing.F) {
	e, small := experiment(f, small)
	a, b := done(f, &Train{small, 0}).(*Trained).Thetas, done(f, &Train{small, 1}).(*Trained).Thetas
	labtest.Jobs(f, NewWorker(), Messages(), small, &Train{small, 0}, &Retrain{small, 1, pruning.All(e.MLP())},
		&Rate{small, a}, &Match{small, "wm", a, b}, &Match{small, "am", a[:1], b[:1]},
		&MatchJointly{small, "mergemany", [][]float32{a[0], b[0], a[1]}},
		&MatchJointly{small, "frankwolfe", [][]float32{a[0], b[0], a[1]}},
		&EvaluateLines{small, a[2:], b[2:], e.Symmetry().Identity(), 5, true})
}
