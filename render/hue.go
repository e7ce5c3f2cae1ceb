package render

import "image/color"

// White and Black are the same in both themes: they stand on pictures whose colours are.
var White, Black = color.NRGBA{255, 255, 255, 255}, color.NRGBA{0, 0, 0, 255}

// firstHue is where the colours of classes begin that no model has.
const firstHue = 3

// Hue is the k-th colour without a meaning of its own, k from 1, for whatever is compared besides the models.
func Hue(k int, theme *Theme) color.NRGBA { return Mix(Class(firstHue+k), theme.Ink, 0.15) }
