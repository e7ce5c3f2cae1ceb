package run

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
	"onebasin/toynets"
)

// What is side by side is what the result has of each matching, and R at γ = 0 and .3 is the result's; of three
// networks every matching has its one barrier between B and C as it matched them to A.
func TestMatchingsSideBySide(t *testing.T) {
	r, _ := conduct(t, "n=100&nt=80&net=8-7&steps=120&seeds=1,2,3&restarts=3&lambdas=5&match=wm,group,swap&"+
		"searchsteps=200", local(2), true)
	charts := studied(t, r, local(2), chart.Question{Name: "why", Method: "swap"})
	c := charts["searches"]
	require.Len(t, c.Panels, 5)
	assert.Equal(t, []string{"none", "WM", "group", "swap"}, c.Panels[0].X.Labels)
	barriers, over := c.Panels[0].Series[0], c.Panels[2].Series
	left, others := c.Panels[3].Series[0], c.Panels[4].Series[0]
	lambda := measure.Lambdas(5)
	for k, method := range []string{"none", "wm", "group", "swap"} {
		p, ok := r.Result.Find("B", method)
		require.True(t, ok)
		assert.Equal(t, float64(p.Barrier.Test.Loss), barriers.Y[k])
		if k == 0 {
			continue
		}
		assert.Equal(t, float64(p.Distance.After)/float64(p.Distance.Before), left.Y[k-1])
		assert.InDelta(t, float64(p.Alignment[0].R), over[k-1].Y[0], 1e-6)
		assert.InDelta(t, float64(p.Alignment[1].R), over[k-1].Y[largeGamma], 1e-6)
		before := over[3+k-1] // dashed, the same search before training
		assert.Equal(t, chart.ShapeDash, before.Shape)
		assert.InDelta(t, float64(p.Null.Alignment[0].R), before.Y[0], 1e-6)
		assert.InDelta(t, float64(p.Null.Alignment[1].R), before.Y[largeGamma], 1e-6)
		var ends [][]float32
		for _, nets := range r.Pairs {
			if nets.Method == method {
				ends = append(ends, nets.Matched)
			}
		}
		var loss, accuracy []float64
		for _, l := range lambda {
			theta := make([]float32, len(ends[0]))
			for i := range theta {
				theta[i] = float32(1-l)*ends[0][i] + float32(l)*ends[1][i]
			}
			s := toynets.NewEvaluator(r.Experiment.MLP()).Score(theta, r.Test)
			loss, accuracy = append(loss, s.Loss), append(accuracy, s.Accuracy)
		}
		assert.InDelta(t, float64(measure.NewCurve(loss, accuracy).Barrier(lambda).Loss), others.Y[k-1], 1e-5)
	}
	// The way of the descent itself ends where the result does.
	p, _ := r.Result.Find("B", "swap")
	way, aligned := charts["descent"].Panels[0].Series[0].Y, charts["descent"].Panels[1].Series[0].Y
	assert.InDelta(t, float64(p.Barrier.Test.Loss), way[len(way)-1], 1e-9)
	assert.InDelta(t, float64(p.Alignment[1].R), aligned[len(aligned)-1], 1e-6)
	assert.Contains(t, c.Title, "among the networks matched to A")
}
