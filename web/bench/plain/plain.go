// Package plain is the loop that benchmarks compare with where nobody else has written the same: how long it takes says
// how fast this machine is in this program, compiled natively or for a browser, while the benchmark runs.
package plain

import "time"

// side of the product's matrices.
const side = 64

// Product returns how long the textbook product of two 64 × 64 matrices of float32 takes, a triple loop of 2¹⁸ steps:
// the best of five hundred, for a disturbance only ever adds, and each short enough to be undisturbed now and then.
func Product() time.Duration {
	var a, b, c [side * side]float32
	for k := range a {
		a[k], b[k] = float32(k%7), float32(k%5)
	}
	best := time.Duration(0)
	for range 500 {
		begin := time.Now()
		multiply(&c, &a, &b)
		if took := time.Since(begin); best == 0 || took < best {
			best = took
		}
	}
	return best
}

// multiply sets c = ab.
func multiply(c, a, b *[side * side]float32) {
	clear(c[:])
	for i := range side {
		row := c[i*side : (i+1)*side]
		for k := range side {
			x := a[i*side+k]
			for j, y := range b[k*side : (k+1)*side] {
				row[j] += float32(x * y)
			}
		}
	}
}

// Metric is the unit in which benchmarks report Product, in µs.
const Metric = "plain-µs"

// Report has a benchmark report the product's time beside its own.
func Report(b interface{ ReportMetric(float64, string) }) {
	b.ReportMetric(Product().Seconds()*1e6, Metric)
}
