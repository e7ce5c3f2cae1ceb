package run

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
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
	assert.Equal(t, cell{1, 2}, r.cellOf(keys.View{Found: 5, Used: 20}))
	assert.Equal(t, cell{1, 3}, r.cellOf(keys.View{Found: 19, Used: keys.Last}), "the checkpoint before")
	assert.Equal(t, cell{keys.None, 0}, r.cellOf(keys.View{Found: keys.None}))
	assert.Equal(t, cell{keys.Stacked, 3}, r.cellOf(keys.View{Found: keys.Stacked, Used: 99}))
	c := answer(t, r, "cell", "view.found=20&view.used=5")["cell-path"]
	path := c.Panels[0].Series[1].Y
	assert.InDelta(t, float64(r.Result.Checkpoints.A.Test.Loss[1]), path[0], 1e-12)
	worst := 0.0
	for k := 0; k < len(path); k += (len(path) - 1) / 4 { // five of the points are the heat map's
		lambda := float64(k) / float64(len(path)-1)
		worst = max(worst, path[k]-(1-lambda)*path[0]-lambda*path[len(path)-1])
	}
	assert.InDelta(t, float64(r.Result.Checkpoints.Barrier.Loss[2][1]), worst, 1e-9)
	assert.Contains(t, c.Title, "At step 5, with the permutation found at step 20")
	assert.Len(t, answer(t, r, "cell", "view.found=-3")["cell-path"].Panels[0].Series, 1)
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
