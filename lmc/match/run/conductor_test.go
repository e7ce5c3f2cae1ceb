package run

import (
	"context"
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/alignment"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/result"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// small is an experiment of three models that takes milliseconds.
const small = "n=80&nt=60&net=7-5&steps=60&bs=20&seeds=1,2,3&match=wm,planted&restarts=7&lambdas=5"

func experiment(t testing.TB, link string) keys.Experiment {
	t.Helper()
	l, problems := keys.Parse(link)
	require.Empty(t, problems)
	return l.Experiment
}

// listener is an audience that keeps what it hears.
type listener struct {
	stages    []string
	sentences []string
	shown     []wire.Message
	progress  []lab.Progress
	onStage   func(string, *Run)
}

func (l *listener) Stage(name string, of lab.Run) {
	r := of.(*Run)
	l.stages = append(l.stages, name)
	l.sentences = append(l.sentences, result.Finding(r.Result, 2, "B", "wm"))
	if l.onStage != nil {
		l.onStage(name, r)
	}
}
func (l *listener) Answering(lab.Run)       {}
func (l *listener) Show(m wire.Message)     { l.shown = append(l.shown, m) }
func (l *listener) Progress(p lab.Progress) { l.progress = append(l.progress, p) }

// ticks is a clock that goes on by a second at every look.
func ticks() func() float64 {
	var now float64
	return func() float64 { now++; return now }
}

func conduct(t testing.TB, link string, crew lab.Crew, blind bool) (*Run, *listener) {
	t.Helper()
	heard := new(listener)
	r, err := Conduct(context.Background(), experiment(t, link), crew, heard,
		Options{Build: "test", Seconds: ticks(), Unseen: blind})
	require.NoError(t, err)
	return r, heard
}

// timeless returns the result's JSON without its seconds.
func timeless(t *testing.T, r *result.Result) string {
	t.Helper()
	c := *r
	c.Seconds = measure.Seconds{}
	c.Pairs = append([]result.Pair(nil), r.Pairs...)
	for i := range c.Pairs {
		c.Pairs[i].Seconds = 0
	}
	b, err := json.Marshal(&c)
	require.NoError(t, err)
	return string(b)
}

// backwards is a crew that does the jobs last first, whose size says nothing about it.
type backwards struct{ size int }

func (c backwards) Size() int { return c.size }

func (c backwards) Do(ctx context.Context, jobs []wire.Message, report func(int, float64, string)) (
	[]wire.Message, error) {
	out := make([]wire.Message, len(jobs))
	one := local(1)
	for i := len(jobs) - 1; i >= 0; i-- {
		got, err := one.Do(ctx, jobs[i:i+1], func(_ int, f float64, note string) { report(i, f, note) })
		if err != nil {
			return nil, err
		}
		// Through the codec, as between workers.
		if out[i], err = wire.NewCodec(wire.Programs(), job.Messages()).Decode(wire.Encode(got[0])); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// The number of workers, the order in which they finish and whether anybody looks change nothing but the seconds.
func TestAnyCrewGivesTheSameBits(t *testing.T) {
	want, heard := conduct(t, small, local(1), false)
	text := timeless(t, want.Result)
	for _, crew := range []lab.Crew{local(2), local(5), backwards{1}, backwards{3}, backwards{40}} {
		got, also := conduct(t, small, crew, false)
		require.Equal(t, text, timeless(t, got.Result), "%T of %d", crew, crew.Size())
		require.Len(t, also.shown, len(heard.shown))
		for k := range heard.shown {
			require.Equal(t, wire.Encode(heard.shown[k]), wire.Encode(also.shown[k]), "%T", heard.shown[k])
		}
		require.Equal(t, heard.stages, also.stages)
	}
	got, _ := conduct(t, small, local(2), true)
	require.Equal(t, text, timeless(t, got.Result), "without pictures")
}

// The bits are the promise: this digest is the same on every machine, natively and in a browser. A change here changes
// the digest of every link there is.
func TestDigestIsKept(t *testing.T) {
	for _, c := range []struct{ link, want string }{
		{small, goldenSmall},
		{"data=strokes&side=8&n=100&nt=50&noise=0.05&net=12&act=gelu&opt=adamw&steps=40&bs=30&restarts=2&lambdas=3",
			goldenStrokes},
		{"data=gauss&dim=5&classes=3&n=100&nt=50&net=9-8&act=tanh&opt=sgd&lr=0.1&steps=40&bs=32&restarts=2&lambdas=4",
			goldenGauss},
	} {
		r, _ := conduct(t, c.link, local(2), true)
		assert.Equal(t, c.want, r.Result.Digest, c.link)
	}
}

// Whatever changes a number changes the digest.
func TestDigestSeesEveryKey(t *testing.T) {
	base, _ := conduct(t, small, local(1), true)
	for _, more := range []string{"&n=81", "&nt=61", "&noise=0.2", "&dseed=1", "&net=7-6", "&act=tanh",
		"&opt=adamw&wd=0.01", "&lr=0.004", "&wd=0.001",
		"&bs=21", "&steps=61", "&seeds=1,2,4", "&match=wm", "&lambdas=7", "&data=moons"} {
		key := more[1:3]
		link := ""
		for _, part := range splitLink(small) {
			if part[:2] != key {
				link += "&" + part
			}
		}
		r, _ := conduct(t, link[1:]+more, local(1), true)
		assert.NotEqual(t, base.Result.Digest, r.Result.Digest, more)
	}
	r, _ := conduct(t, small+"&dim=3&classes=2&side=9&mom=0.5", local(1), true)
	assert.Equal(t, base.Result.Digest, r.Result.Digest, "keys that have no meaning here change nothing")
}

func splitLink(s string) (parts []string) {
	for start, k := 0, 0; k <= len(s); k++ {
		if k == len(s) || s[k] == '&' {
			parts = append(parts, s[start:k])
			start = k + 1
		}
	}
	return parts
}

// Every number of the result is what its definition says, computed again from the networks.
func TestResultIsConsistent(t *testing.T) {
	r, _ := conduct(t, small, local(2), false)
	e := r.Experiment
	require.Len(t, r.Result.Models, 3)
	require.Len(t, r.Result.Pairs, 6) // none, wm, planted for B and for C
	sym := symmetry.MLPSymmetry(e.MLP())
	for i, p := range r.Result.Pairs {
		nets := r.Pairs[i]
		assert.Equal(t, []string{"none", "wm", "planted"}[i%3], p.Method)
		assert.Equal(t, []string{"B", "C"}[i/3], p.From)
		assert.Equal(t, "A", p.To)
		assert.Empty(t, p.Note)
		pb := sym.Apply(nets.B, p.Permutation)
		assert.Equal(t, nets.Matched, pb)
		assert.Equal(t, measure.Number(vector.Distance(nets.A, nets.B)), p.Distance.Before)
		assert.Equal(t, measure.Number(vector.Distance(nets.A, pb)), p.Distance.After)
		assert.InDelta(t, matching.Objective(nets.A, pb), float64(p.Objective), 1e-12)
		assert.Less(t, float64(p.FunctionError), 1e-5)
		assert.Equal(t, p.Path.Test.Barrier(p.Path.Lambda), p.Barrier.Test)
		assert.Equal(t, p.Path.Train.Midpoint(p.Path.Lambda), p.Midpoint.Train)
		assert.Len(t, p.Alignment, len(alignment.Gammas))
		assert.Equal(t, r.Result.Models[0].Test.Loss, p.Path.Test.Loss[0], "the path begins at A")
		last := float64(p.Path.Test.Loss[4])
		switch p.Method {
		case "none":
			assert.Equal(t, float64(r.Result.Models[1+i/3].Test.Loss), last, "and ends at B")
			assert.Zero(t, p.FunctionError)
			assert.Nil(t, p.Null)
		case "wm":
			assert.InDelta(t, float64(r.Result.Models[1+i/3].Test.Loss), last, 1e-6,
				"and at π(B), which is the same function")
			assert.LessOrEqual(t, float64(p.Distance.After), float64(p.Distance.Before))
			require.NotNil(t, p.Null)
			a, b := make([]float32, len(nets.A)), make([]float32, len(nets.A))
			e.MLP().Init(a, toynets.Stream(uint64(e.Seeds[0]), "init"))
			e.MLP().Init(b, toynets.Stream(uint64(e.Seeds[1+i/3]), "init"))
			assert.Equal(t, measure.Number(vector.Distance(a, b)), p.Null.Distance.Before,
				"of the networks as they were before training")
			assert.Less(t, float64(p.Null.Distance.After), float64(p.Null.Distance.Before))
			assert.Len(t, p.Null.Alignment, len(alignment.Gammas))
			require.Len(t, p.Restarts, 7)
			for _, s := range p.Restarts {
				assert.LessOrEqual(t, float64(s.Objective), float64(p.Objective))
			}
			assert.Equal(t, p.Objective, p.Restarts[p.Restart].Objective)
			assert.Equal(t, p.Sweeps, p.Restarts[p.Restart].Sweeps)
		case "planted":
			require.NotNil(t, p.Recovery)
			if *p.Recovery == 1 {
				assert.Zero(t, p.Distance.After)
				assert.Equal(t, measure.Number(1), p.Alignment[0].R)
				assert.Zero(t, p.Barrier.Test.Loss)
			}
		}
	}
}

// A larger planted copy is put back whole: distance 0, R = 1, every unit.
func TestPlantedCopyIsPutBack(t *testing.T) {
	r, _ := conduct(t, "n=200&nt=50&net=24-24&steps=100&match=planted&restarts=12&lambdas=3", local(2), true)
	p, ok := r.Result.Find("B", "planted")
	require.True(t, ok)
	assert.Equal(t, measure.Number(1), *p.Recovery)
	assert.Zero(t, p.Distance.After)
	for _, a := range p.Alignment {
		assert.Equal(t, measure.Number(1), a.R)
	}
}

// What the audience hears: stages in order, each once or refined, sentences about what is known, progress that only
// grows.
func TestAudience(t *testing.T) {
	_, heard := conduct(t, "data=moons&n=80&nt=60&net=7-5&steps=60&bs=20&restarts=4&lambdas=5", local(2), false)
	assert.Equal(t, []string{"trained", "matched", "path", "plane", "spectrum", "plane"}, heard.stages)
	assert.Empty(t, heard.sentences[0])
	assert.NotContains(t, heard.sentences[1], "renumbering", "its path is not walked yet")
	assert.Contains(t, heard.sentences[2], "renumbering")
	_, first := heard.shown[0].(*wire.Begin)
	assert.True(t, first, "setup comes first")
	var sizes []int
	for _, m := range heard.shown {
		if l, ok := m.(*stage.Landscape); ok {
			sizes = append(sizes, l.N)
			require.Len(t, l.Loss, l.N*l.N)
			assert.InDeltaSlice(t, []float64{0, 0, 1, 0}, l.Marks[:4], 1e-6)
			assert.Len(t, l.Trajectories, 3)
			for _, path := range l.Trajectories {
				assert.Len(t, path, 2*61)
			}
			// A and π(B) as the trajectories' last points.
			assert.InDeltaSlice(t, l.Marks[:2], l.Trajectories[0][120:], 1e-6)
			assert.InDeltaSlice(t, l.Marks[4:], l.Trajectories[2][120:], 1e-6)
		}
	}
	assert.Equal(t, []int{16, 64}, sizes, "a sketch, then the picture")
	before := 0.0
	for _, p := range heard.progress {
		require.GreaterOrEqual(t, p.Fraction, before)
		require.Less(t, p.Fraction, 1.0)
		require.False(t, math.IsNaN(p.Left))
		before = p.Fraction
	}
	assert.Greater(t, before, 0.5, "the estimate of the work is not wild")
}

// local is a crew of goroutines that do this laboratory's jobs.
func local(n int) *lab.Local { return lab.NewLocal(n, job.NewWorker) }
