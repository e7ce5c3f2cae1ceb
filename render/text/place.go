package text

import "math"

// Run is a line of text set on device pixels.
type Run struct {
	X, Y  float64 // the baseline's start, in device pixels
	Size  float64 // in device pixels
	Angle float64 // radians, clockwise
	Bold  bool
	Halo  float64 // width in device pixels
}

// Place calls put for each glyph of s with its key and the whole pixel at which its origin stands. Sub-pixel positions
// are quarters along x; along y glyphs stand on whole pixels, which keeps the horizontal strokes of level text sharp.
func (r Run) Place(s string, put func(k Key, x, y int)) {
	step := AngleStep(r.Angle)
	cos, sin := StepAngle(step)
	key := Key{Size: Sixteenths(r.Size), Angle: step, Halo: uint8(min(255, math.Round(r.Halo*4)))}
	Layout(s, r.Size, r.Bold, func(g Glyph, at float64) {
		x, y := r.X+at*cos, r.Y+at*sin
		quarters := math.Round(x * 4)
		whole := math.Floor(quarters / 4)
		k := key
		k.Glyph, k.SubX = g, uint8(quarters-4*whole)
		put(k, int(whole), int(math.Round(y)))
	})
}
