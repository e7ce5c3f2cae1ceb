package figures_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/render"
	"onebasin/render/board"
)

// The numbers of a figure are those of all that is drawn in it: of the landscape also the networks' places and the
// trainings, of the merged network also what is written under its regions, and the examples on them.
func TestTablesHoldAllThatIsDrawn(t *testing.T) {
	a := play(t, record(t, "net=8&steps=100&restarts=2&n=100&nt=70"), 1000)
	table := func(figure string, column int) map[string]int {
		file, err := a.Export(figure, "csv", board.Print{Scale: 1})
		require.NoError(t, err)
		rows, err := csv.NewReader(strings.NewReader(string(file.Data))).ReadAll()
		require.NoError(t, err)
		count := map[string]int{}
		for _, r := range rows[1:] {
			count[r[column]]++
		}
		return count
	}
	place := table("landscape", 3)
	n := describe(a).Landscape.N
	assert.Equal(t, n*n, place["grid"])
	assert.Equal(t, []int{1, 1, 1}, []int{place["A"], place["B"], place["π(B)"]})
	assert.Greater(t, place["training 1"], 2)
	assert.Greater(t, place["training 2"], 2)
	of := table("merged", 0)
	assert.Equal(t, 70, of["test example"])
	assert.Equal(t, of["none"], of["wm"])
	assert.NotContains(t, table("merged", 6), "NaN")
}

// Decision regions have scales of both inputs and a legend of the classes.
func TestRegionsHaveScalesAndALegend(t *testing.T) {
	for _, width := range []float64{358, 736, 1000} {
		a := play(t, record(t, "net=8&steps=50&restarts=1&n=60&nt=60"), width)
		at := describe(a).Frames["merged"]
		said := map[string]int{}
		for _, m := range flat(marks(a)) {
			if l, ok := m.(render.Label); ok && (render.Rect{X: at.X, Y: at.Y, W: at.W, H: at.H}).Contains(l.At) {
				said[l.Text]++
			}
		}
		assert.Equal(t, 2, said["x"], "width %g", width)
		assert.Equal(t, 2, said["y"], "width %g", width)
		assert.Equal(t, 1, said["class"], "width %g", width)
		assert.GreaterOrEqual(t, said["0"], 2, "width %g: a tick on each axis or a class", width)
	}
}
