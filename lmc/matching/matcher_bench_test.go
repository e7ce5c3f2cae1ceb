package matching_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/matching"
	"onebasin/web/bench/plain"
)

// searchAll runs all starts of a matcher that `restarts` restarts give it and returns the best.
func searchAll(t testing.TB, method string, p matching.Pairing, restarts int,
	of matching.Streams) (best matching.Search) {
	t.Helper()
	m, ok := matching.MatcherNamed(method)
	require.True(t, ok)
	for k := range m.Starts(restarts) {
		s, err := matching.NewSearch(method, p, k, of)
		require.NoError(t, err)
		for s.Step() {
		}
		require.NoError(t, s.Err())
		if best == nil || s.Objective() > best.Objective() {
			best = s
		}
	}
	return best
}

// BenchmarkMatchers times every matcher on the default experiment, as its link asks for it.
func BenchmarkMatchers(b *testing.B) {
	e, pairs := testnet.Pairs(b, "")
	for _, m := range matching.Matchers() {
		if !m.Searches || m.Fits(pairs[0].Symmetry) != nil {
			continue
		}
		b.Run(m.Name, func(b *testing.B) {
			for b.Loop() {
				searchAll(b, m.Name, pairs[0], e.Restarts, ofPair(e, 1))
			}
		})
	}
}

// wide holds networks 784-512-512-512-10, as many units as the page is meant for, trained for the first benchmark that
// asks.
var wide struct {
	sync.Once
	pairs []matching.Pairing
}

// BenchmarkWide times one coordinate descent from the identity to its end on wide networks.
func BenchmarkWide(b *testing.B) {
	wide.Do(func() { _, wide.pairs = testnet.Pairs(b, "data=strokes&side=28&net=512-512-512&n=2000&steps=200") })
	p := wide.pairs[0]
	for b.Loop() {
		s, err := matching.NewSearch("wm", p, 0, streams)
		require.NoError(b, err)
		for s.Step() {
		}
		require.NoError(b, s.Err())
	}
	plain.Report(b)
}

// BenchmarkIterated sets our search against twenty restarts of weight matching on trained pairs. It reports the ratio
// of the times and, per pair, whether the best objective is above, equal or below.
func BenchmarkIterated(b *testing.B) {
	for _, link := range []string{"seeds=1,2,3,4", "net=128-128&seeds=1,2,3,4",
		"data=strokes&side=12&net=64-64-64&n=2000&seeds=1,2,3,4",
		"data=gauss&noise=0.3&seeds=1,2,3,4", "data=checker&net=32-32-32&seeds=1,2,3,4",
		"data=moons&net=64-64-64-64&seeds=1,2,3,4"} {
		b.Run(link, func(b *testing.B) {
			e, pairs := testnet.Pairs(b, link)
			var above, equal, below, wm, ours float64
			for b.Loop() {
				for k, p := range pairs {
					timed := func(method string, total *float64) float64 {
						begin := time.Now()
						best := searchAll(b, method, p, 20, ofPair(e, k+1))
						*total += time.Since(begin).Seconds()
						return best.Objective()
					}
					gain := timed("ours", &ours) - timed("wm", &wm)
					switch rounding := 1e-6 * matching.Objective(p.A, p.A); {
					case gain > rounding:
						above++
					case gain < -rounding:
						below++
					default:
						equal++
					}
				}
			}
			n := float64(b.N)
			b.ReportMetric(ours/wm, "time/wm")
			b.ReportMetric(above/n, "above")
			b.ReportMetric(equal/n, "equal")
			b.ReportMetric(below/n, "below")
		})
	}
}
