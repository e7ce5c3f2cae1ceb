package run

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// Every restart has a barrier, that of its own path; the winner's is the pair's.
func TestEveryRestartHasItsBarrier(t *testing.T) {
	r, heard := conduct(t, small, local(2), true)
	sym := symmetry.MLPSymmetry(r.Experiment.MLP())
	require.Len(t, r.Variants, 4*7)
	for _, v := range r.Variants {
		p, nets := r.Result.Pairs[v.Pair], r.Pairs[v.Pair]
		line := path.NewLine(r.Experiment.MLP(), nets.A, sym.Apply(nets.B, v.Permutation), r.Train, r.Test)
		var c measure.Curve
		for _, lambda := range p.Path.Lambda {
			_, test := line.Score(lambda)
			c.Loss, c.Accuracy = append(c.Loss, measure.Number(test.Loss)),
				append(c.Accuracy, measure.Number(test.Accuracy))
		}
		assert.Equal(t, c.Barrier(p.Path.Lambda).Loss, p.Restarts[v.Restart].Barrier)
		if v.Restart == p.Restart {
			assert.Equal(t, p.Barrier.Test.Loss, p.Restarts[v.Restart].Barrier)
			assert.Equal(t, p.Permutation, v.Permutation)
		}
		assert.InDelta(t, float64(p.Restarts[v.Restart].Objective),
			matching.Objective(nets.A, sym.Apply(nets.B, v.Permutation)), 1e-12)
	}
	names := map[string]bool{}
	for _, m := range heard.shown {
		if c, ok := m.(*stage.Curves); ok && c.From == "B" {
			names[c.Method] = true
		}
	}
	for _, name := range []string{"none", "wm", "planted", "wm.0", "wm.6", "planted.3"} {
		assert.True(t, names[name], name)
	}
}

// A survey of a restart, or of a part of a plane, is computed, not cut out; it is the same for any crew, and changes
// nothing of the result.
func TestSurvey(t *testing.T) {
	r, _ := conduct(t, small, local(2), false)
	before := timeless(t, r.Result)
	survey := func(crew lab.Crew, q stage.AskLandscape) (shown []wire.Message) {
		require.NoError(t, r.ShowLandscape(context.Background(), crew, &q, func(m wire.Message) {
			shown = append(shown, m)
		}))
		return shown
	}
	q := stage.AskLandscape{Method: "wm.3", U0: -0.1, U1: 0.4, V0: 0.2, V1: 0.5, N: 20}
	shown := survey(local(2), q)
	require.Len(t, shown, 4, "two layers' similarities, a sketch, the picture")
	for k, m := range survey(backwards{3}, q) {
		require.Equal(t, wire.Encode(shown[k]), wire.Encode(m))
	}
	l := shown[3].(*stage.Landscape)
	assert.Equal(t, "wm.3", l.Method)
	assert.True(t, l.Zoomed)
	assert.Equal(t, []float64{-0.1, 0.4, 0.2, 0.5}, []float64{l.U0, l.U1, l.V0, l.V1})
	require.Len(t, l.Loss, 400)
	got, ok := NewResponder(r).LossAt(&stage.AskLoss{Method: "wm.3", U: l.U1, V: l.V1})
	require.True(t, ok)
	assert.Equal(t, l.Loss[399], got.Loss)

	whole := survey(local(1), stage.AskLandscape{Method: "wm", N: 64})
	assert.False(t, whole[3].(*stage.Landscape).Zoomed)
	for _, q := range []stage.AskLandscape{{Method: "am", N: 20}, {Method: "wm.7", N: 20}, {Method: "wm", N: 1},
		{Method: "wm", N: 257}, {Method: "wm", N: -1}} {
		assert.Empty(t, survey(local(1), q), "%v", q)
	}
	assert.Equal(t, before, timeless(t, r.Result))

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	assert.ErrorIs(t, r.ShowLandscape(ctx, local(1), &stage.AskLandscape{Method: "wm", N: 64}, func(wire.Message) {}),
		context.Canceled)
}

// The merged network of a restart is that restart's.
func TestMergedOfARestart(t *testing.T) {
	r, _ := conduct(t, small, local(2), true)
	re := NewResponder(r)
	answers := re.Merged(&stage.AskMerged{Lambda: 0.5, Method: "wm.2"})
	require.Len(t, answers, 2)
	v := r.Variants[2]
	require.Equal(t, 2, v.Restart)
	sym := symmetry.MLPSymmetry(r.Experiment.MLP())
	line := path.NewLine(r.Experiment.MLP(), r.Models[0], sym.Apply(r.Models[1], v.Permutation), r.Train, r.Test)
	_, want := line.Score(0.5)
	assert.Equal(t, want, toynets.Score{Loss: answers[1].TestLoss, Accuracy: answers[1].TestAcc})
}

// There is nothing to survey where training diverged.
func TestNoSurveyOfDivergedNetworks(t *testing.T) {
	r, _ := conduct(t, "n=80&nt=60&net=8-8&opt=sgd&lr=10&mom=0.999&steps=300&restarts=3&lambdas=5", local(2), false)
	require.NoError(t, r.ShowLandscape(context.Background(), local(1), &stage.AskLandscape{Method: "none", N: 16},
		func(m wire.Message) {
			t.Errorf("%T was shown", m)
		}))
}
