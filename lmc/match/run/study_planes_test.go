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
	p := r.pairOf("", "wm")
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

// Which nodes lie in the ring is decided by whole numbers, whatever the window: with lengths in eighths of a node's
// distance, those between q(n−1) − 4 and q(n−1) + 4 for a ring of q quarters of the window's half, both ends counted.
// Of 21 nodes a side eight lie on the ends.
func TestRingOfNodesIsDecidedExactly(t *testing.T) {
	for _, half := range []float64{1, 0.1, 1. / 3, 0.7071067811865476} {
		for _, n := range []int{3, 5, 21, 25, 41} {
			for _, quarters := range []int{1, 2} {
				g := chart.Grid{Rows: n, Cols: n, X0: -half, X1: half, Y0: -half, Y1: half,
					Values: make([]float64, n*n)}
				low, high := max(0, quarters*(n-1)-4), quarters*(n-1)+4
				ends := 0
				for k := range g.Values {
					x, y := 4*(2*(k%n)-(n-1)), 4*(2*(k/n)-(n-1))
					square := x*x + y*y
					if square >= low*low && square <= high*high {
						g.Values[k] = 1
					}
					if square == low*low || square == high*high {
						ends++
					}
				}
				if n == 21 && quarters == 1 {
					assert.Equal(t, 8, ends)
				}
				part := float64(quarters) / 4
				assert.Equal(t, 1.0, circleMean(g, part), "%g, %d nodes", half, n)
				for k := range g.Values { // and no other is
					g.Values[k] = 1 - g.Values[k]
				}
				assert.Equal(t, 0.0, circleMean(g, part), "%g, %d nodes", half, n)
			}
		}
	}
}
