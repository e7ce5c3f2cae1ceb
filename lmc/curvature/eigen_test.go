package curvature_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/curvature"
	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/matching"
	"onebasin/lmc/path"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

func TestEigenByHand(t *testing.T) {
	values, vectors := vector.SymmetricEigen(2, []float64{2, 1, 1, 2})
	assert.InDeltaSlice(t, []float64{3, 1}, values, 1e-15)
	h := math.Sqrt(0.5)
	assert.InDelta(t, 1, math.Abs(h*vectors[0][0]+h*vectors[0][1]), 1e-15)
	assert.InDelta(t, 1, math.Abs(h*vectors[1][0]-h*vectors[1][1]), 1e-15)
	values, vectors = vector.SymmetricEigen(3, []float64{-1, 0, 0, 0, 5, 0, 0, 0, 2})
	assert.Equal(t, []float64{5, 2, -1}, values)
	assert.Equal(t, [][]float64{{0, 1, 0}, {0, 0, 1}, {1, 0, 0}}, vectors)
	values, _ = vector.SymmetricEigen(0, nil)
	assert.Empty(t, values)
}

// The unit by unit property: every unit's part of the direction is as long as its weights in the network, biases have
// none, and a unit without weights has none.
func TestFilterDirection(t *testing.T) {
	p := pairs(t, "net=9-7&n=60&nt=20&steps=30&seeds=1,2")[0]
	m, theta := p.Model, append([]float32(nil), p.A...)
	w, _ := m.Offsets(2)
	clear(theta[w+2*9 : w+3*9])
	d := path.FilterDirection(m, theta, toynets.Stream(1, "filter"))
	for l := 1; l <= m.Layers(); l++ {
		in := m.Widths[l-1]
		for i := range m.Widths[l] {
			own, drawn := m.Weight(theta, l)[i*in:(i+1)*in], m.Weight(d, l)[i*in:(i+1)*in]
			assert.InDelta(t, testnet.Norm(own), testnet.Norm(drawn), 1e-5, "layer %d, unit %d", l, i)
			if l != 2 || i != 2 {
				assert.NotEqual(t, own, drawn)
			}
		}
		assert.Zero(t, testnet.Norm(m.Bias(d, l)))
	}
	assert.Zero(t, testnet.Norm(m.Weight(d, 2)[2*9:3*9]))
	assert.Equal(t, d, path.FilterDirection(m, theta, toynets.Stream(1, "filter")))
	assert.NotEqual(t, d, path.FilterDirection(m, theta, toynets.Stream(2, "filter")))
	// Twice the network, twice the direction.
	double := append([]float32(nil), theta...)
	for i := range double {
		double[i] *= 2
	}
	for i, x := range path.FilterDirection(m, double, toynets.Stream(1, "filter")) {
		assert.InDelta(t, 2*d[i], x, 1e-5)
	}
}

// A network and its renumbering have the same curvature, and the products bring it out within the residuals told.
func TestLanczosDoesNotSeeNumbering(t *testing.T) {
	p := pairs(t, "net=9-7&act=tanh&n=100&nt=20&steps=100&seeds=1,2")[0]
	search := func(theta []float32, seed uint64) ([]float64, []float64, *curvature.Lanczos) {
		l := curvature.NewLanczos(toynets.NewHessian(p.Model, p.Train, 40), theta, 40, toynets.Stream(seed, "lanczos"))
		before := 0.0
		for l.Step() {
			assert.GreaterOrEqual(t, l.Fraction(), before)
			before = l.Fraction()
		}
		assert.Equal(t, 1.0, l.Fraction())
		v, r := l.Values()
		return v, r, l
	}
	v, r, l := search(p.A, 1)
	w, _, _ := search(p.Symmetry.Apply(p.A, p.Symmetry.Random(toynets.Stream(1, "renumber"))), 2)
	for k := range 5 {
		assert.Less(t, r[k], 1e-3*v[0])
		assert.InDelta(t, v[k], w[k], 1e-3*v[0])
	}
	assert.InDelta(t, 1, testnet.Norm(l.Vector(0)), 1e-6)
}

// Of a loss that curves in few directions only Lanczos' search ends when it has them, and where the arithmetic
// overflows it ends too.
func TestLanczosEnds(t *testing.T) {
	m := toynets.MLP{Widths: []int{1, 2}} // z = w·x + b: the second difference of softmax has rank 1 an example
	d := toynets.Data{X: []float32{1, -2}, Y: []int32{0, 1}, N: 2, Dim: 1, Classes: 2}
	l := curvature.NewLanczos(toynets.NewHessian(m, d, 2), []float32{0.5, -0.5, 0.1, 0}, 100,
		toynets.Stream(1, "lanczos"))
	for l.Step() {
	}
	values, residuals := l.Values()
	assert.LessOrEqual(t, len(values), 4)
	assert.InDelta(t, 0, values[2], 1e-6, "two examples, two directions")
	assert.Greater(t, values[1], 1e-3)
	for _, r := range residuals {
		assert.Less(t, r, 1e-5)
	}
	l = curvature.NewLanczos(toynets.NewHessian(m, d, 2), []float32{float32(math.NaN()), 0, 0, 0}, 100,
		toynets.Stream(1, "lanczos"))
	for l.Step() {
	}
	values, _ = l.Values()
	assert.True(t, math.IsNaN(values[0]))
}

// pairs returns the pairs (A, other) of the link's trained networks.
func pairs(t *testing.T, link string) []matching.Pairing {
	t.Helper()
	_, p := testnet.Pairs(t, link)
	return p
}
