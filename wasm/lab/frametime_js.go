//go:build js

package main

import "slices"

// frameTimes are, since they were last asked for, how long the last frames took that drew something, from the
// begin of Update to the end of Draw, in milliseconds of Go's time: what the
// graphics card does with them comes after.
type frameTimes struct {
	last   [240]float64
	recent int // frames since then
	count  int // frames since the start
}

func (t *frameTimes) add(ms float64) {
	t.last[t.recent%len(t.last)] = ms
	t.recent++
	t.count++
}

// summary is what is told of frame times.
type summary struct {
	Count  int     `json:"count"` // frames drawn since the start
	Median float64 `json:"median"`
	P99    float64 `json:"p99"`
}

// summary tells of the frames since it was last called.
func (t *frameTimes) summary() summary {
	n := min(t.recent, len(t.last))
	t.recent = 0
	if n == 0 {
		return summary{Count: t.count}
	}
	sorted := slices.Clone(t.last[:n])
	slices.Sort(sorted)
	return summary{t.count, sorted[n/2], sorted[n*99/100]}
}
