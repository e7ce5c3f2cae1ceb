package kernel

import (
	"testing"
	"time"
)

// Race times two ways of doing the same work in turns and reports, for each, the best time of a run, and the quotient
// of the two. Turns, because a machine's speed changes while a benchmark runs; the best, because a disturbance only
// ever adds; and a warm-up, because WebAssembly engines improve code while it runs.
func Race(b *testing.B, slow, fast func()) (slowest, fastest time.Duration) {
	run := func(f func(), times int) time.Duration {
		start := time.Now()
		for range times {
			f()
		}
		return time.Since(start)
	}
	// A turn is as many runs as take about a millisecond.
	turns := func(f func()) int {
		for start := time.Now(); time.Since(start) < 300*time.Millisecond; {
			f()
		}
		n := 1
		for run(f, n) < time.Millisecond {
			n *= 2
		}
		return n
	}
	slowTimes, fastTimes := turns(slow), turns(fast)
	best := func(f func(), times int, sofar time.Duration) time.Duration {
		if d := run(f, times) / time.Duration(times); sofar == 0 || d < sofar {
			return d
		}
		return sofar
	}
	for b.Loop() {
		slowest = best(slow, slowTimes, slowest)
		fastest = best(fast, fastTimes, fastest)
	}
	b.ReportMetric(0, "ns/op") // of both together, which says nothing
	b.ReportMetric(float64(slowest)/float64(fastest), "times-faster")
	return slowest, fastest
}
