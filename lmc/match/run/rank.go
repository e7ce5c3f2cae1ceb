package run

import (
	"fmt"
	"math"
	"slices"

	"onebasin/lmc/measure"
	"onebasin/toynets"
)

const (
	// counted is for how many points all orders are counted: 14! = 87,178,291,200.
	counted = 14

	// drawn is how many random orders stand for all of more points.
	drawn = 100_000

	// significant is the largest p of what is told as a finding.
	significant = 0.05
)

// ranked is Spearman's rank correlation over distinct points, with what chance gives: P is the share of all orders of y
// whose correlation with x is as far from 0, or farther (a permutation test of two sides). It is exact up to fourteen
// points; of more it is the share among 100,000 orders drawn from a stream of its own, the one at hand counted among
// them, and Error is its standard error.
type ranked struct {
	Rho, P, Error float64 // NaN where all values of one side are equal
	Least         float64 // the smallest P there can be with these ranks
	N             int     // distinct points
}

// rank correlates points, those that are equal counted once: restarts that found one permutation are one finding.
func rank(x, y []float64) (r ranked) {
	var px, py []float64
	seen := map[[2]float64]bool{}
	for i := range x {
		p := [2]float64{x[i], y[i]}
		if !seen[p] && measure.Finite(x[i]) && measure.Finite(y[i]) {
			seen[p] = true
			px, py = append(px, x[i]), append(py, y[i])
		}
	}
	r.N = len(px)
	r.Rho, r.P, r.Least = math.NaN(), math.NaN(), math.NaN()
	if r.N < 2 {
		return r
	}
	if r.Rho = rankCorrelation(px, py); math.IsNaN(r.Rho) {
		return r
	}
	// With ranks less their mean, times 2, sums of products are whole numbers.
	a, b := centredRanks(px), centredRanks(py)
	at, far := distance(a, b), farthest(a, b)
	var hits, most, all float64
	if r.N <= counted {
		orders := newOrders(a, b)
		hits, most, all = orders.beyond(at), orders.beyond(far), orders.beyond(0)
	} else {
		random := toynets.Stream(0, "rank correlation")
		for all < drawn {
			d := distance(a, b)
			if d >= at {
				hits++
			}
			if d >= far {
				most++
			}
			all++
			random.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
		}
	}
	r.P, r.Least = hits/all, most/all
	if r.N > counted {
		r.Error = math.Sqrt(float64(r.P*(1-r.P)) / all)
	}
	return r
}

// distance is how far the sum of products is from 0.
func distance(a, b []int) int {
	sum := 0
	for i := range a {
		sum += a[i] * b[i]
	}
	return max(sum, -sum)
}

// farthest is the largest distance over all orders: both rise, or one falls.
func farthest(a, b []int) int {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	up := distance(a, b)
	slices.Reverse(b)
	return max(up, distance(a, b))
}

// centredRanks are ranks less their mean, times 2.
func centredRanks(x []float64) []int {
	c := make([]int, len(x))
	for i, r := range ranks(x) {
		c[i] = int(2*r) - (len(x) - 1)
	}
	return c
}

// told reports whether so few points, or so many equal ranks, could tell anything at all: of four points not even a
// perfect order has a p below 1 in 12.
func (r ranked) told() bool { return r.Least <= significant }

// significant reports whether chance gives such a correlation seldom, beyond doubt where p is an estimate.
func (r ranked) significant() bool { return r.told() && r.P+2*r.Error <= significant }

// String says the correlation with its count and its p, which is exact, or ± twice its standard error.
func (r ranked) String() string {
	p := fmt.Sprintf("p = %s", amount(r.P))
	switch {
	case r.P+2*r.Error < 0.001:
		p = "p < 0.001"
	case r.Error > 0:
		p = fmt.Sprintf("p ≈ %.3f ± %.3f", r.P, 2*r.Error)
	}
	return fmt.Sprintf("rank correlation %s over %d different ones, %s", amount(r.Rho), r.N, p)
}
