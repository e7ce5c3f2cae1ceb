package render

import "math"

// Scale maps a domain of values onto a stretch of pixels: Min to Lo and Max to Hi, linearly or, if Log is set, linearly
// in the logarithm, for which Min and Max must be positive. Lo may be larger than Hi, as it is for a vertical axis.
type Scale struct {
	Min, Max float64
	Lo, Hi   float64
	Log      bool
}

// At returns the pixel of a value. A value without a logarithm on a logarithmic scale stands at NaN, which curves leave
// out. A domain without extent maps everything to its middle.
func (s Scale) At(v float64) float64 {
	t := s.fraction(v)
	return s.Lo + t*(s.Hi-s.Lo)
}

func (s Scale) fraction(v float64) float64 {
	a, b := s.Min, s.Max
	if s.Log {
		if v <= 0 {
			return math.NaN()
		}
		a, b, v = math.Log(a), math.Log(b), math.Log(v)
	}
	if a == b {
		return 0.5 + 0*v
	}
	return (v - a) / (b - a)
}

// Value returns the value at a pixel: the inverse of At.
func (s Scale) Value(px float64) float64 {
	if s.Lo == s.Hi {
		return s.Min
	}
	t := (px - s.Lo) / (s.Hi - s.Lo)
	if s.Log {
		return math.Exp(math.Log(s.Min) + t*(math.Log(s.Max)-math.Log(s.Min)))
	}
	return s.Min + t*(s.Max-s.Min)
}

// Clamp returns v moved into the domain.
func (s Scale) Clamp(v float64) float64 {
	return min(max(v, min(s.Min, s.Max)), max(s.Min, s.Max))
}

// Nice returns s with its domain widened to round numbers, so that about n ticks end at both ends.
func (s Scale) Nice(n int) Scale {
	if !(s.Max > s.Min) {
		return s
	}
	if s.Log {
		s.Min, s.Max = downTo(s.Min, onetwofive), upTo(s.Max, onetwofive)
		return s
	}
	step := niceStep(s.Max-s.Min, n)
	s.Min = times(math.Floor(s.Min/step+1e-9), step)
	s.Max = times(math.Ceil(s.Max/step-1e-9), step)
	return s
}
