// Package raster draws marks into an image at any pixel ratio, with analytic antialiasing. It is how a figure becomes a
// PNG, in tests and in exports. Of the canvas it shares the glyphs and where dashes and corners are, not how anything
// is covered.
//
//	img := raster.Draw(480, 320, 2, color.White, marks)
//	err := png.Encode(w, img)
package raster
