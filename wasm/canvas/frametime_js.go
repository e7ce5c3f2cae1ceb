//go:build js

package canvas

import "slices"

// frameTimes are how long the last frames of one motion took that drew something, from the begin of Update to the end
// of Draw, in milliseconds of Go's time: what the graphics card does with them comes after.
type frameTimes struct {
	last   [240]float64
	recent int     // frames of the present motion
	end    float64 // when the last one was drawn
	count  int     // frames since the start
}

// pause is how long nothing is drawn between two motions, in milliseconds.
const pause = 1000

// add notes a frame that ended now.
func (t *frameTimes) add(now, ms float64) {
	if now-t.end > pause {
		t.recent = 0
	}
	t.last[t.recent%len(t.last)] = ms
	t.end = now
	t.recent++
	t.count++
}

// summary is what is told of frame times.
type summary struct {
	Count  int     `json:"count"` // frames drawn since the start
	Median float64 `json:"median"`
	P99    float64 `json:"p99"`
}

// summary tells of the last motion, of its last 240 frames if it had more.
func (t *frameTimes) summary() summary {
	n := min(t.recent, len(t.last))
	if n == 0 {
		return summary{Count: t.count}
	}
	sorted := slices.Clone(t.last[:n])
	slices.Sort(sorted)
	return summary{t.count, sorted[n/2], sorted[n*99/100]}
}
