package run

import (
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/measure"
	"onebasin/web/bench/plain"
)

// Diverged training leaves nulls with notes, valid JSON, and a digest.
func TestDivergedTraining(t *testing.T) {
	for _, match := range []string{"none", "wm", "planted", "wm,planted"} {
		r, heard := conduct(t, "n=80&nt=60&net=8-8&opt=sgd&lr=10&mom=0.999&steps=300&restarts=3&lambdas=5&match="+match,
			local(2), false)
		b, err := json.Marshal(r.Result)
		require.NoError(t, err)
		require.True(t, json.Valid(b))
		require.NotContains(t, string(b), "NaN")
		require.Len(t, r.Result.Digest, 12)
		for _, m := range r.Result.Models {
			assert.Regexp(t, `^training diverged at step \d+; try lr=1$`, m.Note)
			assert.False(t, m.Test.Loss.Exists())
		}
		for _, p := range r.Result.Pairs {
			assert.Regexp(t, `^there is no path: of A, training diverged at step \d+; try lr=1$`, p.Note)
			assert.False(t, p.Barrier.Test.Loss.Exists())
			assert.False(t, p.Midpoint.Train.Accuracy.Exists())
			assert.False(t, p.Distance.After.Exists())
			assert.False(t, p.Objective.Exists())
			assert.Len(t, p.Path.Test.Loss, 5, "as many nulls as λs")
			assert.NotNil(t, p.Alignment)
		}
		for _, s := range heard.sentences[1:] {
			assert.Contains(t, s, "training diverged at step")
		}
		assert.Contains(t, string(b), `"barrier":{"train":{"loss":null,"accuracy":null}`)
		re := NewResponder(r)
		assert.Empty(t, re.Merged(&stage.AskMerged{Lambda: 0.5, Method: "wm"}))
		_, ok := re.LossAt(&stage.AskLoss{Method: "wm"})
		assert.False(t, ok)
	}
}

// Networks whose loss is finite and whose weights are too large to be compared: the matchings say so, and all else goes
// on, studies too.
func TestWeightsTooLargeToMatch(t *testing.T) {
	const link = "n=60&nt=30&net=64-64&seeds=1,2,3&opt=sgd&lr=10&steps=50&bs=20&restarts=2&lambdas=5&match=wm,am"
	r, _ := conduct(t, link, local(2), false)
	b, err := json.Marshal(r.Result)
	require.NoError(t, err)
	require.NotContains(t, string(b), "NaN")
	none, _ := r.Result.Find("B", "none")
	assert.True(t, none.Barrier.Test.Loss.Exists())
	wm, _ := r.Result.Find("B", "wm")
	assert.Equal(t, "there is no path: the weights are too large for the computer’s numbers", wm.Note)
	assert.False(t, wm.Barrier.Test.Loss.Exists() || wm.Distance.After.Exists() || wm.Objective.Exists())
	assert.Len(t, wm.Path.Test.Loss, 5, "as many nulls as λs")
	for _, study := range keys.Studies() {
		for _, method := range []string{"none", "wm"} {
			err := r.Study(context.Background(), local(2),
				&chart.Question{Name: study.Name, Method: method, View: "view.values=4,64&view.pairs=1"},
				func(c *chart.Chart) { assert.NotRegexp(t, "NaN|Inf|%!", c.Title+c.Note, c.Name) },
				func(float64, string) {})
			if err != nil {
				assert.Regexp(t, "too large for the computer’s numbers|choose a matcher", err.Error(), "%s by %s",
					study.Name, method)
			}
		}
	}
}

// Two equal seeds give two equal networks: a distance of 0, no plane, and the same result whether or not one was asked
// for.
func TestEqualSeeds(t *testing.T) {
	const link = "n=80&nt=60&net=7-5&steps=20&seeds=4,4&restarts=2&lambdas=3"
	r, _ := conduct(t, link, local(2), false)
	blind, _ := conduct(t, link, local(1), true)
	assert.Equal(t, timeless(t, blind.Result), timeless(t, r.Result))
	p, ok := r.Result.Find("B", "wm")
	require.True(t, ok)
	assert.Zero(t, p.Distance.Before)
	assert.Zero(t, p.Distance.After)
	assert.Zero(t, p.Barrier.Test.Loss)
	assert.Equal(t, measure.Number(1), p.Alignment[0].R)
	_, ok = NewResponder(r).LossAt(&stage.AskLoss{Method: "wm"})
	assert.False(t, ok)
}

func TestNoTrainingAndNoMatching(t *testing.T) {
	for _, link := range []string{"n=20&nt=20&net=3&steps=0&restarts=1", "n=20&nt=20&net=3&steps=1&match=none",
		"n=20&nt=20&net=1&steps=5&bs=4096&lambdas=4"} {
		r, heard := conduct(t, link, local(3), false)
		assert.NotEmpty(t, r.Result.Digest)
		for _, p := range r.Result.Pairs {
			assert.Empty(t, p.Note)
			assert.True(t, p.Barrier.Test.Loss.Exists())
		}
		assert.Equal(t, "plane", heard.stages[len(heard.stages)-1], "%s: there is a landscape", link)
	}
}

