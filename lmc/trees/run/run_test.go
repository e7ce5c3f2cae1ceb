package run

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/trees/firstpage"
	"onebasin/lmc/trees/job"
	"onebasin/lmc/trees/keys"
	"onebasin/lmc/trees/result"
	"onebasin/lmc/trees/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// small is an experiment of three models that takes milliseconds.
const small = "data=gauss&n=90&nt=60&dim=4&classes=3&trees=6&steps=60&bs=30&lambdas=5"

// three are its models, of which two are matched to the first.
const three = "&seeds=1,2,3"

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

func conduct(t testing.TB, link string, workers int, blind bool) (*Run, *listener) {
	t.Helper()
	heard := new(listener)
	r, err := Conduct(context.Background(), parsed(t, link), lab.NewLocal(workers, job.NewWorker), heard,
		lab.Options{Build: "test", Seconds: func() float64 { return 0 }, Unseen: blind})
	require.NoError(t, err)
	return r, heard
}

// Any number of workers gives the same bits, whether anybody looks or not, and they are those of every other machine.
func TestDigests(t *testing.T) {
	for _, c := range []struct{ link, want string }{
		{small + three, "90a69822e417"},
		{small + "&tree=perfect&depth=3&split=0.8", "929d63dcfed4"},
		{small + "&tree=list&depth=4&scale=normal", "33a85002a421"},
		{small + "&tree=modified&depth=4", "59c32f7d429a"},
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
	r, heard := conduct(t, small+three+"&split=0.8", 2, false)
	assert.Equal(t, []string{"trained", "matched", "path", "plane"}, heard.stages)
	assert.Equal(t, []string{"barriers", "path", "merged", "landscape", "landscape"}, heard.charts())
	b, err := json.Marshal(r.ResultJSON())
	require.NoError(t, err)
	var got struct {
		Experiment, Build, Digest string
		Seconds                   map[string]float64
		Models                    []map[string]any
		Pairs                     []map[string]any
	}
	require.NoError(t, json.Unmarshal(b, &got))
	assert.Equal(t, r.Fragment(), got.Experiment)
	assert.Len(t, got.Models, 3)
	assert.Len(t, got.Pairs, 2*9, "none, and two searches with four sets each, of B and of C")
	for k, p := range got.Pairs {
		for _, key := range []string{"to", "from", "method", "invariances", "trees", "objective", "seconds",
			"functionError", "distance", "path", "barrier", "midpoint", "merged", "ensemble"} {
			assert.Contains(t, p, key)
		}
		pair := r.Result.Pairs[k]
		assert.Equal(t, "A", pair.To)
		assert.Less(t, float64(pair.FunctionError), 1e-5*largestLogit(r, pair.From))
		first, last := pair.Path.Test.Loss[0], pair.Path.Test.Loss[4]
		assert.Equal(t, r.Result.Models[0].Test.Loss, first)
		assert.InDelta(t, float64(r.Result.Models[r.Pairs[k].From].Test.Loss), float64(last), 1e-5)
		assert.Equal(t, pair.Path.Train.Accuracy[2], pair.Merged.Train.Accuracy, "of five points the third is halfway")
		assert.Equal(t, vector.Distance(r.Models[0], r.Pairs[k].Matched), float64(pair.Distance.After))
	}
	assert.Equal(t, []any{}, got.Pairs[0]["invariances"])
	assert.Equal(t, []any{"perm", "order", "flip"}, got.Pairs[4]["invariances"])
	assert.NotContains(t, asJSON(t, first(conduct(t, small, 2, true))), "ensemble")
}

func first(r *Run, _ *listener) *Run { return r }

func asJSON(t *testing.T, r *Run) string {
	b, err := json.Marshal(r.ResultJSON())
	require.NoError(t, err)
	return string(b)
}

func largestLogit(r *Run, from string) (largest float64) {
	for k, m := range r.Result.Models {
		if m.Name != from {
			continue
		}
		d := r.Data.Test
		f := make([]float32, d.N*d.Classes)
		toynets.NewEvaluator(r.model).Logits(f, r.Models[k], d.X, d.N)
		for _, v := range f {
			largest = max(largest, math.Abs(float64(v)))
		}
	}
	return largest
}

// Every weight that a number is about is in a file, in the contract's shapes, and the data as the trees saw them.
func TestFiles(t *testing.T) {
	r, _ := conduct(t, small+three+"&tree=modified&depth=3&split=0.7", 2, true)
	written := map[string][]byte{}
	total := 0
	for _, f := range r.Files() {
		var b bytes.Buffer
		require.NoError(t, f.Write(&b))
		written[f.Name] = b.Bytes()
		total += b.Len()
	}
	for _, name := range []string{"A.safetensors", "B.safetensors", "C.safetensors", "B-wm-perm.safetensors",
		"C-am-perm.safetensors", "rules.txt", "train.csv", "test.csv", "train-A.csv", "train-B.csv"} {
		assert.Contains(t, written, name)
	}
	assert.Len(t, written, 3+4+1+4)
	assert.Greater(t, FilesSize(r.Experiment), int64(total))
	assert.Less(t, FilesSize(r.Experiment), int64(3*total))

	b := written["B.safetensors"]
	head := int(binary.LittleEndian.Uint64(b))
	var header map[string]struct {
		Shape   []int
		Offsets []int `json:"data_offsets"`
	}
	require.NoError(t, json.Unmarshal(b[8:8+head], &header))
	assert.Equal(t, []int{6, 3, 4}, header["nodes.weight"].Shape)
	assert.Equal(t, []int{6, 3}, header["nodes.bias"].Shape)
	assert.Equal(t, []int{6, 4, 3}, header["leaves"].Shape)
	leaves := b[8+head+header["leaves"].Offsets[0]:]
	at := func(tree, leaf, class int) float32 {
		return math.Float32frombits(binary.LittleEndian.Uint32(leaves[4*((tree*4+leaf)*3+class):]))
	}
	for tree := range 6 {
		for class := range 3 {
			assert.Equal(t, r.model.LeafValues(r.Models[1])[(tree*3+2)*3+class], at(tree, 2, class))
			assert.Zero(t, at(tree, 3, class), "the last leaf is fixed at zero")
		}
	}
	lines := bytes.Count(written["train-A.csv"], []byte("\n")) + bytes.Count(written["train-B.csv"], []byte("\n"))
	assert.Equal(t, 90+2, lines)
}

// Matching with all invariances lowers the barrier of oblivious trees, and says so.
func TestTheFinding(t *testing.T) {
	r, _ := conduct(t, "n=400&nt=400&trees=48&steps=600&lambdas=11&match=wm", 2, true)
	pairs := r.Result.Of("B")
	none, all := pairs[0].Barrier.Test.Accuracy, pairs[4].Barrier.Test.Accuracy
	assert.Less(t, float64(all), float64(none)/2)
	assert.Equal(t, "On the straight line from A to B the test accuracy falls by "+points(none)+
		" points; with trees exchanged by their weights, by "+points(pairs[1].Barrier.Test.Accuracy)+
		", with rules and subtrees too, by "+points(all)+".", r.Findings()["none"])
	tables := r.Tables()
	require.Len(t, tables, 2)
	assert.Len(t, tables[1].Rows, 5)
	for _, row := range tables[1].Rows {
		assert.Len(t, row.Cells, len(tables[1].Columns))
	}
	assert.Equal(t, "WM: trees, rules and subtrees", tables[1].Rows[4].Head)
}

func TestOneSeedIsAControl(t *testing.T) {
	r, heard := conduct(t, small+"&seeds=4,4", 2, false)
	assert.Contains(t, r.Findings()["none"], "one ensemble: a control")
	assert.NotContains(t, heard.charts(), "landscape")
	for _, p := range r.Result.Pairs {
		assert.Zero(t, float64(p.Barrier.Test.Loss))
	}
}

// A training that diverges is told with the rate to try; there are no numbers that were not computed.
func TestDivergence(t *testing.T) {
	r, _ := conduct(t, small+"&opt=sgd&lr=10&wd=1", 2, false)
	assert.Regexp(t, `^There is no path: of A, training diverged at .*; try lr=`, r.Findings()["none"])
	assert.Contains(t, asJSON(t, r), `"accuracy":null`)
	assert.NotEmpty(t, r.Digest())
	assert.NotEmpty(t, r.Tables()[0].Notes)
}

func TestStop(t *testing.T) {
	for _, at := range []string{"trained", "matched", "path"} {
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
	if testing.Short() {
		t.Skip("trains fourteen ensembles")
	}
	for _, p := range keys.Presets() {
		r, _ := conduct(t, p.Fragment, 2, true)
		if p.Fragment == "" {
			assert.Equal(t, "cc3b842c1d7c", r.Digest(), "as docs/claims.md and kept links have it")
		}
		pairs := r.Result.Of("B")
		said := []measure.Number{pairs[0].Barrier.Test.Accuracy, best(r).Barrier.Test.Accuracy}
		switch p.Name {
		case "deep":
			said[1] = r.Result.Pairs[3].Barrier.Test.Accuracy
			assert.Equal(t, "am", r.Result.Pairs[3].Method)
		case "split":
			last := len(pairs[0].Path.Lambda) - 1
			said = []measure.Number{pairs[0].Path.Test.Accuracy[0], pairs[0].Path.Test.Accuracy[last],
				best(r).Merged.Test.Accuracy}
		default:
			said = append(said, pairs[1].Barrier.Test.Accuracy)
		}
		for _, x := range said {
			assert.Contains(t, p.Help, points(x), p.Name)
		}
	}
}

// best is the pair of the first search with all invariances.
func best(r *Run) *result.Pair {
	for _, p := range r.Result.Of("B") {
		if name(p) == r.Experiment.Offered()[1] {
			return p
		}
	}
	return nil
}

// study asks one of a run and returns the charts that it ended with.
func study(t testing.TB, r *Run, name, method, view string) map[string]*chart.Chart {
	t.Helper()
	shown := map[string]*chart.Chart{}
	err := r.Study(context.Background(), lab.NewLocal(2, job.NewWorker), &chart.Question{Name: name, Method: method,
		View: view}, func(c *chart.Chart) { shown[c.Name] = c }, func(float64, string) {})
	require.NoError(t, err, name)
	return shown
}

// Every study answers with the charts that it announces, of every architecture, and changes nothing of the result.
func TestStudies(t *testing.T) {
	for _, link := range []string{"&split=0.8", "&tree=perfect", "&tree=list&depth=4", "&tree=modified&depth=3"} {
		r, _ := conduct(t, small+"&seeds=1,2"+link, 2, true)
		digest, models := r.Digest(), slices.Clone(r.Models[0])
		for _, s := range firstpage.Studies() {
			if s.Name == "split" && r.Experiment.Split == 0 {
				err := r.Study(context.Background(), nil, &chart.Question{Name: "split"}, nil, func(float64, string) {})
				assert.ErrorContains(t, err, "set split")
				continue
			}
			shown := study(t, r, s.Name, "", "view.pairs=1")
			for _, a := range s.Charts {
				if assert.Contains(t, shown, a.Name, link) {
					assert.NotEmpty(t, shown[a.Name].Title)
					assert.NotEmpty(t, shown[a.Name].Panels)
				}
			}
			assert.Len(t, shown, len(s.Charts))
		}
		assert.Equal(t, digest, r.Digest())
		assert.Equal(t, models, r.Models[0])
		assert.ErrorContains(t, r.Study(context.Background(), nil, &chart.Question{Name: "why"}, nil, nil), "no study")
	}
}

// What the study says of the inside of trees is so.
func TestInsideTheTrees(t *testing.T) {
	r, _ := conduct(t, small+"&seeds=1,2", 2, true)
	s := study(t, r, "inside", "", "")["similarity"].Panels
	sum, most := 0.0, 0.0
	for i := range 6 {
		sum += s[1].Grid.Values[7*i]
		most += s[0].Grid.Values[7*i]
	}
	wm := r.Result.Pairs[4]
	assert.InDelta(t, float64(wm.Objective), sum, 1e-9, "the diagonal is what weight matching found")
	assert.Greater(t, sum, most)

	hard := study(t, r, "hard", "", "view.beta=1")
	accuracy, agreement := hard["hard"].Panels[0].Series[0].Y, hard["hard"].Panels[1].Series[0].Y
	assert.InDelta(t, 100*float64(r.Result.Models[0].Test.Accuracy), accuracy[2], 1e-9, "at β = 1 nothing changes")
	assert.Equal(t, 100.0, agreement[2])
	assert.Less(t, agreement[8], 100.0)
	for _, y := range hard["sharpened"].Panels[0].Series[1].Y {
		assert.Equal(t, 100.0, y, "at β = 1 all answers are the same")
	}
	assert.Equal(t, accuracy[3], study(t, r, "hard", "", "view.beta=2")["sharpened"].Panels[0].Series[0].Y[0])

	for _, bars := range study(t, r, "inside", "", "")["importance"].Panels[0].Series {
		sum := 0.0
		for _, y := range bars.Y {
			sum += y
		}
		assert.InDelta(t, 100, sum, 1e-9)
	}
}

// By hand the function stays and the distance does not; done as matching does, it is that of the matched tree.
func TestOneTreeByHand(t *testing.T) {
	r, _ := conduct(t, small+"&seeds=1,2&depth=3", 2, true)
	best := r.pair(r.Experiment.Offered()[1])
	var flips, order []string
	for n, flip := range best.Element[2].Flip {
		if flip {
			flips = append(flips, strconv.Itoa(n+1))
		}
	}
	for _, rule := range best.Element[2].Order {
		order = append(order, strconv.Itoa(rule+1))
	}
	i := &inquiry{Run: r, ctx: context.Background(), pair: best, told: func(float64, string) {}}
	var title string
	i.show = func(c *chart.Chart) {
		if c.Name == "tree" {
			title = c.Title
		}
	}
	for view, want := range map[string]int{"": 0, "&view.flip=" + strings.Join(flips, ",") + "&view.order=" +
		strings.Join(order, ","): 2} {
		l, problems := keys.Parse("view.tree=3" + strings.ReplaceAll(view, "&view.flip=&", "&"))
		require.Empty(t, problems)
		i.view = l.View
		require.NoError(t, i.oneTree())
		whole := symmetry.Whole(r.model, 0)
		if want == 2 {
			whole = best.Element[2]
			whole.From = 0
		}
		e := r.model
		e.Trees = 1
		made := symmetry.Apply(e, alone(r.model, r.Models[1], best.Element[2].From), symmetry.Element{whole})
		d := measure.Amount(measure.Number(vector.Distance(alone(r.model, r.Models[0], 2), made)))
		assert.Contains(t, title, fmt.Sprintf("is %s from tree 3 of A", d))
		assert.Regexp(t, `changed by (0|less than|[0-9.]+·10⁻|[0-9.e-]+)`, title)
	}
	for view, want := range map[string]string{"view.tree=7": "there is no tree 7: A has 6",
		"view.flip=4": "there is no node 4 to flip: the tree has 3", "view.flip=1.5": "no node 1.5",
		"view.order=1,1,2": "names each of 3 rules once", "view.order=1": "names each of 3 rules once"} {
		err := r.Study(context.Background(), nil, &chart.Question{Name: "one", View: view}, nil,
			func(float64, string) {})
		assert.ErrorContains(t, err, want)
	}
}

// Buttons and nodes flip, and flip back: what they do is told, whatever was done before.
func TestWhatIsDoneByHandCanBeUndone(t *testing.T) {
	r, _ := conduct(t, small+"&seeds=1,2&tree=perfect", 2, true)
	looks := func(view string) map[string]string {
		all := map[string]string{}
		panels := study(t, r, "one", "", view)["tree"].Panels
		for _, s := range panels[1].Series {
			if len(s.X) == 0 {
				for k, label := range s.Labels {
					all[label] = s.Looks[k]
				}
			}
		}
		for _, s := range panels[0].Series {
			assert.Empty(t, s.Looks, "A’s tree stays")
		}
		return all
	}
	assert.Equal(t, map[string]string{"Flip node 1": "view.flip=~1", "Flip node 2": "view.flip=~2",
		"Flip node 3": "view.flip=~3"}, looks(""))
	assert.Equal(t, map[string]string{"Flip node 1": "view.flip=~1", "Flip back node 2": "view.flip=~2",
		"Flip node 3": "view.flip=~3"}, looks("view.flip=2"))
	r, _ = conduct(t, small+"&seeds=1,2&tree=oblivious&depth=3", 2, true)
	assert.Equal(t, map[string]string{"Flip node 1": "view.flip=~1", "Flip node 2": "view.flip=~2",
		"Flip node 3": "view.flip=~3", "Exchange rules 1 and 2": "view.order=~1,2,3~1",
		"Exchange rules 2 and 3": "view.order=~1,2,3~2"}, looks("view.order=3,1,2"))
	r, _ = conduct(t, small+"&seeds=1,2&tree=list&depth=3", 2, true)
	assert.Equal(t, map[string]string{"Flip node 3": "view.flip=~3"}, looks(""))
}

// What is looked at decides the first page’s charts, whether the run is asked or was begun so, and the landscape.
func TestTheFirstPageFollows(t *testing.T) {
	r, heard := conduct(t, small+"&seeds=1,2&view.lambda=0.25&view.method=am-perm", 2, false)
	byName := func(messages []wire.Message) map[string]*chart.Chart {
		all := map[string]*chart.Chart{}
		for _, m := range messages {
			if c, ok := m.(*chart.Chart); ok {
				all[c.Name] = c
			}
		}
		return all
	}
	other, _ := conduct(t, small+"&seeds=1,2", 2, false)
	const view = "view.lambda=0.25&view.method=am-perm"
	answer := other.Answer(&chart.Question{View: view})
	assert.Equal(t, &chart.Question{View: view}, answer[len(answer)-1], "it was answered")
	require.NoError(t, other.Picture(context.Background(), lab.NewLocal(2, job.NewWorker), &chart.Picture{View: view},
		func(m wire.Message) { answer = append(answer, m) }))
	assert.Equal(t, byName(heard.shown), byName(answer))
	assert.Contains(t, byName(answer)["barriers"].Title, "activation matching of trees")
	assert.Regexp(t, `^At λ = 0.25 the merged ensemble is right in .* with π\(B\), .* with B$`,
		byName(answer)["merged"].Title)
	right, err := func() (float64, error) {
		_, share, err := r.answers(context.Background(), r.on(r.pair("am-perm"), 0.25))
		return share, err
	}()
	require.NoError(t, err)
	assert.InDelta(t, float64(r.Result.Pairs[5].Path.Test.Accuracy[1]), right, 1e-9, "as the path has it")
	assert.Nil(t, other.Answer(&chart.Question{Name: "one"}))
	assert.Len(t, byName(other.Answer(&chart.Question{View: "view.method=none"}))["merged"].Panels[0].Series, 3)
}

// Whatever is looked at, figures are answered, in bounded memory.
func FuzzAnswer(f *testing.F) {
	for _, view := range []string{"", "view.lambda=NaN", "view.method=am-perm&view.lambda=0.3", "view.method=none&x",
		"view.plane=2&view.pair=A-C", "view.lambda=1&view.lambda=0&view.fork=-1"} {
		f.Add("", view)
	}
	r, _ := conduct(f, small, 1, true)
	f.Fuzz(func(t *testing.T, name, view string) {
		q := &chart.Question{Name: name, View: view}
		allocation.Within(t, uint64(1000*len(view)+4<<20), func() { r.Answer(q) })
	})
}
