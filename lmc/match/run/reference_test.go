package run

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/measure"
)

// What NumPy 1.24 and SciPy 1.10 computed in float64 from the files that `engine run -out` wrote for this experiment,
// by docs/verify.py. Losses differ by float32 rounding, relatively below 1e-6; R is rounded to six decimals; distances
// and objectives are float64 here too. SciPy's assignment found no gain in any layer of the permutation.
func TestNumPyAgrees(t *testing.T) {
	const link = "n=200&nt=100&noise=0.1&net=16-12&act=gelu&opt=adam&lr=0.005&steps=300&bs=25&restarts=6&lambdas=5"
	r, _ := conduct(t, link, local(2), true)
	for _, c := range []struct {
		method                      string
		distance, objective         float64
		trainLoss, testLoss         []float64
		trainAccuracy, testAccuracy []float64
		trainBarrier, testBarrier   float64
		trainMidpoint, testMidpoint float64
		r, r3                       float64 // γ = 0, γ = .3
	}{
		{
			method: "none", distance: 10.141077627659309, objective: 3.203443619211647,
			trainLoss:     []float64{0.247180401, 0.537421469, 0.690428989, 0.619699204, 0.325800750},
			testLoss:      []float64{0.360189448, 0.583636338, 0.738328749, 0.677758357, 0.478523714},
			trainAccuracy: []float64{0.92, 0.67, 0.625, 0.66, 0.845},
			testAccuracy:  []float64{0.84, 0.65, 0.56, 0.62, 0.79},
			trainBarrier:  0.403938414, testBarrier: 0.318972168,
			trainMidpoint: 0.403938414, testMidpoint: 0.318972168,
			r: -0.030051105, r3: 0.071303100,
		},
		{
			method: "wm", distance: 5.577661470066318, objective: 39.06901760698652,
			trainLoss:     []float64{0.247180401, 0.323807049, 0.381770218, 0.365230972, 0.325800750},
			testLoss:      []float64{0.360189448, 0.468032387, 0.544656125, 0.531004960, 0.478523714},
			trainAccuracy: []float64{0.92, 0.86, 0.775, 0.795, 0.845},
			testAccuracy:  []float64{0.84, 0.78, 0.71, 0.72, 0.79},
			trainBarrier:  0.095279643, testBarrier: 0.125299544,
			trainMidpoint: 0.095279643, testMidpoint: 0.125299544,
			r: 0.478868797, r3: 0.656637614,
		},
	} {
		p, ok := r.Result.Find("B", c.method)
		require.True(t, ok)
		assert.InEpsilon(t, c.distance, float64(p.Distance.After), 1e-13, c.method)
		assert.InEpsilon(t, c.objective, float64(p.Objective), 1e-13, c.method)
		for k := range c.testLoss {
			assert.InEpsilon(t, c.trainLoss[k], float64(p.Path.Train.Loss[k]), 1e-6, "%s, train, λ %d", c.method, k)
			assert.InEpsilon(t, c.testLoss[k], float64(p.Path.Test.Loss[k]), 1e-6, "%s, test, λ %d", c.method, k)
			assert.Equal(t, measure.Number(c.trainAccuracy[k]), p.Path.Train.Accuracy[k], "%s, λ %d", c.method, k)
			assert.Equal(t, measure.Number(c.testAccuracy[k]), p.Path.Test.Accuracy[k], "%s, λ %d", c.method, k)
		}
		assert.InDelta(t, c.trainBarrier, float64(p.Barrier.Train.Loss), 1e-6, c.method)
		assert.InDelta(t, c.testBarrier, float64(p.Barrier.Test.Loss), 1e-6, c.method)
		assert.InDelta(t, c.trainMidpoint, float64(p.Midpoint.Train.Loss), 1e-6, c.method)
		assert.InDelta(t, c.testMidpoint, float64(p.Midpoint.Test.Loss), 1e-6, c.method)
		assert.InDelta(t, c.r, float64(p.Alignment[0].R), 1e-6, c.method)
		assert.InDelta(t, c.r3, float64(p.Alignment[1].R), 1e-6, c.method)
	}
}
