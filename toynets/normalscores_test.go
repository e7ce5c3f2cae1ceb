package toynets

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Φ⁻¹ undoes Φ, the tails included.
func TestNormalQuantile(t *testing.T) {
	for x := -5.3; x <= 5.3; x += 0.01 {
		p := 0.5 * math.Erfc(-x/math.Sqrt2)
		assert.InDelta(t, x, normalQuantile(p), 1e-9*math.Exp(x*x/4), "at %v", x)
	}
	assert.InEpsilon(t, -5.199337582192816, normalQuantile(1e-7), 1e-14)
	assert.InEpsilon(t, 1.6448536269514722, normalQuantile(0.95), 1e-14)
}

// The scores of the training set are those of its ranks; between and beyond its values test inputs are interpolated and
// held.
func TestNormalScores(t *testing.T) {
	train := Data{X: []float32{5, 1, 3, 2, 4}, Y: make([]int32, 5), N: 5, Dim: 1, Classes: 2}
	test := Data{X: []float32{1.5, -9, 9, 3}, Y: make([]int32, 4), N: 4, Dim: 1, Classes: 2}
	before := slices.Clone(train.X)
	a, b := NormalScores(train, test)
	assert.Equal(t, before, train.X, "inputs stay as they are")
	assert.InDeltaSlice(t, []float32{5.1993375, -5.1993375, 0, -0.6744898, 0.6744898}, a.X, 1e-6)
	assert.InDeltaSlice(t, []float32{-1.1503494, -5.1993375, 5.1993375, 0}, b.X, 1e-6)

	// Equal values lie in the middle of their share, a constant input at 0.
	train = Data{X: []float32{0, 7, 1, 7, 1, 7, 1, 7, 2, 7}, Y: make([]int32, 5), N: 5, Dim: 2, Classes: 2}
	a, _ = NormalScores(train, train)
	assert.InDeltaSlice(t, []float32{-5.1993375, 0, 0, 0, 0, 0, 0, 0, 5.1993375, 0}, a.X, 1e-6)
}

// More values than quantiles: the scores are standard normal.
func TestNormalScoresAreNormal(t *testing.T) {
	d, e, err := Generate(Spec{Task: "gauss", N: 3000, NTest: 500, Noise: 0.2, Seed: 1, Dim: 2, Classes: 2})
	assert.NoError(t, err)
	a, _ := NormalScores(d, e)
	sum, squares := 0.0, 0.0
	for _, v := range a.X {
		assert.LessOrEqual(t, math.Abs(float64(v)), 5.2)
		sum, squares = sum+float64(v), squares+float64(v)*float64(v)
	}
	n := float64(len(a.X))
	assert.InDelta(t, 0, sum/n, 0.01)
	assert.InDelta(t, 1, squares/n, 0.05)
	// Order is kept.
	for i := range d.N - 1 {
		if d.X[2*i] < d.X[2*i+2] {
			assert.LessOrEqual(t, a.X[2*i], a.X[2*i+2])
		}
	}
}
