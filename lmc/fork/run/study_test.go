package run

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/fork/firstpage"
	"onebasin/lmc/fork/job"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
)

func study(t *testing.T, r *Run, name, parting string) map[string]*chart.Chart {
	t.Helper()
	shown, last := map[string]*chart.Chart{}, 0.0
	require.NoError(t, r.Study(context.Background(), lab.NewLocal(2, job.NewWorker),
		&chart.Question{Name: name, Method: parting}, func(c *chart.Chart) {
			assert.Equal(t, name, c.Study)
			assert.Equal(t, parting, c.Method)
			shown[c.Name] = c
		}, func(fraction float64, _ string) {
			assert.GreaterOrEqual(t, fraction, last)
			last = fraction
		}))
	return shown
}

// Every study shows the charts that it announces, of a fork and of init, and changes no number of the result.
func TestStudies(t *testing.T) {
	r, _ := conduct(t, small, 2, true)
	digest := r.Digest()
	for _, s := range firstpage.Studies() {
		for _, parting := range []string{"10", "init"} {
			shown := study(t, r, s.Name, parting)
			for _, a := range s.Charts {
				if assert.Contains(t, shown, a.Name, parting) {
					assert.NotEmpty(t, shown[a.Name].Title)
				}
			}
			assert.Len(t, shown, len(s.Charts))
		}
	}
	assert.Equal(t, digest, r.Digest())
	assert.ErrorContains(t, r.Study(context.Background(), nil, &chart.Question{Name: "why"}, nil, nil), "no study")
	lost, _ := conduct(t, small+"&opt=sgd&lr=10&wd=1", 2, true)
	assert.ErrorContains(t, lost.Study(context.Background(), nil, &chart.Question{Name: "knobs"}, nil, nil), "diverged")
}

// A nudge of 0 gives the same bits, and none after the last step makes a barrier but a large one; what is nudged is all
// weights, or one.
func TestButterfly(t *testing.T) {
	r, _ := conduct(t, small, 2, true)
	for k, p := range r.Partings[:3] {
		assert.Equal(t, *p.From, r.nudged(k, 0, false))
		count := func(one bool) (n int) {
			for i, x := range r.nudged(k, 1, one).Theta {
				if x != p.From.Theta[i] {
					n++
				}
			}
			return n
		}
		assert.Equal(t, 1, count(true))
		assert.Equal(t, r.model.Params(), count(false))
	}
	c := study(t, r, "butterfly", "0")["nudges"]
	for _, panel := range c.Panels {
		assert.Equal(t, []string{"0", "10", "60"}, panel.Y.Labels)
		for row := range 3 {
			assert.Zero(t, panel.Grid.Values[row*len(nudges)], "ε = 0")
		}
	}
}

// Of a copy of A nothing is moved, and the knobs' square at the experiment's own setting is the experiment's.
func TestMatchingAndKnobs(t *testing.T) {
	r, _ := conduct(t, small, 2, true)
	c := study(t, r, "matching", "0")["matched"]
	assert.Equal(t, []string{"init", "0", "10", "60"}, c.Panels[0].X.Labels)
	share := c.Panels[1].Series[0].Y
	assert.Zero(t, share[3], "the fork after the last step is A")
	assert.Positive(t, share[0])
	assert.Equal(t, float64(r.barrier(1)), c.Panels[0].Series[0].Y[2])
	rates := study(t, r, "knobs", "10")["rates"].Panels[0]
	own := slices.Index(rates.Y.Labels, "30")*len(rates.X.Labels) + slices.Index(rates.X.Labels, "0.02")
	assert.Equal(t, float64(r.barrier(1)), rates.Grid.Values[own])
	sgd, _ := conduct(t, small+"&opt=sgd&lr=0.1", 2, true)
	both := study(t, sgd, "knobs", "10")["rates"].Panels
	require.Len(t, both, 4)
	own = slices.Index(both[2].Y.Labels, "0.9")*len(both[2].X.Labels) + slices.Index(both[2].X.Labels, "0.1")
	assert.Equal(t, float64(sgd.barrier(1)), both[2].Grid.Values[own])
	traces := study(t, r, "training", "10")["traces"]
	barrier := traces.Panels[1].Series[0]
	assert.Equal(t, 10.0, barrier.X[0])
	assert.Equal(t, 60.0, barrier.X[len(barrier.X)-1])
	assert.InDelta(t, 0, barrier.Y[0], 1e-6, "where they part they are one network")
}

// The share of pairs that end on two sides falls with the step at which they part.
func TestHikers(t *testing.T) {
	r, _ := conduct(t, small, 2, true)
	shown := study(t, r, "hikers", "0")["hikers"]
	share := shown.Panels[2].Series[0].Y
	assert.Greater(t, share[0], 30.0)
	assert.Less(t, share[len(share)-1], 5.0)
	assert.Contains(t, shown.Panels[0].Title, "Parting at step 0: barrier ")
}

// The picture that the page opens on needs no experiment. It says of both partings whether there is a ridge, follows
// the view, and what its handles hold leads to a picture in which they are where they were let go.
func TestOpening(t *testing.T) {
	ask := func(view string) *chart.Chart {
		q := &chart.Question{View: view}
		answer := Opening(q)
		require.Len(t, answer, 2)
		assert.Same(t, q, answer[1])
		return answer[0].(*chart.Chart)
	}
	assert.Nil(t, Opening(&chart.Question{Name: "hikers"}))
	c := ask("")
	assert.Equal(t, "mountain", c.Name)
	assert.Empty(t, c.Method, "it is about no fork")
	assert.Regexp(t, `^Is there a ridge between two hikers\? If they part at step 0 it is 0\.\d+ high; if they part `+
		`at step 200 there is none$`, c.Title)
	require.Len(t, c.Panels, 3)
	ring, from := c.Panels[0].Handles[0], c.Panels[0].Handles[1]
	assert.Equal(t, "view.early=0", ring.Looks[ring.At])
	moved := ask(ring.Looks[123])
	assert.Equal(t, 123, moved.Panels[0].Handles[0].At)
	assert.Equal(t, ring.X, moved.Panels[0].Handles[0].X, "the ring goes along A’s way, which stays")
	assert.Equal(t, c.Panels[1], moved.Panels[1])
	elsewhere := ask(strings.NewReplacer("{x}", "1.2", "{y}", "-1").Replace(from.Looks[0]))
	assert.Equal(t, []float64{1.2}, elsewhere.Panels[0].Handles[1].X)
	assert.Equal(t, "Is there a ridge between two hikers? If they part at step 0 there is none; if they part at step "+
		"200 there is none", elsewhere.Title, "a valley is left by nobody")
	assert.NotEqual(t, c.Title, ask("view.hikers=2").Panels[0].Title)
	r, _ := conduct(t, small, 2, true)
	assert.Equal(t, Opening(&chart.Question{}), r.Answer(&chart.Question{}), "during and after the experiment likewise")
}

func TestSpread(t *testing.T) {
	assert.Equal(t, []int{0, 1, 2}, spread(3, 5))
	assert.Equal(t, []int{0, 2, 4, 6, 8}, spread(9, 5))
	assert.Equal(t, []int{0, 1, 3, 5, 7}, spread(8, 5))
}
