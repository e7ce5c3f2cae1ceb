package run

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets"
)

// By hand: of 4! = 24 orders of four distinct values two are perfect, ρ = ±1; of three, 2 of 6. Equal points count
// once.
func TestRankByHand(t *testing.T) {
	r := rank([]float64{1, 2, 3, 4}, []float64{8, 6, 4, 1})
	assert.Equal(t, ranked{Rho: -1, P: 2. / 24, Least: 2. / 24, N: 4}, r)
	assert.False(t, r.told(), "p cannot be small")
	r = rank([]float64{1, 2, 3, 3, 3, 1, math.NaN()}, []float64{8, 6, 4, 4, 4, 8, 0})
	assert.Equal(t, ranked{Rho: -1, P: 2. / 6, Least: 2. / 6, N: 3}, r)
	r = rank([]float64{1, 2, 3, 4, 5}, []float64{5, 4, 3, 2, 1})
	assert.Equal(t, ranked{Rho: -1, P: 2. / 120, Least: 2. / 120, N: 5}, r)
	assert.True(t, r.significant())
	assert.Equal(t, "rank correlation −1.00 over 5 different ones, p = 0.017", r.String())
	assert.True(t, math.IsNaN(rank([]float64{1, 1, 1}, []float64{1, 2, 3}).P))
	assert.False(t, rank([]float64{1, 1, 1, 1, 1, 1}, []float64{1, 2, 3, 4, 5, 6}).told())
	assert.Equal(t, 0, rank(nil, nil).N)
	assert.False(t, rank(nil, nil).told())
}

// Where one side has two values alone, and one of them once, the largest correlation is as likely as 2 in n: of eight
// points nothing can be told, and nothing is.
func TestRankOfEqualRanks(t *testing.T) {
	x := []float64{0, 0, 0, 0, 0, 0, 0, 1}
	r := rank(x, fromOne(8))
	assert.InDelta(t, 2./8, r.P, 1e-12)
	assert.InDelta(t, 2./8, r.Least, 1e-12)
	assert.False(t, r.told())
	r = rank([]float64{0, 0, 0, 0, 1, 1, 1, 1}, fromOne(8))
	assert.InDelta(t, 2./70, r.Least, 1e-12, "two of C(8, 4)")
	assert.True(t, r.significant())
}

// The p of all orders is that of trying every order, with equal ranks and without.
func TestRankAgainstEveryOrder(t *testing.T) {
	r := toynets.Stream(6, "orders")
	for n := 2; n <= 8; n++ {
		for values := 2; values <= 2*n; values += n - 1 {
			x, y := make([]float64, n), make([]float64, n)
			for i := range x {
				x[i], y[i] = float64(r.IntN(values)), float64(r.IntN(values))
			}
			a, b := centredRanks(x), centredRanks(y)
			at := distance(a, b)
			hits, all := 0., 0.
			everyOrder(slices.Clone(b), n, func(b []int) {
				all++
				if distance(a, b) >= at {
					hits++
				}
			})
			o := newOrders(a, b)
			require.Equal(t, all, o.beyond(0))
			require.Equal(t, hits, o.beyond(at), fmt.Sprint(x, y))
			require.Positive(t, o.beyond(farthest(a, b)))
			require.Zero(t, o.beyond(farthest(a, b)+1))
		}
	}
}

// everyOrder calls do with every order of the first k entries of b (Heap's algorithm).
func everyOrder(b []int, k int, do func([]int)) {
	if k == 1 {
		do(b)
		return
	}
	for i := range k - 1 {
		everyOrder(b, k-1, do)
		if k%2 == 0 {
			b[i], b[k-1] = b[k-1], b[i]
		} else {
			b[0], b[k-1] = b[k-1], b[0]
		}
	}
	everyOrder(b, k-1, do)
}

// ρ = −.3 of unrelated numbers is no finding. Over 400 draws of unrelated points p ≤ .05 in about one of twenty, by
// counting and by drawing alike: at most three standard errors above.
func TestRankOfUnrelatedNumbers(t *testing.T) {
	if testing.Short() {
		t.Skip("a statistic over hundreds of draws")
	}
	r := toynets.Stream(4, "unrelated")
	for _, c := range []struct{ n, draws int }{{6, 400}, {12, 40}, {16, 20}} {
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

// Up to fourteen points p is exact: that of points in order is 2 in n!. Of more it is drawn, which none but the order
// itself shows, and what is not beyond two standard errors below the threshold is no finding.
func TestRankOfManyPoints(t *testing.T) {
	for n, orders := range map[int]float64{10: 3628800, 14: 87178291200} {
		assert.Equal(t, 2/orders, rank(fromOne(n), fromOne(n)).P)
	}
	x := fromOne(15)
	r := rank(x, x)
	assert.InDelta(t, 1./drawn, r.P, 1e-12)
	assert.InDelta(t, 1./drawn, r.Error, 1e-7)
	assert.Equal(t, "rank correlation 1.00 over 15 different ones, p < 0.001", r.String())
	y := []float64{2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11}
	assert.Less(t, rank(x[:12], y).P, 1e-3)
	z := []float64{7, 2, 11, 5, 9, 1, 12, 4, 8, 3, 10, 6}
	assert.Greater(t, rank(x[:12], z).P, 0.5)
	assert.False(t, ranked{P: 0.049, Error: 0.0007}.significant(), "0.0504 may be meant")
	assert.True(t, ranked{P: 0.048, Error: 0.0007}.significant())
	assert.Equal(t, "rank correlation 0.50 over 16 different ones, p ≈ 0.049 ± 0.001",
		ranked{Rho: 0.5, P: 0.049, Error: 0.0007, N: 16}.String())
}

// By drawing and by counting p is the same, within four standard errors.
func TestDrawnAgreesWithCounted(t *testing.T) {
	x := fromOne(14)
	y := []float64{3, 1, 2, 7, 5, 4, 13, 6, 8, 10, 9, 14, 11, 12}
	a, b := centredRanks(x), centredRanks(y)
	exact := rank(x, y).P
	at, hits := distance(a, b), 0
	random := toynets.Stream(1, "drawn")
	for range drawn {
		random.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
		if distance(a, b) >= at {
			hits++
		}
	}
	assert.InDelta(t, exact, float64(hits)/drawn, 4*math.Sqrt(exact/drawn)+1e-9)
}
