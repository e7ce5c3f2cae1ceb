package path_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

func TestBarrierAndMidpointByHand(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		name                    string
		loss                    []measure.Number
		barrier, midpoint       float64
		asAccuracy, asAccuracyM float64 // the same numbers read as accuracies: the chord minus them
	}{
		{"a ridge", []measure.Number{1, 3, 2}, 1.5, 1.5, 0, -1.5},
		{"a valley", []measure.Number{1, 0.5, 2}, 0, -1, 1, 1},
		{"the chord itself", []measure.Number{1, 1.5, 2}, 0, 0, 0, 0},
		{"a ridge off the middle", []measure.Number{0, 5, 1, 0, 0}, 5, 1, 0, -1},
		{"higher at the end", []measure.Number{0, 1, 2, 3, 10}, 0, -3, 4.5, 3},
		{"not a number on the way", []measure.Number{1, measure.Number(nan), 1, 1, 1}, nan, 0, nan, 0},
		{"infinite on the way", []measure.Number{1, measure.Number(inf), 1, 1, 1}, nan, 0, nan, 0},
		{"infinite at the end", []measure.Number{1, 1, measure.Number(inf)}, nan, nan, nan, nan},
		{"no middle", []measure.Number{0, 2, 3, 0}, 3, nan, 0, nan},
	} {
		curve := measure.Curve{Loss: c.loss, Accuracy: c.loss}
		lambda := measure.Lambdas(len(c.loss))
		barrier, mid := curve.Barrier(lambda), curve.Midpoint(lambda)
		same := func(want float64, got measure.Number, what string) {
			if math.IsNaN(want) {
				assert.False(t, got.Exists(), "%s: %s is %v", c.name, what, got)
				return
			}
			assert.InDelta(t, want, float64(got), 1e-15, "%s: %s", c.name, what)
		}
		same(c.barrier, barrier.Loss, "barrier of the loss")
		same(c.midpoint, mid.Loss, "midpoint of the loss")
		same(c.asAccuracy, barrier.Accuracy, "barrier of the accuracy")
		same(c.asAccuracyM, mid.Accuracy, "midpoint of the accuracy")
	}
}

func TestLambdas(t *testing.T) {
	assert.Equal(t, []float64{0, 1}, measure.Lambdas(2))
	assert.Equal(t, []float64{0, 0.25, 0.5, 0.75, 1}, measure.Lambdas(5))
	for n := 3; n <= 401; n += 2 {
		l := measure.Lambdas(n)
		require.Len(t, l, n)
		require.Equal(t, 0.0, l[0])
		require.Equal(t, 0.5, l[n/2])
		require.Equal(t, 1.0, l[n-1])
	}
}

// The ends of a line are A and B to the bit, and what lies between is the float64 interpolation to half an ulp of each
// product and of the sum.
func TestLine(t *testing.T) {
	train, test, err := toynets.Generate(toynets.Spec{Task: "moons", N: 30, NTest: 20, Seed: 1})
	require.NoError(t, err)
	m := toynets.MLP{Widths: []int{2, 5, 2}, Act: 1}
	r := toynets.Stream(1, "line")
	a, b := testnet.Normals(r, m.Params()), testnet.Normals(r, m.Params())
	line := path.NewLine(m, a, b, train, test)
	assert.Equal(t, a, append([]float32(nil), line.At(0)...))
	assert.Equal(t, b, append([]float32(nil), line.At(1)...))
	for _, lambda := range measure.Lambdas(9) {
		for i, x := range line.At(lambda) {
			want := (1-lambda)*float64(a[i]) + lambda*float64(b[i])
			require.InDelta(t, want, float64(x), 0x1p-23*(math.Abs(float64(a[i]))+math.Abs(float64(b[i]))))
		}
	}
	e := toynets.NewEvaluator(m)
	gotTrain, gotTest := line.Score(0)
	assert.Equal(t, e.Score(a, train), gotTrain)
	assert.Equal(t, e.Score(a, test), gotTest)
	gotTrain, gotTest = line.Score(1)
	assert.Equal(t, e.Score(b, train), gotTrain)
	assert.Equal(t, e.Score(b, test), gotTest)
}

func TestDistance(t *testing.T) {
	assert.Equal(t, 5.0, vector.Distance([]float32{0, 1, 2}, []float32{3, 1, -2}))
	assert.Equal(t, 0.0, vector.Distance([]float32{0.1}, []float32{0.1}))
	assert.Equal(t, 0.0, vector.Distance(nil, nil))
	assert.True(t, math.IsNaN(vector.Distance([]float32{float32(math.NaN())}, []float32{0})))
}
