package run

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/fork/job"
	"onebasin/lmc/fork/keys"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/vector"
)

// small is an experiment that takes milliseconds.
const small = "data=gauss&n=90&nt=60&dim=4&classes=3&net=9-7&bs=30&steps=60&forks=0,10,60&lambdas=5"

func experiment(t testing.TB, link string) keys.Link {
	t.Helper()
	l, problems := keys.Parse(link)
	require.Empty(t, problems)
	return l
}

// listener keeps what it hears.
type listener struct {
	stages []string
	shown  []wire.Message
	onward func(string)
}

func (l *listener) Stage(name string, _ lab.Run) {
	l.stages = append(l.stages, name)
	if l.onward != nil {
		l.onward(name)
	}
}
func (l *listener) Answering(lab.Run)     {}
func (l *listener) Show(m wire.Message)   { l.shown = append(l.shown, m) }
func (l *listener) Progress(lab.Progress) {}

// chart returns the last chart of a name about a parting.
func (l *listener) chart(name, parting string) (last *chart.Chart) {
	for _, m := range l.shown {
		if c, ok := m.(*chart.Chart); ok && c.Name == name && c.Method == parting {
			last = c
		}
	}
	return last
}

func conduct(t testing.TB, link string, workers int, blind bool) (*Run, *listener) {
	t.Helper()
	heard := new(listener)
	l := experiment(t, link)
	r, err := Conduct(context.Background(), l.Experiment, l.Shown(), lab.NewLocal(workers, job.NewWorker), heard,
		lab.Options{Build: "test", Seconds: func() float64 { return 0 }, Unseen: blind})
	require.NoError(t, err)
	return r, heard
}

// Any number of workers gives the same bits, whether anybody looks or not and at which fork, and they are those of
// every other machine.
func TestDigests(t *testing.T) {
	for _, c := range []struct{ link, want string }{
		{small, "daca3668f958"},
		{small + "&opt=sgd&lr=0.1&act=tanh&seeds=3,7", "3884ecde854f"},
		{"data=moons&n=90&nt=60&net=9&bs=30&steps=60&forks=0,10,60&lambdas=6&opt=adamw&act=gelu", "e0a424351f5a"},
	} {
		one, _ := conduct(t, c.link, 1, true)
		three, _ := conduct(t, c.link+"&view.fork=10", 3, false)
		assert.Equal(t, c.want, one.Digest(), c.link)
		assert.Equal(t, one.Digest(), three.Digest(), c.link)
		again, _ := conduct(t, one.Fragment(), 2, true)
		assert.Equal(t, one.Digest(), again.Digest(), "the canonical link is the experiment")
	}
}

// The result is the contract's, with angles and distances as they are defined there.
func TestResultIsTheContracts(t *testing.T) {
	r, heard := conduct(t, small, 2, false)
	assert.Equal(t, []string{"trained", "fork", "forks", "layers", "plane"}, heard.stages)
	b, err := json.Marshal(r.ResultJSON())
	require.NoError(t, err)
	var got struct {
		Experiment, Build, Digest string
		Seconds                   map[string]any
		Models, Forks             []map[string]any
	}
	require.NoError(t, json.Unmarshal(b, &got))
	assert.Equal(t, r.Fragment(), got.Experiment)
	assert.Len(t, got.Models, 2)
	require.Len(t, got.Forks, 4)
	a, start := r.A.Theta(), r.A.Snapshots[0]
	for i, f := range got.Forks {
		assert.Equal(t, []any{0.0, 10.0, 60.0, "init"}[i], f["step"])
		for _, key := range []string{"step", "B", "path", "barrier", "midpoint", "angle", "distance", "layers",
			"estimate", "decomposition"} {
			assert.Contains(t, f, key)
		}
		p, of := &r.Partings[i], &r.Result.Forks[i]
		b := p.B.Theta()
		same := func(want float64, got any) {
			if math.IsNaN(want) {
				assert.Nil(t, got)
				return
			}
			assert.Equal(t, want, got)
		}
		angle, distance := f["angle"].(map[string]any), f["distance"].(map[string]any)
		same(vector.Angle(start, a, b), angle["init"])
		same(vector.Distance(a, b), distance["ends"])
		ways := distance["fork"].([]any)
		require.Len(t, ways, 2)
		if p.From == nil {
			assert.Equal(t, "init", p.Name)
			assert.Nil(t, angle["fork"])
			assert.Equal(t, []any{nil, nil}, ways)
		} else {
			same(vector.Angle(p.From.Theta, a, b), angle["fork"])
			assert.Equal(t, []any{vector.Distance(a, p.From.Theta), vector.Distance(b, p.From.Theta)}, ways)
		}
		assert.Len(t, f["layers"], 3)
		assert.Equal(t, r.Result.Models[0].Train.Loss, of.Path.Train.Loss[0])
		assert.Equal(t, of.B.Test.Loss, of.Path.Test.Loss[4])
		d := of.Decomposition
		worst := 0.0
		for k := range d.Lambda {
			worst = max(worst, float64(d.D[k]-d.J[k]-d.E[k]))
		}
		assert.InDelta(t, float64(of.Barrier.Train.Loss), worst, 1e-6, "float32 losses against float64")
	}
	assert.Equal(t, r.Result.Models[1].Test, r.Result.Forks[3].B.Test)
	assert.Equal(t, start, r.Partings[0].From.Theta, "the fork at 0 is A's start")
}

