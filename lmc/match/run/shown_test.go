package run

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/jsonwriter"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/measure"
)

// Figures read barriers, they compute none: every path is told with the one that the result has, which lies between the
// path and its chord where it says.
func TestPathsAreToldWithTheirBarriers(t *testing.T) {
	r, heard := conduct(t, small, local(2), true)
	told := map[string]float64{}
	for _, m := range heard.shown {
		c, ok := m.(*stage.Curves)
		if !ok {
			continue
		}
		n := len(c.Lambda) - 1
		chord := (1-c.Lambda[c.Peak])*c.TestLoss[0] + c.Lambda[c.Peak]*c.TestLoss[n]
		assert.InDelta(t, c.Barrier, c.TestLoss[c.Peak]-chord, 1e-12, c.Method)
		told[c.From+" "+c.Method] = c.Barrier
	}
	for _, p := range r.Result.Pairs {
		assert.Equal(t, float64(p.Barrier.Test.Loss), told[p.From+" "+p.Method])
		for k, restart := range p.Restarts {
			assert.Equal(t, float64(restart.Barrier), told[p.From+" "+Variant{Restart: k}.name(p.Method)])
		}
	}
}

// A restart that a link shows has its landscape and its units without being asked for, and the result is the same.
func TestAShownRestartIsDrawnUnasked(t *testing.T) {
	const link = "n=80&nt=60&net=7-5&steps=60&bs=20&restarts=3&lambdas=5"
	all, _ := conduct(t, link, local(2), true)
	for _, blind := range []bool{false, true} {
		heard := new(listener)
		r, err := Conduct(context.Background(), experiment(t, link), local(2), heard,
			Options{Build: "test", Seconds: ticks(), Shown: "wm.2", Unseen: blind})
		require.NoError(t, err)
		assert.Equal(t, all.Result.Digest, r.Result.Digest)
		var landscapes, similarities []string
		for _, m := range heard.shown {
			switch m := m.(type) {
			case *stage.Landscape:
				landscapes = append(landscapes, m.Method)
			case *stage.Similarity:
				similarities = append(similarities, m.Method)
			}
		}
		assert.Equal(t, "wm wm wm.2 wm.2", strings.Join(similarities, " "))
		if blind {
			assert.Empty(t, landscapes)
		} else {
			assert.Equal(t, "wm.2 wm.2", strings.Join(landscapes, " "), "coarse, then fine")
		}
	}
}

// A study of another network than B is about that one, in numbers and in words; B is named by what is about all.
func TestStudiesOfAnotherNetwork(t *testing.T) {
	const link = "n=100&nt=80&net=7-5&steps=300&bs=20&seeds=1,2,3&restarts=4&lambdas=5&data=blobs"
	r, _ := conduct(t, link, local(2), true)
	assert.Contains(t, r.Findings()["C:wm"], "On the straight line from A to C")
	assert.Contains(t, r.Findings()["wm"], "On the straight line from A to B")
	for _, study := range keys.Studies() {
		view := "view.values=4,7&view.pairs=1"
		asked := func(method string) (titles, all []string) {
			charts := map[string]*chart.Chart{}
			require.NoError(t, r.Study(t.Context(), local(2),
				&chart.Question{Name: study.Name, Method: method, View: view},
				func(c *chart.Chart) { charts[c.Name] = c }, func(float64, string) {}))
			for _, announced := range study.Charts {
				if c := charts[announced.Name]; c != nil {
					titles, all = append(titles, c.Title), append(all, string(jsonwriter.JSON(c)))
					assert.Equal(t, method, c.Method)
				}
			}
			return titles, all
		}
		titles, all := asked("C:wm")
		if study.Name == "many" {
			continue
		}
		for _, text := range all {
			if !strings.Contains(text, `"name":"restarts"`) {
				assert.Equal(t, measure.Between(text, "C"), text, study.Name)
			}
		}
		if study.Name == "why" || study.Name == "bend" {
			other, _ := asked("wm")
			assert.NotEqual(t, other, titles)
			view += "&view.pair=A-C" // as the command says it, with a method of its own
			again, _ := asked("wm")
			assert.Equal(t, titles, again)
		}
	}
}
