package run

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/lmc/sequence/firstpage"
	"onebasin/lmc/sequence/keys"
)

// answer asks a study of a run and returns its last charts by name.
func answer(t testing.TB, r *Run, name, view string) map[string]*chart.Chart {
	t.Helper()
	shown := map[string]*chart.Chart{}
	last := 0.0
	require.NoError(t, r.Study(context.Background(), lab.NewLocal(2, newFar), &chart.Question{Name: name, View: view},
		func(c *chart.Chart) { shown[c.Name] = c }, func(f float64, _ string) {
			assert.LessOrEqual(t, f, 1.0+1e-9)
			last = f
		}))
	assert.GreaterOrEqual(t, last, 0.0)
	return shown
}

// Every study gives the charts that it announces, and changes no number.
func TestStudies(t *testing.T) {
	r, _ := conduct(t, small, 2, true)
	digest := r.Digest()
	for _, study := range firstpage.Studies() {
		shown := answer(t, r, study.Name, "view.widths=2,4")
		for _, a := range study.Charts {
			assert.Contains(t, shown, a.Name)
			for _, p := range shown[a.Name].Panels {
				assert.Len(t, p.Grid.Values, p.Grid.Rows*p.Grid.Cols)
				for _, s := range p.Series {
					assert.Len(t, s.Y, len(s.X), "%s, %s", a.Name, s.Name)
				}
			}
		}
	}
	assert.Equal(t, digest, r.Digest())
	assert.ErrorContains(t, r.Study(context.Background(), nil, &chart.Question{Name: "why"}, nil, nil), "no study")
	two, _ := conduct(t, small+"&seeds=1,2", 2, true)
	for name, why := range map[string]string{"strong": "add a third seed", "masks": "make levels at least 1",
		"layers": "make net longer"} {
		link := "n=60&nt=40&net=5&steps=20&bs=20&checkpoints=3&levels=0&lambdas=5&seeds=1,2"
		one, _ := conduct(t, link, 1, true)
		assert.ErrorContains(t, one.Study(context.Background(), nil, &chart.Question{Name: name}, nil, nil), why)
	}
	assert.NotEmpty(t, answer(t, two, "layers", ""))
}

// A picture of masks has a square for every weight, those of a layer with more units than inputs laid on its side: 3 is
// a weight that both masks leave.
func TestMaskPictures(t *testing.T) {
	r, _ := conduct(t, small, 2, true)
	c := (&study{Run: r}).maskPictures()
	require.Len(t, c.Panels, 2*r.model.Layers())
	first := c.Panels[0].Grid
	assert.Equal(t, []int{2, 6}, []int{first.Rows, first.Cols})
	level := r.Levels[len(r.Levels)-1]
	a, b := r.model.Weight(level.Masks[0], 1), r.model.Weight(level.Masks[1], 1)
	for unit := range 6 {
		for input := range 2 {
			assert.Equal(t, float64(a[unit*2+input]+2*b[unit*2+input]), first.Values[input*6+unit])
		}
	}
	both := [2]int{}
	for k, p := range c.Panels {
		for _, v := range p.Grid.Values {
			if v == 3 {
				both[k/r.model.Layers()]++
			}
		}
	}
	assert.Equal(t, r.Result.Pruning[2].Agreement.None < r.Result.Pruning[2].Agreement.Sparse, both[0] < both[1])
}

// A cell's path has the barrier of the heat map, where its points are the same.
func TestACellIsTheHeatMaps(t *testing.T) {
	r, _ := conduct(t, small[:len(small)-len("&levels=2&prune=0.3&rewind=5")]+"&levels=0", 2, true)
	steps := r.Result.Checkpoints.Steps
	assert.Equal(t, cell{1, 2}, cellOf(steps, keys.View{Found: 5, Used: 20}))
	assert.Equal(t, cell{1, 3}, cellOf(steps, keys.View{Found: 19, Used: keys.Last}), "the checkpoint before")
	assert.Equal(t, cell{keys.None, 0}, cellOf(steps, keys.View{Found: keys.None}))
	assert.Equal(t, cell{keys.Stacked, 3}, cellOf(steps, keys.View{Found: keys.Stacked, Used: 99}))
	c := answer(t, r, "cell", "view.found=20&view.used=5")["cell-path"]
	path := c.Panels[0].Series[2].Y
	assert.Equal(t, "weight matching", c.Panels[0].Series[2].Name)
	train := c.Panels[1].Series[3] // dashed, beside the accuracy over the test data
	assert.Equal(t, chart.ShapeDash, train.Shape)
	assert.InDelta(t, 100*float64(r.Result.Checkpoints.A.Train.Accuracy[1]), train.Y[0], 1e-12)
	assert.InDelta(t, 100*float64(r.Result.Checkpoints.B.Train.Accuracy[1]), train.Y[len(train.Y)-1], 1e-12)
	assert.InDelta(t, float64(r.Result.Checkpoints.A.Test.Loss[1]), path[0], 1e-12)
	worst := 0.0
	for k := 0; k < len(path); k += (len(path) - 1) / 4 { // five of the points are the heat map's
		lambda := float64(k) / float64(len(path)-1)
		worst = max(worst, path[k]-(1-lambda)*path[0]-lambda*path[len(path)-1])
	}
	assert.InDelta(t, float64(r.Result.Checkpoints.Barrier.Loss[2][1]), worst, 1e-9)
	assert.Contains(t, c.Title, "At step 5, with the permutation found at step 20")
	assert.Len(t, answer(t, r, "cell", "view.found=-3")["cell-path"].Panels[0].Series, 2, "over test and training data")
}

