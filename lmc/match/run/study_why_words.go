package run

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"onebasin/lmc/measure"
)

// amount prints a number of a sentence.
func amount(x float64) string { return measure.Amount(measure.Number(x)) }

// abbreviated is what a matcher is called where there is little room: the abbreviations of the literature in capitals.
func abbreviated(method string) string {
	if head, _, _ := strings.Cut(method, "-"); len(head) < 4 {
		return strings.ToUpper(head) + method[len(head):]
	}
	return method
}

// wholePercent prints a part of one in per cent.
func wholePercent(x float64) string { return minus(fmt.Sprintf("%.0f %%", 100*x)) }

// minus writes a sign that stands on the line.
func minus(s string) string {
	if s != "" && s[0] == '-' {
		return "−" + s[1:]
	}
	return s
}

// average returns the mean of x, NaN of nothing.
func average(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// rankCorrelation is Spearman's: the correlation of the ranks, equal values sharing the mean of theirs. It is NaN where
// all values of one side are equal.
func rankCorrelation(x, y []float64) float64 {
	a, b := ranks(x), ranks(y)
	ma, mb := average(a), average(b)
	var ab, aa, bb float64
	for i := range a {
		ab += float64((a[i] - ma) * (b[i] - mb))
		aa += float64((a[i] - ma) * (a[i] - ma))
		bb += float64((b[i] - mb) * (b[i] - mb))
	}
	return ab / math.Sqrt(float64(aa*bb))
}

func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case x[i] < x[j]:
			return -1
		case x[i] > x[j]:
			return 1
		}
		return 0
	})
	r := make([]float64, len(x))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && x[order[j]] == x[order[i]] {
			j++
		}
		for _, k := range order[i:j] {
			r[k] = float64(i+j-1) / 2
		}
		i = j
	}
	return r
}

// fromOne returns 1, 2, …, n.
func fromOne(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(i + 1)
	}
	return x
}

// repeated returns n times v.
func repeated(v float64, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = v
	}
	return x
}
