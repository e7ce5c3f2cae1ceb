package run

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/path"
)

// last returns the last chart shown of every name.
func last(charts []*chart.Chart) map[string]*chart.Chart {
	m := map[string]*chart.Chart{}
	for _, c := range charts {
		m[c.Name] = c
	}
	return m
}

func askMany(t *testing.T, r *Run, crew lab.Crew) (charts []*chart.Chart) {
	t.Helper()
	before := 0.0
	q := chart.Question{Name: "many", Method: "wm"}
	require.NoError(t, r.Study(context.Background(), crew, &q, func(c *chart.Chart) { charts = append(charts, c) },
		func(f float64, text string) {
			assert.GreaterOrEqual(t, f, before-1e-9)
			assert.LessOrEqual(t, f, 1.0)
			assert.NotEmpty(t, text)
			before = f
		}))
	return charts
}

// Every chart that is announced is shown, with a title, axes and numbers, and any crew gives the same.
func TestStudyOfManyModels(t *testing.T) {
	for _, link := range []string{small,
		"n=80&nt=60&net=6-5&steps=60&bs=20&seeds=1,2,3,4&match=am&restarts=3&lambdas=5",
		"n=80&nt=60&net=6&steps=60&bs=20&restarts=2&lambdas=5&match=ste"} {
		r, _ := conduct(t, link, local(2), true)
		before := timeless(t, r.Result)
		method := r.Experiment.Methods()[1]
		ask := func(crew lab.Crew) (charts []*chart.Chart) {
			q := chart.Question{Name: "many", Method: method}
			require.NoError(t, r.Study(context.Background(), crew, &q, func(c *chart.Chart) {
				charts = append(charts, c)
			}, func(float64, string) {}))
			return charts
		}
		want := ask(local(1))
		for _, crew := range []lab.Crew{local(3), backwards{2}} {
			got := ask(crew)
			require.Len(t, got, len(want))
			for k := range want {
				require.Equal(t, wire.Encode(want[k]), wire.Encode(got[k]), "%s with %d workers", want[k].Name,
					crew.Size())
			}
		}
		study, _ := chart.StudyNamed(keys.Studies(), "many")
		charts := last(want)
		require.Len(t, charts, len(study.Charts))
		for _, announced := range study.Charts {
			c := charts[announced.Name]
			require.NotNil(t, c, announced.Name)
			assert.Equal(t, []string{"many", method}, []string{c.Study, c.Method})
			assert.NotEmpty(t, c.Title)
			assert.NotContains(t, c.Title, "NaN")
			assert.True(t, strings.HasSuffix(c.Note, "."), c.Note)
			require.NotEmpty(t, c.Panels)
			for _, p := range c.Panels {
				values := append([]float64(nil), p.Grid.Values...)
				for _, s := range p.Series {
					require.Len(t, s.Y, len(s.X))
					for _, y := range s.Y {
						require.False(t, math.IsNaN(y) || math.IsInf(y, 0), "%s: %s", c.Name, s.Name)
					}
					values = append(values, s.Y...)
				}
				require.NotEmpty(t, values, c.Name)
				if g := p.Grid; len(g.Values) > 0 {
					require.Len(t, g.Values, g.Rows*g.Cols)
				}
			}
		}
		assert.Equal(t, before, timeless(t, r.Result), "a study changes nothing")
	}
}

// What the charts say is so: the barriers of the run's own pairs, joint cycles that close, single networks' accuracies,
// the corners of the triangle.
func TestStudyOfManyModelsSaysWhatIsSo(t *testing.T) {
	r, _ := conduct(t, small, local(2), true)
	charts := last(askMany(t, r, local(2)))
	barriers := charts["barriers"].Panels
	require.Len(t, barriers, 5)
	for k, method := range []string{"none", "wm", "wm"} {
		for p, from := range []string{"B", "C"} {
			pair, ok := r.Result.Find(from, method)
			require.True(t, ok)
			assert.Equal(t, float64(pair.Barrier.Test.Loss), barriers[k].Grid.Values[p+1], "%s: A and %s",
				barriers[k].Title, from)
			assert.Equal(t, float64(pair.Barrier.Test.Loss), barriers[k].Grid.Values[3*(p+1)])
		}
	}
	for _, s := range charts["cycles"].Panels[0].Series {
		if s.Shape == chart.ShapeDots && s.Name != "every cycle" {
			assert.Equal(t, []float64{0, 0}, s.Y, s.Name)
		}
	}
	null := charts["cycles"].Panels[0].Series[2]
	assert.InDeltaSlice(t, []float64{100 * 6. / 7, 80}, null.Y, 1e-9)
	merging := charts["merging"].Panels[0]
	for k, model := range r.Result.Models {
		assert.InDelta(t, 100*float64(model.Test.Accuracy), merging.Series[1].Y[k], 1e-9)
	}
	for _, p := range charts["simplex"].Panels {
		g := p.Grid
		known, missing := 0, 0
		for k, l := range g.Values {
			x := g.X0 + (g.X1-g.X0)*float64(k%g.Cols)/float64(g.Cols-1)
			y := g.Y0 + (g.Y1-g.Y0)*float64(k/g.Cols)/float64(g.Rows-1)
			if path.OutsideTriangle(x, y) == 0 {
				assert.False(t, math.IsNaN(l))
				known++
			} else if math.IsNaN(l) {
				missing++
			}
		}
		assert.Greater(t, known, g.Rows*g.Cols/4)
		assert.Greater(t, missing, g.Rows*g.Cols/4)
	}
	for _, p := range charts["joint"].Panels[:2] {
		for _, s := range p.Series {
			for k := 1; k < len(s.Y); k++ {
				assert.GreaterOrEqual(t, s.Y[k], s.Y[k-1], "%s: F never falls", p.Title)
			}
		}
	}
}

