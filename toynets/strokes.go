package toynets

import (
	"onebasin/toynets/portable"
)

// strokes are the ten digits written with a pen: one of several ways to write the digit (glyphs.go), its knots moved a
// little, the pen's pressure varying along the way, and the whole slanted, rotated, scaled and shifted. The image has
// Side × Side pixels in [0, 1], ink 1 on paper 0; the noise is added to every pixel, which then is cut to [0, 1].
//
// The spreads below were chosen by eye, on contact sheets beside samples of MNIST: about as varied, hardly ever
// illegible.
func strokes(s Spec) source {
	alphabet := parseGlyphs()
	side := s.Side
	canvas := newCanvas(side)
	var hand writing
	return source{
		dim: side * side, classes: len(alphabet),
		draw: func(r *Rand, class int, x []float64) {
			ways := alphabet[class]
			hand.write(r, ways[r.IntN(len(ways))], canvas)
			copy(x, canvas.ink)
		},
		limit: func(v float64) float64 { return min(max(v, 0), 1) },
	}
}

// knot is a point that the pen passes, in the unit square with y down. At a corner the direction may change at once.
type knot struct {
	x, y, pressure float64
	corner         bool
}

// glyph is one way to write a digit: strokes between which the pen is lifted.
type glyph [][]knot

// writing holds the buffer of one hand, reused from digit to digit.
type writing struct{ moved []knot }

// write draws one example of the glyph.
func (w *writing) write(r *Rand, g glyph, c *canvas) {
	const (
		slantMean, slantSpread = 0.12, 0.18 // shear: most hands lean to the right
		turnSpread             = 0.10       // radians
		wobble                 = 0.027      // of a knot, in glyph heights
		pressureSpread         = 0.15
	)
	slant := slantMean + float64(slantSpread*r.Normal())
	turn := float64(turnSpread * r.Normal())
	height := r.Uniform(0.62, 0.80)
	// A coarse image has no pixels to spare for the margin that MNIST has.
	height += float64(float64(height*0.22) * float64(MaxSide-c.side) / (MaxSide - MinSide))
	width := float64(height * r.Uniform(0.66, 1.02))
	pen := r.Uniform(0.030, 0.062) // radius
	cos, sin := portable.Cos(turn), portable.Sin(turn)

	// The glyph, after slant and turn, is centred and then shifted.
	shiftX, shiftY := 0.5+float64(0.03*r.Normal()), 0.5+float64(0.03*r.Normal())

	c.clear()
	for _, stroke := range g {
		w.moved = w.moved[:0]
		for _, k := range stroke {
			x := k.x - 0.5 + float64(wobble*r.Normal())
			y := k.y - 0.5 + float64(wobble*r.Normal())
			x, y = float64(width*(x-float64(slant*y))), float64(height*y)
			w.moved = append(w.moved, knot{
				x:        shiftX + float64(cos*x) - float64(sin*y),
				y:        shiftY + float64(sin*x) + float64(cos*y),
				pressure: float64(pen * max(0.6, 1+float64(pressureSpread*r.Normal()))),
				corner:   k.corner,
			})
		}
		c.stroke(w.moved)
	}
}
