//go:build js

package main

import "slices"

// frameTimes are how long the last frames took that drew something, from the
// begin of Update to the end of Draw, in milliseconds of Go's time: what the
// graphics card does with them comes after.
type frameTimes struct {
	last  [240]float64
	count int
}

func (t *frameTimes) add(ms float64) {
	t.last[t.count%len(t.last)] = ms
	t.count++
}

// summary is what is told of frame times.
type summary struct {
	Count  int     `json:"count"` // frames drawn since the start
	Median float64 `json:"median"`
	P99    float64 `json:"p99"`
}

func (t *frameTimes) summary() summary {
	n := min(t.count, len(t.last))
	if n == 0 {
		return summary{}
	}
	sorted := slices.Clone(t.last[:n])
	slices.Sort(sorted)
	return summary{t.count, sorted[n/2], sorted[n*99/100]}
}
