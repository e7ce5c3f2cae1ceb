package render

import "image/color"

// White and Black are the same in both themes: they stand on pictures whose colours are.
var White, Black = color.NRGBA{255, 255, 255, 255}, color.NRGBA{0, 0, 0, 255}

// hues are colours without a meaning of their own, none of which is a model's.
var hues = [...]color.NRGBA{{0xD5, 0x5E, 0x00, 0xFF}, {0x56, 0xB4, 0xE9, 0xFF}, {0x8C, 0x6B, 0xB1, 0xFF},
	{0x9A, 0x8F, 0x2A, 0xFF}, {0x7F, 0x7F, 0x7F, 0xFF}, {0x2B, 0x4C, 0x7E, 0xFF}, {0xB0, 0x30, 0x60, 0xFF},
	{0x8A, 0x5A, 0x3C, 0xFF}, {0x3F, 0x8F, 0x8F, 0xFF}, {0xC9, 0xA6, 0x6B, 0xFF}}

// Hues is how many hues there are before they begin anew.
const Hues = len(hues)

// Hue is the k-th of them, k from 1, for whatever is compared besides the models.
func Hue(k int, theme *Theme) color.NRGBA { return Mix(hues[(k-1)%Hues], theme.Ink, hueInk) }

// hueInk is the share of the theme's ink in a hue, which sets it off from the background.
const hueInk = 0.15
