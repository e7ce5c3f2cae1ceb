package text

import "golang.org/x/image/font/sfnt"

// Layout calls place for each glyph of s with the x of its origin, in the units of size, from 0, kerned. It returns the
// width of the whole line. Characters outside the typeface become .notdef, an empty box.
func Layout(s string, size float64, isBold bool, place func(g Glyph, x float64)) float64 {
	f := faceOf(isBold)
	x := 0.0
	var last sfnt.GlyphIndex
	for i, r := range s {
		g := f.glyph(r)
		if i > 0 {
			x += f.kern(last, g)
		}
		if place != nil {
			place(Glyph{g, isBold}, x*size)
		}
		x += f.advance[g]
		last = g
	}
	return x * size
}

// Measure returns the width of s set in letters of the given size, in the same units.
func Measure(s string, size float64, isBold bool) float64 {
	return Layout(s, size, isBold, nil)
}
