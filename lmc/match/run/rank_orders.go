package run

import (
	"math/bits"
	"slices"
)

// orders counts, for all n! orders of one list of whole numbers, the sums of its products with another one, exactly.
// The places of the first list are filled one after the other: which numbers of the second are used up is a set, and
// for every set there is one histogram of sums. It is done for each half of the places alone, C(n, n/2) sets, and the
// halves meet in the middle.
type orders struct {
	n         int
	low, high []histogram // of the first half's places by the set used, of the other half's likewise
}

// histogram is how many ways lead to each sum; its first count is that of the sum `from`.
type histogram struct {
	from   int
	counts []float64 // whole numbers, at most 14!
}

func newOrders(a, b []int) orders {
	a = slices.Sorted(slices.Values(a)) // near ones together, so that histograms are narrow
	half := len(a) / 2
	return orders{n: len(a), low: fill(a[:half], b), high: fill(a[half:], b)}
}

// fill places numbers of b on the places of a, each once, and returns the histogram of every set of len(a) of them.
func fill(a, b []int) []histogram {
	sets := make([]histogram, 1<<len(b))
	sets[0] = histogram{0, []float64{1}}
	for k, x := range a {
		for set := range sets {
			if bits.OnesCount(uint(set)) != k || sets[set].counts == nil {
				continue
			}
			for j, y := range b {
				if set>>j&1 == 0 {
					sets[set|1<<j].add(sets[set], x*y)
				}
			}
			sets[set].counts = nil
		}
	}
	return sets
}

// add adds another histogram whose sums are all larger by some number.
func (h *histogram) add(o histogram, by int) {
	from := o.from + by
	if h.counts == nil {
		h.from, h.counts = from, slices.Clone(o.counts)
		return
	}
	if d := h.from - from; d > 0 {
		h.counts, h.from = append(make([]float64, d), h.counts...), from
	}
	if d := from + len(o.counts) - h.from - len(h.counts); d > 0 {
		h.counts = append(h.counts, make([]float64, d)...)
	}
	into := h.counts[from-h.from:]
	for i, c := range o.counts {
		into[i] += c
	}
}

// beyond returns how many orders have a sum of at least d, or of at most −d; all of them for d = 0.
func (o orders) beyond(d int) (count float64) {
	whole := len(o.low) - 1
	for set, low := range o.low {
		if bits.OnesCount(uint(set)) != o.n/2 {
			continue
		}
		high := o.high[whole^set]
		below := make([]float64, len(high.counts)+1) // below[i]: those of the first i sums
		for i, c := range high.counts {
			below[i+1] = below[i] + c
		}
		all := below[len(high.counts)]
		for i, c := range low.counts {
			sum := low.from + i
			// sum + s ≥ d, and sum + s ≤ −d, of which s = −sum is both where d = 0.
			up := min(max(0, d-sum-high.from), len(high.counts))
			down := min(max(0, min(-d, d-1)-sum-high.from+1), len(high.counts))
			count += float64(c * (all - below[up] + below[down]))
		}
	}
	return count
}
