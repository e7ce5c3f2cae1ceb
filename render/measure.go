package render

import "onebasin/render/text"

// MeasureText returns the width of one line of text in CSS pixels, kerning included, for letters of the given size. It
// does not depend on the pixel ratio: glyphs are never hinted.
func MeasureText(s string, size float64, bold bool) float64 {
	return text.Measure(s, size, bold)
}