// The first page follows the hand: the frame on the heat maps, the path, and the points on both trajectories, whether
// the run was begun so or is asked.
func TestTheFirstPageFollows(t *testing.T) {
	const view = "view.found=5&view.used=20"
	_, heard := conduct(t, small+"&"+view, 2, false)
	byName := func(messages []wire.Message) map[string]*chart.Chart {
		all := map[string]*chart.Chart{}
		for _, m := range messages {
			if c, ok := m.(*chart.Chart); ok {
				all[c.Name] = c
			}
		}
		return all
	}
	other, _ := conduct(t, small, 2, false)
	answered := other.Answer(&chart.Question{View: view})
	assert.Equal(t, &chart.Question{View: view}, answered[len(answered)-1], "it was answered")
	first, now := byName(heard.shown), byName(answered)
	for name, c := range now {
		assert.Equal(t, first[name], c, name)
	}
	assert.Len(t, now, 4)
	k := other.Result.Checkpoints
	frame := now["barriers"].Panels[1].Series[0]
	assert.Equal(t, []float64{1.5, 2.5, 2.5, 1.5, 1.5}, frame.X, "the third column")
	assert.Equal(t, []float64{1.5, 1.5, 2.5, 2.5, 1.5}, frame.Y, "the row below none and step 0")
	along := now["path"]
	assert.Contains(t, along.Title, "At step 20, with the permutation found at step 5, the loss barrier is")
	lambdas := measure.Lambdas(5)
	for i, want := range []measure.Number{k.None.Loss[2], k.Barrier.Loss[1][2], k.Beside[0].Barrier.Loss[1][2]} {
		worst := 0.0
		y := along.Panels[0].Series[i].Y
		for j, lambda := range lambdas {
			worst = max(worst, y[j]-(1-lambda)*y[0]-lambda*y[4])
		}
		assert.InDelta(t, float64(want), worst, 1e-12, "the path's barrier is the heat map's")
	}
	var dots []float64
	for _, s := range now["learning"].Panels[0].Series {
		if s.Shape == chart.ShapeDots {
			assert.Equal(t, []float64{2}, s.X)
			dots = append(dots, s.Y...)
		}
	}
	assert.Equal(t, []float64{float64(k.A.Test.Loss[2]), float64(k.B.Test.Loss[2])}, dots)
	none := byName(other.Answer(&chart.Question{View: "view.found=-3"}))
	assert.Len(t, none["path"].Panels[0].Series, 1)
	assert.Equal(t, -0.5, none["barriers"].Panels[0].Series[0].Y[0])
	all := byName(other.Answer(&chart.Question{View: "view.found=-2&view.used=0"}))
	assert.Equal(t, 4.5, all["barriers"].Panels[0].Series[0].Y[0])
	assert.Contains(t, all["path"].Title, "At step 0, with the one permutation for all steps")
	assert.Nil(t, other.Answer(&chart.Question{Name: "cell"}))
}

// The further heat maps are of the accuracy, as the result has it, and of the training data, judged by the networks.
func TestMaps(t *testing.T) {
	r, _ := conduct(t, small, 2, true)
	shown := answer(t, r, "maps", "")
	k := r.Result.Checkpoints
	test, train := shown["maps-test"].Panels, shown["maps-training"].Panels
	require.Len(t, test, 2)
	require.Len(t, train, 4, "loss and accuracy by two searches")
	assert.InDelta(t, 100*float64(k.Barrier.Accuracy[1][3]), test[0].Grid.Values[2*4+3], 1e-12)
	assert.InDelta(t, 100*float64(k.Beside[0].Stacked.Accuracy[0]), test[1].Grid.Values[5*4], 1e-12)
	line := path.NewLine(r.model, r.Checkpoints[0][3], r.sym.Apply(r.Checkpoints[1][3], k.Beside[0].Found[1]), r.Train,
		r.Test)
	var loss, accuracy []float64
	lambdas := measure.Lambdas(5)
	for _, lambda := range lambdas {
		s, _ := line.Score(lambda)
		loss, accuracy = append(loss, s.Loss), append(accuracy, s.Accuracy)
	}
	want := measure.NewCurve(loss, accuracy).Barrier(lambdas)
	assert.InDelta(t, float64(want.Loss), train[1].Grid.Values[2*4+3], 1e-6)
	assert.InDelta(t, 100*float64(want.Accuracy), train[3].Grid.Values[2*4+3], 1e-4)
}

func TestLayerSets(t *testing.T) {
	assert.Equal(t, [][]int{nil, {0}, {1}, {0, 1}}, layerSets(2))
	assert.Equal(t, [][]int{nil, {0}, {2}, {1}, {0, 1}, {1, 2}, {0, 2}, {0, 1, 2}}, layerSets(3))
	assert.Len(t, layerSets(4), 1+4+2+4+1)
	assert.True(t, slices.IsSortedFunc(layerSets(6), func(a, b []int) int { return len(a) - len(b) }))
}

func TestSeedPairs(t *testing.T) {
	assert.Equal(t, [][]int{{1, 2}, {3, 4}, {5, 6}}, seedPairs([]int{1, 2, 3}, 3))
	assert.Equal(t, [][]int{{5, 2}, {1, 3}, {4, 6}}, seedPairs([]int{5, 2}, 3))
}
