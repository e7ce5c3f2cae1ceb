package run

import (
	"context"
	"math"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
)

// whole checks that a study showed every chart that it announces, with titles, axes and numbers, and the same with any
// crew.
func whole(t *testing.T, r *Run, q chart.Question) map[string]*chart.Chart {
	t.Helper()
	before := timeless(t, r.Result)
	charts := studied(t, r, local(1), q)
	for _, crew := range []lab.Crew{local(3), backwards{2}} {
		for name, c := range studied(t, r, crew, q) {
			require.Equal(t, wire.Encode(charts[name]), wire.Encode(c), "%s by %s", name, q.Method)
		}
	}
	study, _ := chart.StudyNamed(keys.Studies(), q.Name)
	require.Len(t, charts, len(study.Charts))
	for _, a := range study.Charts {
		c := charts[a.Name]
		require.NotNil(t, c, a.Name)
		assert.NotEmpty(t, c.Title, a.Name)
		assert.NotContains(t, c.Title+c.Note, "NaN", a.Name)
		assert.NotContains(t, c.Title+c.Note, "%!", a.Name)
		require.NotEmpty(t, c.Panels, a.Name)
		assert.LessOrEqual(t, len(c.Panels), 6, a.Name)
		for _, p := range c.Panels {
			assert.Len(t, p.Grid.Values, p.Grid.Rows*p.Grid.Cols)
			assert.NotEmpty(t, p.X.Title, a.Name)
			assert.NotEmpty(t, p.Y.Title, a.Name)
			values := append([]float64(nil), p.Grid.Values...)
			for _, s := range p.Series {
				assert.NotEmpty(t, s.X, "%s: %s", a.Name, s.Name)
				require.Len(t, s.Y, len(s.X), "%s: %s", a.Name, s.Name)
				values = append(append(values, s.X...), s.Y...)
			}
			require.NotEmpty(t, values, a.Name)
			for _, v := range values {
				require.False(t, math.IsNaN(v) || math.IsInf(v, 0), a.Name)
			}
		}
	}
	assert.Equal(t, before, timeless(t, r.Result), "a study changes nothing")
	return charts
}

// A watched crew counts what its workers say of their jobs after they were told to stop.
type watched struct {
	lab.Crew
	late atomic.Int32
}

func (w *watched) Do(ctx context.Context, jobs []wire.Message, report func(int, float64, string)) (
	[]wire.Message, error) {
	return w.Crew.Do(ctx, jobs, func(i int, fraction float64, note string) {
		if ctx.Err() != nil {
			w.late.Add(1)
		}
		report(i, fraction, note)
	})
}

// stopped checks that a study that is turned away from after a chart or none ends with the jobs under way.
func stopped(t *testing.T, r *Run, q chart.Question) {
	t.Helper()
	for _, after := range []int{0, 1} {
		ctx, cancel := context.WithCancel(context.Background())
		charts := 0
		crew := &watched{Crew: local(2)}
		err := r.Study(ctx, crew, &q, func(*chart.Chart) {
			if charts++; charts == after {
				cancel()
			}
		}, func(float64, string) {
			if after == 0 {
				cancel()
			}
		})
		cancel()
		assert.ErrorIs(t, err, context.Canceled)
		assert.LessOrEqual(t, charts, after+1)
		assert.LessOrEqual(t, int(crew.late.Load()), crew.Size(), "jobs went on")
	}
}

const bendSmall = "n=80&nt=60&net=9-7&steps=60&bs=20&restarts=5&match=wm,planted"

func TestBend(t *testing.T) {
	r, _ := conduct(t, bendSmall, local(2), true)
	for _, method := range []string{"none", "wm.3", "planted"} {
		whole(t, r, chart.Question{Name: "bend", Method: method})
	}
	charts := whole(t, r, chart.Question{Name: "bend", Method: "wm"})
	none, _ := r.Result.Find("B", "none")
	wm, _ := r.Result.Find("B", "wm")
	loss := charts["repair"].Panels[0].Series
	for k := range none.Path.Lambda {
		assert.Equal(t, float64(none.Path.Test.Loss[k]), loss[0].Y[k], "the path of the result")
		assert.Equal(t, float64(wm.Path.Test.Loss[k]), loss[2].Y[k])
	}
	for _, k := range []int{0, 24} {
		assert.Equal(t, loss[0].Y[k], loss[1].Y[k], "nothing to repair at the ends")
		assert.Equal(t, loss[2].Y[k], loss[3].Y[k])
	}
	for _, p := range charts["variance"].Panels {
		for _, s := range p.Series {
			if s.Shape == chart.ShapeDash {
				for _, y := range s.Y {
					assert.InDelta(t, 1, y, 1e-4)
				}
			}
		}
	}
	curve := charts["curve"].Panels[0].Series
	require.Len(t, curve, 5)
	assert.Less(t, average(curve[1].Y), average(curve[0].Y), "to B the curve has the lower loss")
	assert.Equal(t, curve[0].Y[0], curve[1].Y[0], "A")
	assert.Equal(t, curve[0].Y[24], curve[1].Y[48], "B")
	plane := charts["curve-plane"].Panels[0]
	end := plane.Series[1]
	assert.InDeltaSlice(t, []float64{0, 0, 1, 0}, []float64{end.X[0], end.Y[0], end.X[48], end.Y[48]}, 1e-6)
	stopped(t, r, chart.Question{Name: "bend", Method: "wm"})
}

// A curve along which the accuracy falls joins nothing, however low its loss: from 93 % to 75 % and back, whether it
// falls on the straight line, too, or not. The sentence says by how much.
func TestCurveDoesNotJoinWhereTheAccuracyFalls(t *testing.T) {
	bent := make([]float64, bendPoints) // of loss 0.2 throughout
	accuracy := make([]float64, bendPoints)
	for k := range bent {
		bent[k], accuracy[k] = 0.2, 0.93
	}
	accuracy[bendPoints/2] = 0.75
	flat := append([]float64(nil), accuracy...)
	flat[bendPoints/2] = 0.93
	for _, c := range []struct {
		straight, along []float64 // accuracies
		want            string
	}{
		{[]float64{0.93, 0.6, 0.93}, accuracy, "lowers the barrier and does not remove it"},
		{[]float64{0.93, 0.93, 0.93}, accuracy, "does no better than the straight line"},
		{[]float64{0.93, 0.6, 0.93}, flat, "A curve joins A and B"},
		{[]float64{0.93, 0.93, 0.93}, flat, "A curve joins A and B"},
	} {
		var shown *chart.Chart
		st := &curveStudy{inquiry: &inquiry{show: func(c *chart.Chart) { shown = c }}, work: 1e9,
			lambda: []float64{0, 0.5, 1}}
		st.targets = []*target{{name: "B", ink: "B",
			straight: &job.Repaired{PlainLoss: []float64{0.2, 1.4, 0.2}, PlainAccuracy: c.straight},
			curve:    &job.TrainedCurve{Loss: bent, Accuracy: c.along}}}
		st.showCurve()
		assert.Contains(t, shown.Title, c.want)
		if c.along[bendPoints/2] < 0.93 {
			assert.NotContains(t, shown.Title, "joins")
			assert.Contains(t, shown.Title, "the accuracy falls by 18 points along it")
		}
	}
}
