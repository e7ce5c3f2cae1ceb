package run

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/toynets"
)

// By hand: of 4! = 24 orders of four distinct values two are perfect, ρ = ±1; of three, 2 of 6. Equal points count
// once.
func TestRankByHand(t *testing.T) {
	r := rank([]float64{1, 2, 3, 4}, []float64{8, 6, 4, 1})
	assert.Equal(t, ranked{Rho: -1, P: 2. / 24, N: 4}, r)
	assert.False(t, r.told(), "p cannot be small")
	r = rank([]float64{1, 2, 3, 3, 3, 1, math.NaN()}, []float64{8, 6, 4, 4, 4, 8, 0})
	assert.Equal(t, ranked{Rho: -1, P: 2. / 6, N: 3}, r)
	r = rank([]float64{1, 2, 3, 4, 5}, []float64{5, 4, 3, 2, 1})
	assert.Equal(t, ranked{Rho: -1, P: 2. / 120, N: 5}, r)
	assert.True(t, r.significant())
	assert.Equal(t, "rank correlation −1.00 over 5 different ones, p = 0.017", r.String())
	assert.True(t, math.IsNaN(rank([]float64{1, 1, 1}, []float64{1, 2, 3}).P))
	assert.Equal(t, 0, rank(nil, nil).N)
}

// ρ = −.3 of unrelated numbers is no finding. Over 400 draws of unrelated points p ≤ .05 in about one of twenty, by
// enumeration and by drawing alike: at most three standard errors above.
func TestRankOfUnrelatedNumbers(t *testing.T) {
	r := toynets.Stream(4, "unrelated")
	for _, c := range []struct{ n, draws int }{{6, 400}, {12, 40}} {
		found := 0
		for range c.draws {
			x, y := make([]float64, c.n), make([]float64, c.n)
			for i := range x {
				x[i], y[i] = r.Normal(), r.Normal()
			}
			if rank(x, y).significant() {
				found++
			}
		}
		of := float64(c.draws)
		assert.LessOrEqual(t, float64(found), 0.05*of+3*math.Sqrt(0.05*0.95*of), "%d points", c.n)
	}
}

// Drawing agrees with what is known: over twelve points in order p is 2 in 12!, which none but the order itself shows.
func TestRankOfManyPoints(t *testing.T) {
	x := fromOne(12)
	assert.InDelta(t, 1./drawn, rank(x, x).P, 1e-12)
	y := []float64{2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11}
	assert.Less(t, rank(x, y).P, 1e-3)
	z := []float64{7, 2, 11, 5, 9, 1, 12, 4, 8, 3, 10, 6}
	assert.Greater(t, rank(x, z).P, 0.5)
}
