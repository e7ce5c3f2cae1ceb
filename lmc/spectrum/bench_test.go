package spectrum

import (
	"slices"
	"testing"
	"time"

	"gonum.org/v1/gonum/mat"

	"onebasin/lmc/alignment"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
	"onebasin/web/bench/plain"
)

// BenchmarkWide makes the polar factors of one network with as many units as the page is meant for; it reports the
// longest step, too. Of two networks each of two workers does about as much.
func BenchmarkWide(b *testing.B) {
	m := toynets.MLP{Widths: []int{784, 512, 512, 512, 10}}
	theta := make([]float32, m.Params())
	m.Init(theta, toynets.Stream(1, "init"))
	var longest time.Duration
	for b.Loop() {
		for l := 1; l <= m.Layers(); l++ {
			d := NewPolarFactors(m.Widths[l], m.Widths[l-1], m.Weight(theta, l), alignment.Gammas)
			for more := true; more; {
				begin := time.Now()
				more = d.Step()
				longest = max(longest, time.Since(begin))
			}
			if d.Err() != nil {
				b.Fatal(d.Err())
			}
		}
	}
	b.ReportMetric(longest.Seconds()*1e6, "longest-µs")
	plain.Report(b)
}

// BenchmarkSquare decomposes a matrix of 512×512 with its vectors, and has gonum's package mat do the same in turns.
// The longest step is told as it would be where the product of 256³ does 40 GFLOP/s, too.
func BenchmarkSquare(b *testing.B) {
	const n = 512
	w, dense := make([]float32, n*n), mat.NewDense(n, n, nil)
	r := toynets.Stream(1, "square")
	for k := range w {
		w[k] = float32(r.Normal())
		dense.Set(k/n, k%n, float64(w[k]))
	}
	x, c := make([]float32, 256*256), make([]float32, 256*256)
	var ws kernel.Workspace
	var ours, theirs, product time.Duration
	var steps []time.Duration // the least of each: a disturbance only adds
	for b.Loop() {
		begin := time.Now()
		d := NewDecomposition(n, n, w)
		for k, more := 0, true; more; k++ {
			step := time.Now()
			more = d.Step()
			if k == len(steps) {
				steps = append(steps, 0)
			}
			steps[k] = least(steps[k], time.Since(step))
		}
		d.layer()
		ours = least(ours, time.Since(begin))
		begin = time.Now()
		var svd mat.SVD
		if !svd.Factorize(dense, mat.SVDThin) {
			b.Fatal("gonum does not converge")
		}
		var u, v mat.Dense
		svd.UTo(&u)
		svd.VTo(&v)
		theirs = least(theirs, time.Since(begin))
		for range 5 {
			begin = time.Now()
			kernel.Gemm(false, false, 256, 256, 256, x, x, c, &ws)
			product = least(product, time.Since(begin))
		}
	}
	longest := slices.Max(steps)
	speed := 2 * 256 * 256 * 256 / float64(product) // in GFLOP/s
	for name, t := range map[string]time.Duration{"ours": ours, "gonum": theirs, "longest": longest,
		"longest40": time.Duration(float64(longest) * speed / 40)} {
		b.ReportMetric(t.Seconds()*1e6, name+"-µs")
	}
}

func least(a, b time.Duration) time.Duration {
	if a == 0 {
		return b
	}
	return min(a, b)
}
