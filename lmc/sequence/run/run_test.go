package run

import (
	"bytes"
	"context"
	"encoding/json"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/sequence/keys"
	"onebasin/lmc/sequence/pruning"
)

// small is an experiment of three networks that takes milliseconds.
const small = "n=80&nt=60&net=6-5&steps=40&bs=20&checkpoints=0,5,20&restarts=2&lambdas=5&levels=2&prune=0.3&rewind=5"

func parsed(t testing.TB, link string) keys.Link {
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

func (l *listener) charts() (names []string) {
	for _, m := range l.shown {
		if c, ok := m.(*chart.Chart); ok {
			names = append(names, c.Name)
		}
	}
	return names
}

// far is a worker behind a door: messages go through the codec in both directions, as they do in a page.
type far struct {
	worker lab.Worker
	codec  wire.Codec
}

func newFar() lab.Worker {
	return far{job.NewWorker(), wire.NewCodec(job.Messages(), wire.Programs())}
}

func (f far) through(m wire.Message) wire.Message {
	m, err := f.codec.Decode(wire.Encode(m))
	if err != nil {
		panic(err)
	}
	return m
}

func (f far) Start(m wire.Message) lab.Stepper { return farJob{f.worker.Start(f.through(m)), f} }

type farJob struct {
	lab.Stepper
	far far
}

func (j farJob) Outcome() wire.Message { return j.far.through(j.Stepper.Outcome()) }

func conduct(t testing.TB, link string, workers int, blind bool) (*Run, *listener) {
	t.Helper()
	heard := new(listener)
	r, err := Conduct(context.Background(), parsed(t, link), lab.NewLocal(workers, newFar), heard,
		lab.Options{Build: "test", Seconds: func() float64 { return 0 }, Unseen: blind})
	require.NoError(t, err)
	return r, heard
}

// Any number of workers gives the same bits, whether anybody looks or not, and they are those of every other machine.
func TestDigests(t *testing.T) {
	for _, c := range []struct{ link, want string }{
		{small, "61f05b35194e"},
		{small + "&seeds=4,7&match=am&act=tanh", "989369d8d4e8"},
		{"n=80&nt=60&net=7&steps=30&data=gauss&opt=sgd&lr=0.1&checkpoints=2,9&levels=0", "948022dbe191"},
	} {
		one, _ := conduct(t, c.link, 1, true)
		three, _ := conduct(t, c.link, 3, false)
		assert.Equal(t, c.want, one.Digest(), c.link)
		assert.Equal(t, one.Digest(), three.Digest(), c.link)
		again, _ := conduct(t, one.Fragment(), 2, true)
		assert.Equal(t, one.Digest(), again.Digest(), "the canonical link is the experiment")
	}
}

// The result is the contract's.
func TestResultIsTheContracts(t *testing.T) {
	r, heard := conduct(t, small, 2, false)
	assert.Equal(t, []string{"trained", "followed", "compared", "pruned", "pruned"}, heard.stages)
	for _, name := range []string{"learning", "barriers", "claims", "pruning", "transport"} {
		assert.Contains(t, heard.charts(), name)
	}
	b, err := json.Marshal(r.ResultJSON())
	require.NoError(t, err)
	var got struct {
		Experiment, Build, Digest string
		Models                    []map[string]any
		Checkpoints               struct {
			Steps        []int
			Barrier      struct{ Loss, Accuracy [][]float64 }
			None         struct{ Loss, Accuracy []float64 }
			Stacked      struct{ Loss, Accuracy []float64 }
			Permutations [][][]int
			Method       string
			Beside       []struct {
				Method  string
				Barrier struct{ Loss [][]float64 }
			}
		}
		Pruning []struct {
			Level   int
			Left    float64
			A, B    struct{ Test map[string]float64 }
			Barrier map[string]map[string]float64
		}
		Transport []map[string]any
		Strong    struct {
			Reference                string
			None, Direct, Via, Joint [][]map[string]float64
		}
	}
	require.NoError(t, json.Unmarshal(b, &got))
	assert.Equal(t, r.Fragment(), got.Experiment)
	assert.Len(t, got.Models, 3)
	k := got.Checkpoints
	assert.Equal(t, []int{0, 5, 20, 40}, k.Steps)
	assert.Equal(t, "wm", k.Method)
	require.Len(t, k.Beside, 1)
	assert.Equal(t, "am", k.Beside[0].Method)
	for _, m := range [][][]float64{k.Barrier.Loss, k.Barrier.Accuracy, k.Beside[0].Barrier.Loss} {
		require.Len(t, m, 4)
		for _, row := range m {
			assert.Len(t, row, 4)
		}
	}
	assert.Len(t, k.None.Loss, 4)
	assert.Len(t, k.Stacked.Accuracy, 4)
	assert.Len(t, k.Permutations, 4)
	require.Len(t, got.Pruning, 3)
	n := pruning.Size(r.model)
	for level, p := range got.Pruning {
		assert.Equal(t, level, p.Level)
		assert.InDelta(t, float64(pruning.Left(n, 0.3, level))/float64(n), p.Left, 1e-12)
		assert.ElementsMatch(t, []string{"none", "dense", "level"}, keysOf(p.Barrier))
		for _, theta := range r.Levels[level].Networks {
			zero := 0
			for _, x := range theta {
				if x == 0 {
					zero++
				}
			}
			assert.Equal(t, n-pruning.Left(n, 0.3, level), zero, "exactly so many weights are pruned")
		}
	}
	require.Len(t, got.Transport, 2)
	assert.ElementsMatch(t, []string{"level", "left", "own", "dense", "sparse", "none", "oneshot", "random"},
		keysOf(got.Transport[0]))
	assert.Equal(t, "A", got.Strong.Reference)
	for _, m := range [][][]map[string]float64{got.Strong.None, got.Strong.Direct, got.Strong.Via, got.Strong.Joint} {
		require.Len(t, m, 3)
		for p := range m {
			assert.Zero(t, m[p][p]["loss"])
			for q := range m {
				assert.Equal(t, m[p][q], m[q][p])
			}
		}
	}
	assert.Equal(t, got.Strong.Direct[0], got.Strong.Via[0], "to the reference the way is direct")
}

func keysOf[V any](m map[string]V) (names []string) {
	for name := range m {
		names = append(names, name)
	}
	return names
}

// Every barrier is that of the networks that the files hold, judged by another way to it: networks are renumbered first
// and the line is walked with its ends.
func TestBarriersAreOfTheNetworks(t *testing.T) {
	r, _ := conduct(t, small, 2, true)
	barrier := func(a, b []float32) float64 {
		line := path.NewLine(r.model, a, b, r.Train, r.Test)
		var loss, accuracy []float64
		lambdas := measure.Lambdas(r.Experiment.Lambdas)
		for _, lambda := range lambdas {
			_, test := line.Score(lambda)
			loss, accuracy = append(loss, test.Loss), append(accuracy, test.Accuracy)
		}
		return float64(measure.NewCurve(loss, accuracy).Barrier(lambdas).Loss)
	}
	k := r.Result.Checkpoints
	for used := range k.Steps {
		a, b := r.Checkpoints[0][used], r.Checkpoints[1][used]
		assert.InDelta(t, barrier(a, b), float64(k.None.Loss[used]), 1e-6)
		for found, p := range k.Found {
			assert.InDelta(t, barrier(a, r.sym.Apply(b, p)), float64(k.Barrier.Loss[found][used]), 1e-6)
		}
		assert.InDelta(t, barrier(a, r.sym.Apply(b, k.ForAll)), float64(k.Stacked.Loss[used]), 1e-6)
	}
	for level, l := range r.Levels {
		entry := r.Result.Pruning[level]
		assert.InDelta(t, barrier(l.Networks[0], r.sym.Apply(l.Networks[1], entry.Permutation)),
			float64(entry.Barrier.Level.Loss), 1e-6)
		assert.InDelta(t, barrier(l.Networks[0], r.sym.Apply(l.Networks[1], k.Found[len(k.Found)-1])),
			float64(entry.Barrier.Dense.Loss), 1e-6)
	}
}

// Every network that a number is about is in a file.
func TestFiles(t *testing.T) {
	r, _ := conduct(t, small, 2, true)
	total := 0
	written := map[string]bool{}
	for _, f := range r.Files() {
		var b bytes.Buffer
		require.NoError(t, f.Write(&b))
		written[f.Name] = true
		total += b.Len()
	}
	for _, name := range []string{"A-0.safetensors", "B-40.safetensors", "C.safetensors", "A-level-1.safetensors",
		"B-level-2.safetensors", "B-level-2-sparse.safetensors", "B-level-1-random.safetensors", "train.csv",
		"test.csv"} {
		assert.Contains(t, written, name)
	}
	assert.Len(t, written, 8+1+2*keys.Masks+2)
	assert.Greater(t, FilesSize(r.Experiment), int64(total))
	assert.Less(t, FilesSize(r.Experiment), int64(3*total))
}

// A permutation that was found late serves early steps better than one that was found early serves late ones, one for
// all serves all, masks are transported better with a permutation than without, and all of that is said.
func TestTheFinding(t *testing.T) {
	r, _ := conduct(t, "n=600&nt=400&steps=600&seeds=1,2&checkpoints=0,10,40,160&match=wm&levels=0", 2, true)
	k := r.Result.Checkpoints
	before, after := halves(k.Barrier.Loss)
	assert.Less(t, before, after/3)
	assert.Less(t, float64(k.Stacked.Loss[4]), float64(k.None.Loss[4])/5)
	assert.Regexp(t, `^By weight matching a permutation serves earlier steps better than later ones: mean barrier`,
		r.heatTitle())
	assert.Regexp(t, `^One permutation for all steps leaves at most `, r.Findings()[""])
	for _, table := range r.Tables() {
		for _, row := range table.Rows {
			assert.Len(t, row.Cells, len(table.Columns), table.Name)
		}
	}
	assert.Len(t, r.claimsOf(), 2, "of two networks the strong claim says no more than the weak one")
}

func TestOneSeedIsAControl(t *testing.T) {
	r, _ := conduct(t, small+"&seeds=4,4", 2, false)
	assert.Contains(t, r.Findings()[""], "one network: a control")
	for _, row := range r.Result.Checkpoints.Barrier.Loss {
		for _, v := range row {
			assert.Zero(t, float64(v))
		}
	}
}

// A training that diverges is told with the rate to try; there are no numbers that were not computed.
func TestDivergence(t *testing.T) {
	r, _ := conduct(t, small+"&opt=sgd&lr=10&wd=1", 2, false)
	assert.Regexp(t, `^There is nothing to compare: of A, training diverged at .*; try lr=`, r.Findings()[""])
	assert.NotEmpty(t, r.Digest())
	assert.NotEmpty(t, r.Tables()[0].Notes)
	assert.ErrorContains(t, r.Study(context.Background(), nil, &chart.Question{Name: "cell"}, nil, nil),
		"no two trained")
}

func TestStop(t *testing.T) {
	for _, at := range []string{"trained", "followed", "compared", "pruned"} {
		ctx, cancel := context.WithCancel(context.Background())
		heard := &listener{onward: func(stage string) {
			if stage == at {
				cancel()
			}
		}}
		_, err := Conduct(ctx, parsed(t, small), lab.NewLocal(2, job.NewWorker), heard,
			lab.Options{Seconds: func() float64 { return 0 }})
		assert.ErrorIs(t, err, context.Canceled, at)
		assert.Equal(t, at, heard.stages[len(heard.stages)-1])
	}
}

// What a preset says about itself is what comes out when it runs.
func TestPresetsKeepTheirWord(t *testing.T) {
	if testing.Short() || runtime.GOOS == "js" {
		t.Skip("trains a hundred networks; in Node the digests of small links are compared")
	}
	for _, p := range keys.Presets() {
		link := p.Fragment
		if p.Name == "strokes" {
			link += "&levels=0" // of which nothing is said
		}
		r, _ := conduct(t, link, 2, true)
		claims := r.claimsOf()
		said := []string{measure.Amount(claims[1].with), measure.Amount(claims[1].without)}
		switch p.Name {
		case "spirals":
			assert.Equal(t, "c4e6c41595f0", r.Digest(), "as docs/claims.md and kept links have it")
			said = append(said, measure.Amount(claims[2].with), measure.Amount(claims[2].without))
		case "narrow", "wide":
			said = append(said, measure.Amount(claims[2].with), measure.Amount(claims[2].without))
		case "five":
			said = []string{measure.Amount(claims[2].with), measure.Amount(claims[2].without),
				measure.Amount(claims[0].with)}
		case "pruned":
			last := r.Result.Transport[len(r.Result.Transport)-1]
			said = []string{shareLabel(last.Left), points(last.Own.Accuracy), points(last.Sparse.Accuracy),
				points(last.None.Accuracy)}
		}
		for _, x := range said {
			assert.Contains(t, p.Help, x, p.Name)
		}
	}
}