// What parts after the last step, or sees the same batches, is A itself: a control.
func TestControls(t *testing.T) {
	r, heard := conduct(t, small, 2, false)
	last := r.Result.Forks[2]
	assert.Equal(t, r.A.Theta(), r.Partings[2].B.Theta())
	for _, x := range []measure.Number{last.Distance.Ends, last.Estimate, last.Barrier.Train.Loss,
		last.Barrier.Test.Loss, last.Layers[1].A, last.Layers[1].Estimate.B, last.Angle.Init} {
		assert.Zero(t, float64(x))
	}
	assert.False(t, last.Angle.Fork.Exists(), "there is no way from the fork")
	assert.Contains(t, r.Findings()["60"], "part after the last step and are one network: a control")
	assert.Nil(t, heard.chart("ridge", "60"), "there is no plane")
	assert.NotNil(t, heard.chart("path", "60"))

	twin, _ := conduct(t, small+"&seeds=4,4", 2, false)
	for i, f := range twin.Result.Forks {
		assert.Equal(t, twin.A.Theta(), twin.Partings[i].B.Theta(), "the same order, from step %v on", f.Step)
		assert.Zero(t, float64(f.Barrier.Train.Loss))
	}
	assert.Contains(t, twin.Findings()["10"], "see the same batches in the same order and are one network")

	none, _ := conduct(t, "data=gauss&n=90&nt=60&net=9&steps=0&forks=0&lambdas=5", 2, false)
	assert.Equal(t, none.A.Theta(), none.Partings[0].B.Theta())
	assert.NotEqual(t, none.A.Theta(), none.Partings[1].B.Theta())
	assert.NotEmpty(t, none.Digest())
}

// Every network that a number is about is in a file.
func TestFiles(t *testing.T) {
	r, _ := conduct(t, small, 2, true)
	total := 0
	var names []string
	for _, f := range r.Files() {
		var b bytes.Buffer
		require.NoError(t, f.Write(&b))
		total += b.Len()
		names = append(names, f.Name)
	}
	assert.Equal(t, []string{"A.safetensors", "B-0.safetensors", "fork-0.safetensors", "B-10.safetensors",
		"fork-10.safetensors", "B-60.safetensors", "fork-60.safetensors", "B-init.safetensors", "train.csv",
		"test.csv"}, names)
	assert.Greater(t, FilesSize(r.Experiment), int64(total))
	assert.Less(t, FilesSize(r.Experiment), int64(4*total))
}

// Every parting has the charts that the first page announces, and the tables a row.
func TestCharts(t *testing.T) {
	r, heard := conduct(t, small+"&view.fork=10", 2, false)
	for _, p := range []string{"0", "10", "init"} {
		for _, name := range []string{"ridge", "barriers", "path", "parts", "carriers", "layers"} {
			c := heard.chart(name, p)
			if assert.NotNil(t, c, "%s of %s", name, p) {
				assert.NotEmpty(t, c.Panels)
			}
		}
	}
	tables := r.Tables()
	assert.Len(t, tables[1].Rows, 4)
	assert.Len(t, tables[2].Rows, 12)
	for _, table := range tables {
		for _, row := range table.Rows {
			assert.Len(t, row.Cells, len(table.Columns))
		}
	}
	first, _ := heard.shown[1].(*wire.Reveal)
	assert.NotNil(t, first, "figures are announced before there are any")
}

