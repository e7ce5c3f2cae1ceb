package run

import (
	"fmt"
	"math"

	"onebasin/lmc/measure"
	"onebasin/toynets"
)

const (
	// enumerated is for how many points all orders are tried: 9! = 362,880.
	enumerated = 9

	// drawn is how many random orders stand for all of more points.
	drawn = 100_000

	// significant is the largest p of what is told as a finding.
	significant = 0.05
)

// ranked is Spearman's rank correlation over distinct points, with what chance gives: P is the share of all orders of y
// whose correlation with x is as far from 0, or farther (a permutation test of two sides; of more than nine points,
// over 100,000 orders drawn from a stream of its own, the one at hand counted among them).
type ranked struct {
	Rho, P float64 // NaN where all values of one side are equal
	N      int     // distinct points
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
	r.Rho, r.P = math.NaN(), math.NaN()
	if r.N < 2 {
		return r
	}
	if r.Rho = rankCorrelation(px, py); math.IsNaN(r.Rho) {
		return r
	}
	// With ranks less their mean, times 2, sums of products are whole numbers.
	a, b := centredRanks(px), centredRanks(py)
	at := 0
	for i := range a {
		at += a[i] * b[i]
	}
	as := func(b []int) bool {
		sum := 0
		for i := range a {
			sum += a[i] * b[i]
		}
		return max(sum, -sum) >= max(at, -at)
	}
	hits, all := 0, 0
	count := func(b []int) {
		all++
		if as(b) {
			hits++
		}
	}
	if r.N <= enumerated {
		orders(b, r.N, count)
	} else {
		count(b)
		random := toynets.Stream(0, "rank correlation")
		for range drawn - 1 {
			random.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
			count(b)
		}
	}
	r.P = float64(hits) / float64(all)
	return r
}

// centredRanks are ranks less their mean, times 2.
func centredRanks(x []float64) []int {
	c := make([]int, len(x))
	for i, r := range ranks(x) {
		c[i] = int(2*r) - (len(x) - 1)
	}
	return c
}

// orders calls do with every order of the first k entries of b (Heap's algorithm).
func orders(b []int, k int, do func([]int)) {
	if k == 1 {
		do(b)
		return
	}
	for i := range k - 1 {
		orders(b, k-1, do)
		if k%2 == 0 {
			b[i], b[k-1] = b[k-1], b[i]
		} else {
			b[0], b[k-1] = b[k-1], b[0]
		}
	}
	orders(b, k-1, do)
}

// told reports whether so few points could tell anything at all: of four, not even a perfect order has a p below 1
// in 12.
func (r ranked) told() bool { return r.N >= 5 && !math.IsNaN(r.Rho) }

// significant reports whether chance gives such a correlation seldom.
func (r ranked) significant() bool { return r.told() && r.P <= significant }

// String says the correlation with its count and its p.
func (r ranked) String() string {
	p := fmt.Sprintf("p = %s", amount(r.P))
	if r.P < 0.001 {
		p = "p < 0.001"
	}
	return fmt.Sprintf("rank correlation %s over %d different ones, %s", amount(r.Rho), r.N, p)
}
