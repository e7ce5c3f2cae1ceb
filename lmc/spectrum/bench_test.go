package spectrum

import (
	"testing"
	"time"

	"onebasin/lmc/alignment"
	"onebasin/toynets"
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