// The first picture is there before the second fork is trained.
func TestFirstPicture(t *testing.T) {
	l := experiment(t, small)
	ctx, cancel := context.WithCancel(context.Background())
	heard := &listener{onward: func(stage string) {
		if stage == "fork" {
			cancel()
		}
	}}
	_, err := Conduct(ctx, l.Experiment, l.Shown(), lab.NewLocal(2, job.NewWorker), heard,
		lab.Options{Seconds: func() float64 { return 0 }})
	assert.ErrorIs(t, err, context.Canceled)
	for _, name := range []string{"ridge", "barriers", "path", "parts", "carriers"} {
		assert.NotNil(t, heard.chart(name, "0"), name)
	}
	assert.Nil(t, heard.chart("path", "10"))
}

func TestStop(t *testing.T) {
	for _, at := range []string{"trained", "fork", "forks"} {
		ctx, cancel := context.WithCancel(context.Background())
		heard := &listener{onward: func(stage string) {
			if stage == at {
				cancel()
			}
		}}
		_, err := Conduct(ctx, experiment(t, small).Experiment, "0", lab.NewLocal(2, job.NewWorker), heard,
			lab.Options{Seconds: func() float64 { return 0 }})
		assert.ErrorIs(t, err, context.Canceled, at)
		assert.Equal(t, at, heard.stages[len(heard.stages)-1])
	}
}

// A training that diverges is told with the rate to try; there are no numbers that were not computed.
func TestDivergence(t *testing.T) {
	r, _ := conduct(t, small+"&opt=sgd&lr=10&wd=1", 2, false)
	for _, f := range r.Findings() {
		assert.Regexp(t, `^There is no path: of A, training diverged at .*; try lr=`, f)
	}
	b, err := json.Marshal(r.ResultJSON())
	require.NoError(t, err)
	assert.Contains(t, string(b), `"ends":null`)
	assert.NotEmpty(t, r.Digest())
}

// What a preset says about itself is what comes out when it runs.
func TestPresetsKeepTheirWord(t *testing.T) {
	if testing.Short() {
		t.Skip("trains fifty networks")
	}
	since := map[string]string{"checker": "Forks from step 100 on", "spirals": "Forks from step 100 on",
		"strokes": "Forks from step 25 on", "gentle": "Forks from step 25 on", "control": "same batches"}
	for _, p := range keys.Presets() {
		r, _ := conduct(t, p.Fragment, 2, true)
		var said []measure.Number
		switch p.Name {
		case "checker":
			said = []measure.Number{r.barrier(0), r.barrier(2)}
		case "spirals", "strokes":
			said = []measure.Number{r.barrier(0), r.barrier(len(r.Experiment.Forks))}
		case "gentle":
			said = []measure.Number{r.barrier(0)}
		}
		for _, x := range said {
			assert.Contains(t, p.Help, measure.Amount(x), p.Name)
		}
		assert.Contains(t, r.Findings()["0"], since[p.Name])
	}
}

// The barrier falls with the step of the fork, on the default experiment: what presets and documents say of it is so.
func TestTheDefault(t *testing.T) {
	if testing.Short() {
		t.Skip("trains ten networks")
	}
	r, _ := conduct(t, "", 2, true)
	assert.Equal(t, "8af8934d5bfb", r.Digest(), "as docs/claims.md and kept links have it")
	want := []string{"1.06", "0.66", "0.13"}
	for i, text := range want {
		assert.Equal(t, text, measure.Amount(r.barrier(i)), strconv.Itoa(r.Experiment.Forks[i]))
	}
	assert.Contains(t, r.Findings()["0"], "Forks from step 100 on leave none.")
	assert.Contains(t, r.Findings()["0"], "the training loss rises by 1.06")
	assert.Contains(t, r.Findings()["init"], "start from different weights")
}
