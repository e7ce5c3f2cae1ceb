package run

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
	"onebasin/lmc/vector"
)

func seriesNamed(t *testing.T, c *chart.Chart, name string) chart.Series {
	t.Helper()
	k := slices.IndexFunc(c.Panels[0].Series, func(s chart.Series) bool { return s.Name == name })
	require.GreaterOrEqual(t, k, 0, name)
	return c.Panels[0].Series[k]
}

// The plane can be a surface, and on it both trainings go step by step: together up to the place where they part, then
// each by itself to its end. How far they are apart is said of every step.
func TestRidgeStepByStep(t *testing.T) {
	r, heard := conduct(t, small+"&view.fork=10", 2, false)
	c := heard.chart("ridge", "10")
	assert.True(t, c.Panels[0].Solid)
	shared, toA, toB := seriesNamed(t, c, "shared"), seriesNamed(t, c, "to A"), seriesNamed(t, c, "to B")
	last := func(s chart.Series) int { return len(s.X) - 1 }
	for _, s := range []chart.Series{shared, toA, toB} {
		assert.Len(t, s.Moments, len(s.X))
		assert.True(t, slices.IsSorted(s.Moments))
	}
	fork := [3]float64{shared.Moments[last(shared)], shared.X[last(shared)], shared.Y[last(shared)]}
	assert.Equal(t, 10.0, fork[0])
	for _, s := range []chart.Series{toA, toB} {
		assert.Equal(t, fork, [3]float64{s.Moments[0], s.X[0], s.Y[0]}, "they part where they came together")
		assert.Equal(t, 60.0, s.Moments[last(s)])
	}
	assert.InDelta(t, 0, toA.X[last(toA)], 1e-6)
	assert.InDelta(t, 1, toB.X[last(toB)], 1e-6)

	f := c.Film
	require.Len(t, f.Said, len(f.Steps))
	assert.True(t, slices.IsSorted(f.Steps))
	assert.Equal(t, []float64{0, 60}, []float64{f.Steps[0], f.Steps[len(f.Steps)-1]})
	assert.Equal(t, "Step 0 of 60, before they part", f.Said[0])
	assert.Equal(t, "Step 10 of 60, where they part", f.Said[f.At(10)])
	p := r.Partings[1]
	assert.Equal(t, "Step 60 of 60, 50 after they part: ‖A − B‖ = "+
		measure.Amount(measure.Number(vector.Distance(r.A.Theta(), p.B.Theta()))), f.Said[f.At(60)])

	first := heard.chart("ridge", "0")
	assert.Equal(t, "Step 0 of 60, where they part", first.Film.Said[0])
	init := heard.chart("ridge", "init")
	assert.Equal(t, fmt.Sprintf("Step 0 of 60, from other first weights: ‖A − B‖ = %s",
		measure.Amount(measure.Number(vector.Distance(r.A.Snapshots[0], r.Partings[3].B.Snapshots[0])))),
		init.Film.Said[0])
	for _, s := range []string{"A", "B"} {
		assert.Equal(t, 60.0, seriesNamed(t, init, "to "+s).Moments[len(init.Film.Steps)-1])
	}
}

// The traces mark the step at which the film of their fork stands.
func TestTracesHaveTheFilm(t *testing.T) {
	r, _ := conduct(t, small, 2, true)
	shown := study(t, r, "training", "10")
	for _, name := range []string{"traces", "ways"} {
		c := shown[name]
		assert.Equal(t, c.Panels[0].Series[0].X, c.Film.Steps, name)
		assert.Len(t, c.Film.Said, len(c.Film.Steps))
		assert.Regexp(t, `^Step 60 of 60: barrier [\d.−e]+, ‖A − B‖ = [\d.]+$`, c.Film.Said[c.Film.At(60)])
	}
}
