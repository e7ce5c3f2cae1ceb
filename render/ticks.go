package render

import (
	"math"
	"slices"
)

// Tick is a value on an axis and how it is written.
type Tick struct {
	Value float64
	Label string
}

// Ticks returns about n ticks at round values of the domain, in growing order: steps of 1, 2 or 5 times a power of ten,
// or on a logarithmic scale the values 1, 2 and 5 of each decade, or its powers, or powers of powers, whichever comes
// closest.
func (s Scale) Ticks(n int) []Tick {
	lo, hi := min(s.Min, s.Max), max(s.Min, s.Max)
	if !(hi > lo) || n < 1 || math.IsInf(hi-lo, 0) {
		return nil
	}
	var values []float64
	if s.Log && lo > 0 {
		values = logTicks(lo, hi, n)
	}
	if len(values) < 2 {
		values = linearTicks(lo, hi, n)
	}
	labels := FormatAll(values)
	out := make([]Tick, len(values))
	for i, v := range values {
		out[i] = Tick{v, labels[i]}
	}
	return out
}

// niceStep returns 1, 2 or 5 times a power of ten, near span/n.
func niceStep(span float64, n int) float64 {
	raw := span / float64(max(1, n))
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	switch m := raw / power; {
	case m < 1.5:
		return power
	case m < 3.5:
		return 2 * power
	case m < 7.5:
		return 5 * power
	}
	return 10 * power
}

func linearTicks(lo, hi float64, n int) []float64 {
	step := niceStep(hi-lo, n)
	first := math.Ceil(lo/step - 1e-9)
	var out []float64
	for i := range 2*n + 3 { // a step is two thirds of span/n at least; where k+1 is k there is an end all the same
		k := first + float64(i)
		if !(k*step <= hi+1e-9*step) || math.IsInf(k*step, 0) {
			break
		}
		out = append(out, times(k, step))
	}
	return out
}

// times returns k·step, for a step of niceStep's kind. Dividing by a whole number gives the double nearest to 0.3 where
// multiplying by 0.1 does not.
func times(k, step float64) float64 {
	if inverse := math.Round(1 / step); step < 1 && math.Abs(inverse*step-1) < 1e-9 {
		return k / inverse
	}
	return k * step
}

// Parts of a decade at which logarithmic ticks and levels stand.
var (
	ones       = []float64{1}
	onethree   = []float64{1, 3}
	onetwofive = []float64{1, 2, 5}
)

// LogLevels returns the values 1, 2, 5 of each decade within [lo, hi]: the levels at which a loss is drawn.
func LogLevels(lo, hi float64) []float64 { return decades(lo, hi, onetwofive, 1) }

// logTicks returns the densest choice with at most n ticks.
func logTicks(lo, hi float64, n int) []float64 {
	for _, parts := range [][]float64{onetwofive, onethree, ones} {
		if out := decades(lo, hi, parts, 1); len(out) <= n+1 {
			return out
		}
	}
	for every := 2; ; every++ {
		if out := decades(lo, hi, ones, every); len(out) <= n+1 {
			return out
		}
	}
}

func decades(lo, hi float64, parts []float64, every int) []float64 {
	if !(lo > 0) || math.IsInf(hi, 0) {
		return nil
	}
	var out []float64
	first := int(math.Floor(math.Log10(lo)))
	first -= ((first % every) + every) % every
	for e := first; ; e += every {
		for _, p := range parts {
			v := p * math.Pow10(e)
			if e < 0 { // 0.05, not 0.05000000000000000277
				v = p / math.Pow10(-e)
			}
			if v > hi*(1+1e-9) || math.IsInf(v, 0) {
				return out
			}
			if v >= lo*(1-1e-9) {
				out = append(out, v)
			}
		}
	}
}

// downTo returns the last of the decades' parts up to v, or v where numbers end before the next.
func downTo(v float64, parts []float64) float64 {
	if all := decades(v/10, v, parts, 1); len(all) > 0 {
		return slices.Max(all)
	}
	return v
}

// upTo returns the first of the decades' parts from v on, or v where numbers end before the next.
func upTo(v float64, parts []float64) float64 {
	if all := decades(v, v*10, parts, 1); len(all) > 0 {
		return slices.Min(all)
	}
	return v
}