// What the matrices of barriers say: no matching is called lower where all are worse than none.
func TestBarriersSayWhichIsLower(t *testing.T) {
	for want, means := range map[string][5]float64{ // unmatched, to A, by pairs, MergeMany, Frank–Wolfe
		"here no matching is lower than none":                     {0.5, 0.9, 0.8, 0.6, 0.7},
		"here no joint matching is lower than matching to A":      {0.5, 0.3, 0.2, 0.6, 0.7},
		"here joint matching is hardly lower than matching to A":  {0.5, 0.3, 0.2, 0.29, 0.7},
		"a joint matching is lower than matching to A":            {0.5, 0.3, 0.2, 0.6, 0.1},
		"no joint matching is lower than matching to A":           {0.5, 0.9, 0.4, 0.95, 1},
		"0.50 unmatched, 0.90 matched to A, 0.80 every pair by i": {0.5, 0.9, 0.8, 0.6, 0.7},
	} {
		var shown *chart.Chart
		st := &manyStudy{inquiry: &inquiry{run: &Run{}, show: func(c *chart.Chart) { shown = c }},
			models: make([][]float32, 3), names: []string{"A", "B", "C"},
			none: &scheme{title: "unmatched"}, toA: &scheme{title: "matched to A"},
			pairwise: &scheme{title: "every pair by itself"}, merge: &scheme{title: "by MergeMany"},
			frankWolfe: &scheme{title: "by Frank–Wolfe"}}
		for k, w := range []*scheme{st.none, st.toA, st.pairwise, st.merge, st.frankWolfe} {
			b := means[k]
			w.barrier = [][]float64{{math.NaN(), b, b}, {b, math.NaN(), b}, {b, b, math.NaN()}}
		}
		st.showBarriers()
		assert.Contains(t, shown.Title, want)
	}
}

// Two networks get what two allow, and every chart that is about more says what to do.
func TestStudyOfTwoModels(t *testing.T) {
	r, _ := conduct(t, "n=80&nt=60&net=6-5&steps=60&bs=20&restarts=2&lambdas=5", local(2), true)
	charts := last(askMany(t, r, local(2)))
	for _, name := range []string{"barriers", "cycles", "merging", "wm-ste", "simplex"} {
		assert.Contains(t, charts[name].Note, "at least three networks", name)
	}
	assert.Contains(t, charts["cycles"].Title, "A → B → A")
	assert.Empty(t, charts["simplex"].Panels[0].Grid.Values)
}

// A network that diverged is left out.
func TestStudyOfManyModelsWithoutTheDiverged(t *testing.T) {
	r, _ := conduct(t, "n=80&nt=60&net=6-5&steps=60&bs=20&seeds=1,2,3,4&restarts=2&lambdas=5", local(2), true)
	r.Result.Models[2].Note = "training diverged"
	charts := last(askMany(t, r, local(2)))
	assert.Equal(t, []string{"A", "B", "D"}, charts["barriers"].Panels[0].X.Labels)
	assert.Contains(t, charts["cycles"].Title, "A → B → D → A")
}

func TestStudyOfManyModelsIsStopped(t *testing.T) {
	r, _ := conduct(t, small, local(2), true)
	for parts := range 8 {
		ctx, cancel := context.WithCancel(context.Background())
		said := map[string]bool{}
		q := chart.Question{Name: "many", Method: "wm"}
		err := r.Study(ctx, local(2), &q, func(*chart.Chart) {}, func(_ float64, text string) {
			said[text] = true
			if len(said) > parts {
				cancel()
			}
		})
		assert.ErrorIs(t, err, context.Canceled)
		assert.LessOrEqual(t, len(said), parts+1, "nothing is begun after that")
		cancel()
	}
}
