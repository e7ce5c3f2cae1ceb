package render

import (
	"image/color"
	"strconv"
	"sync"
)

// Colormap is colours at equal distances over [0, 1].
type Colormap []color.NRGBA

// At returns the colour at t, interpolated in sRGB, the ends beyond [0, 1]. NaN gives the transparent colour.
func (m Colormap) At(t float64) color.NRGBA {
	if t != t {
		return color.NRGBA{}
	}
	x := min(1, max(0, t)) * float64(len(m)-1)
	i := min(int(x), len(m)-2)
	return Mix(m[i], m[i+1], x-float64(i))
}

// Reversed returns the map from its other end.
func (m Colormap) Reversed() Colormap {
	out := make(Colormap, len(m))
	for i, c := range m {
		out[len(m)-1-i] = c
	}
	return out
}

var viridis = sync.OnceValue(func() Colormap { return parseColors(viridisTable) })

// Viridis returns the map for amounts: dark violet to yellow, even in lightness.
func Viridis() Colormap { return viridis() }

// Diverging returns the map for quantities with a sign, from blue over the theme's background to orange: the middle,
// zero, recedes.
func Diverging(theme *Theme) Colormap {
	if theme.Dark {
		return parseColors("8fd0ff" + "4ba6e0" + "25709f" + "1a3f5a" + "141a22" + "553a16" + "9a6418" +
			"e0972a" + "ffcf7a")
	}
	return parseColors("08406f" + "1a6fad" + "5ea3d0" + "b4d4e9" + "fafafa" + "fbd9a8" + "f0a94a" + "cc7410" + "8a4600")
}

// parseColors reads rrggbb after rrggbb; it panics on anything else, for the tables are part of the program.
func parseColors(s string) Colormap {
	out := make(Colormap, len(s)/6)
	for i := range out {
		v, err := strconv.ParseUint(s[6*i:6*i+6], 16, 32)
		if err != nil {
			panic("render: colour table is not hexadecimal")
		}
		out[i] = color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
	}
	return out
}

// Class returns the colour of class k: the four models' colours first, then hues between them for tasks with more
// classes.
func Class(k int) color.NRGBA {
	table := [...]color.NRGBA{ColorA, ColorB, ColorPiB, ColorMerged,
		{0xD5, 0x5E, 0x00, 0xFF}, {0x56, 0xB4, 0xE9, 0xFF}, {0x8C, 0x6B, 0xB1, 0xFF}, {0x9A, 0x8F, 0x2A, 0xFF},
		{0x7F, 0x7F, 0x7F, 0xFF}, {0x2B, 0x4C, 0x7E, 0xFF}}
	return table[((k%len(table))+len(table))%len(table)]
}