func TestTooLargeAnExperimentIsRefused(t *testing.T) {
	e := experiment(t, "data=strokes&side=28&n=60000&nt=60000&net=1024-1024-1024-1024-1024-1024&seeds=1,2,3,4,5,6,7,8")
	heard := new(listener)
	_, err := Conduct(context.Background(), e, local(1), heard, Options{Seconds: ticks()})
	require.Error(t, err)
	assert.Empty(t, heard.shown, "nothing was begun")
}

// cancels are experiments that are stopped at a stage, or at their first progress.
var cancels = func() (all [][2]string) {
	const long = "n=200&nt=100&net=48-48&steps=200000&restarts=200&lambdas=401"
	const short = "n=80&nt=60&net=16-16&steps=40&bs=20&restarts=6&lambdas=5"
	all = append(all, [2]string{long, ""})
	for _, stage := range []string{"trained", "matched", "path", "plane", "spectrum"} {
		all = append(all, [2]string{short, stage})
	}
	return all
}()

// Stopping a run ends it at every stage, with nothing more begun and nothing left running. ./build.sh bench says how
// soon.
func TestCancel(t *testing.T) {
	for _, c := range cancels {
		idle := runtime.NumGoroutine()
		heard, _ := cancelled(t, c[0], c[1])
		// some that have returned are still counted
		for begin := time.Now(); runtime.NumGoroutine() > idle && time.Since(begin) < time.Minute; {
			runtime.Gosched()
		}
		assert.LessOrEqual(t, runtime.NumGoroutine(), idle, c[1])
		assert.Equal(t, c[1], strings.Join(heard.stages[max(0, len(heard.stages)-1):], ""), "no stage comes after Stop")
	}
}

// BenchmarkCancel reports how long it is, as a rule, from Stop to the end of the run at the stage where it is longest.
func BenchmarkCancel(b *testing.B) {
	times := make([][]time.Duration, len(cancels))
	for b.Loop() {
		for k, c := range cancels {
			_, took := cancelled(b, c[0], c[1])
			times[k] = append(times[k], took)
		}
	}
	var longest time.Duration
	for _, all := range times {
		slices.Sort(all)
		longest = max(longest, all[len(all)/2])
	}
	b.ReportMetric(longest.Seconds()*1e6, "stop-µs")
	plain.Report(b)
}

// cancelled stops a run at a stage, or at its first progress, and returns what was heard and how long that took.
func cancelled(t testing.TB, link, stage string) (heard *listener, took time.Duration) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var stopped time.Time
	stop := func() {
		stopped = time.Now()
		cancel()
	}
	heard = &listener{onStage: func(name string, _ *Run) {
		if name == stage && stopped.IsZero() {
			stop()
		}
	}}
	var audience lab.Audience = heard
	if stage == "" {
		audience = &impatient{listener: heard, stop: stop}
	}
	_, err := Conduct(ctx, experiment(t, link), local(2), audience, Options{Seconds: ticks()})
	took = time.Since(stopped)
	require.ErrorIs(t, err, context.Canceled, stage)
	return heard, took
}

// impatient stops the run at the first progress.
type impatient struct {
	*listener
	stop func()
}

func (i *impatient) Progress(lab.Progress) {
	if i.stop != nil {
		i.stop()
		i.stop = nil
	}
}

// flaky is a crew whose nth round fails: by an error, or by an outcome.
type flaky struct {
	*lab.Local
	left    int
	outcome wire.Message
}

var errBroken = errors.New("the crew broke down")

func (c *flaky) Do(ctx context.Context, jobs []wire.Message, report func(int, float64, string)) (
	[]wire.Message, error) {
	out, err := c.Local.Do(ctx, jobs, report)
	if c.left--; c.left != 0 || err != nil {
		return out, err
	}
	if c.outcome == nil {
		return nil, errBroken
	}
	out[len(out)-1] = c.outcome
	return out, nil
}

// Whichever round fails, the run ends with the reason.
func TestFlakyCrew(t *testing.T) {
	rounds := 0
	for left := 1; ; left++ {
		crew := &flaky{Local: local(2), left: left}
		_, err := Conduct(context.Background(), experiment(t, small), crew, new(listener), Options{Seconds: ticks()})
		if err == nil {
			break
		}
		require.ErrorIs(t, err, errBroken)
		rounds++
		crew = &flaky{Local: local(2), left: left, outcome: &wire.Failed{Reason: "no more paper"}}
		_, err = Conduct(context.Background(), experiment(t, small), crew, new(listener), Options{Seconds: ticks()})
		require.EqualError(t, err, "no more paper")
	}
	assert.GreaterOrEqual(t, rounds, 7)
}
