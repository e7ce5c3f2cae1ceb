// Package text is the one typeface of the figures: Inter, cut down to the characters that are written here, measured
// and turned into alpha masks.
//
// Widths scale with the size and nothing else: no hinting, so that a figure has the same layout at every pixel ratio. A
// glyph is rasterised at the size × ratio it is shown at, on one of four horizontal sub-pixel positions, at any angle
// (in steps of 3°), with or without a halo.
//
//	x := 0.0
//	text.Layout("π(B)", 14, false, func(g text.Glyph, at float64) { x = at })
//	mask := cache.Mask(text.Key{Glyph: g, Size: text.Sixteenths(28)})
//
// The package draws nothing on anything.
package text
