package job

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/curvature"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/toynets"
)

// FindCurvature gives both ends of what Lanczos finds, from the stream that it names.
func TestCurvature(t *testing.T) {
	f := fragment(t, small)
	a, _ := trained(t, f)
	train, _ := data(t, f)
	l, _ := keys.Parse(f)
	e := l.Experiment
	c := NewWorker()
	job := &FindCurvature{Experiment: f, Name: "lanczos", Theta: a, Rows: 50, Products: 30, Top: 4, Bottom: 3,
		Directions: 2}
	got, ok := finish(job, c).(*FoundCurvature)
	require.True(t, ok)
	s := curvature.NewLanczos(toynets.NewHessian(e.MLP(), first(train, 50), hessianBatch), a, 30,
		e.MatchStream("lanczos", 0, 0))
	for s.Step() {
	}
	values, residuals := s.Values()
	n := len(values)
	assert.Equal(t, values[:4], got.Top)
	assert.Equal(t, residuals[:4], got.TopResidual)
	assert.Equal(t, []float64{values[n-1], values[n-2], values[n-3]}, got.Bottom)
	assert.Equal(t, []float64{residuals[n-1], residuals[n-2], residuals[n-3]}, got.BottomResidual)
	assert.Equal(t, [][]float32{s.Vector(0), s.Vector(1)}, got.Directions)

	job.Theta = append([]float32(nil), a...)
	job.Theta[0] = 3e38
	job.Theta[13] = 3e38
	failed, ok := finish(job, c).(*wire.Failed)
	require.True(t, ok)
	assert.Contains(t, failed.Reason, "too large")
}
