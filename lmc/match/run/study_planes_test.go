package run

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

func TestPlanes(t *testing.T) {
	r, _ := conduct(t, bendSmall, local(2), true)
	for _, method := range []string{"none", "wm.3", "planted"} {
		whole(t, r, chart.Question{Name: "planes", Method: method})
	}
	charts := whole(t, r, chart.Question{Name: "planes", Method: "wm"})
	p := r.pairNamed("wm")
	eval := toynets.NewEvaluator(r.Experiment.MLP())
	loss := func(theta []float32) float64 { return eval.Score(theta, r.Test).Loss }
	half := func(b []float32) []float32 {
		return path.NewLine(r.Experiment.MLP(), p.A, b, r.Train, r.Test).At(0.5)
	}

	// The middles of the fields are the networks, and all panels have the same colours.
	for _, name := range []string{"plane-random", "plane-hessian"} {
		panels := charts[name].Panels
		require.Len(t, panels, 3)
		for k, want := range []float64{loss(p.A), loss(half(p.B)), loss(half(p.Matched))} {
			g := panels[k].Grid
			assert.InDelta(t, want, g.Values[g.Rows*g.Cols/2], 1e-5, "%s %d", name, k)
			assert.Equal(t, panels[0].Grid.Max, g.Max)
			assert.Less(t, g.Min, g.Max)
		}
	}

	// Trajectories run through the fields.
	pca := charts["plane-pca"].Panels
	require.Len(t, pca, 2)
	require.Len(t, pca[0].Series, 2)
	require.Len(t, pca[1].Series, 4)
	for _, panel := range pca {
		for _, s := range panel.Series {
			for k := range s.X {
				assert.True(t, panel.X.Min < s.X[k] && s.X[k] < panel.X.Max && panel.Y.Min < s.Y[k] &&
					s.Y[k] < panel.Y.Max)
			}
		}
	}

	top := charts["hessian"].Panels[0].Series
	require.Len(t, top, 10, "five networks, a line and points each")
	for _, s := range top {
		require.Len(t, s.Y, largestShown)
		for k := 1; k < largestShown; k++ {
			assert.LessOrEqual(t, s.Y[k], s.Y[k-1])
		}
	}
	stopped(t, r, chart.Question{Name: "planes", Method: "wm"})
}

// Of networks that were not trained there is no trajectory.
func TestPlanesWithoutTraining(t *testing.T) {
	r, _ := conduct(t, "n=60&nt=40&net=6-5&steps=0&restarts=2&lambdas=5", local(2), true)
	charts := studied(t, r, local(2), chart.Question{Name: "planes", Method: "wm"})
	assert.Equal(t, "There are too few points on the trajectories for a plane", charts["plane-pca"].Title)
	assert.Len(t, charts, 4)
}
