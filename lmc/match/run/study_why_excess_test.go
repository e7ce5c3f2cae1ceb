package run

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/excess"
	"onebasin/lmc/lab/chart"
)

// The two parts add up to the excess drawn beside them to 1e-12, and that is the path's of the result, whose losses are
// summed in float32, to 1e-6; the carriers make up half of it, and no fewer do.
func TestWhatTheBarrierIsMadeOf(t *testing.T) {
	for _, link := range []string{"n=120&nt=90&net=9-8&steps=150&seeds=1,2&restarts=3&lambdas=7&match=wm",
		"data=gauss&n=120&nt=90&net=9-8&steps=150&seeds=1,2&restarts=3&lambdas=7&match=wm&act=tanh"} {
		r, _ := conduct(t, link, local(2), true)
		charts := studied(t, r, local(2), chart.Question{Name: "why", Method: "wm"})
		made := charts["made-of"]
		require.Len(t, made.Panels, 2)
		for k, method := range []string{"none", "wm"} {
			p, ok := r.Result.Find("B", method)
			require.True(t, ok)
			s := made.Panels[k].Series
			for i, lambda := range p.Path.Lambda {
				change, gain, total := s[0].Y[i], -s[1].Low[i], s[2].Y[i]
				assert.InDelta(t, total, change-gain, 1e-12)
				assert.GreaterOrEqual(t, gain, -1e-12, "averaging never loses")
				loss := p.Path.Test.Loss
				chord := (1-lambda)*float64(loss[0]) + lambda*float64(loss[6])
				assert.InDelta(t, float64(loss[i])-chord, total, 1e-6)
			}
		}
		assert.NotEmpty(t, made.Title)
		for _, p := range charts["carriers"].Panels {
			if r.Test.Dim == 2 {
				points := 0
				for _, s := range p.Series {
					points += len(s.X)
				}
				assert.Equal(t, 90, points, "every example has its place")
				continue
			}
			sum := 0.0
			for _, share := range p.Series[0].Y {
				sum += share
			}
			if sum != 0 { // no barrier
				assert.InDelta(t, 100, sum, 1e-9)
			}
		}
	}
	x := []float64{3, -1, 2, 0.5, 0.5}
	rows := excess.Half(x)
	assert.Equal(t, []int{0}, rows)
}
