package render

import "image/color"

// The colours of the models, the same in every figure: safe for colour-blind readers (Okabe and Ito, Color Universal
// Design, 2008).
var (
	ColorA      = color.NRGBA{0x00, 0x72, 0xB2, 0xFF}
	ColorB      = color.NRGBA{0xE6, 0x9F, 0x00, 0xFF}
	ColorPiB    = color.NRGBA{0x00, 0x9E, 0x73, 0xFF}
	ColorMerged = color.NRGBA{0xCC, 0x79, 0xA7, 0xFF}
)

// Theme is the set of colours that depends on whether the page is light or dark.
type Theme struct {
	Dark       bool
	Background color.NRGBA // of the page
	Panel      color.NRGBA // of a raised surface: a legend, a tooltip
	Ink        color.NRGBA // titles and values
	Faint      color.NRGBA // axis titles, tick labels; at least 4.5 : 1 on Background and Panel
	Grid       color.NRGBA // grid lines
	Axis       color.NRGBA // the baseline of an axis
	Null       color.NRGBA // null controls beside what they control
	A, B       color.NRGBA // the models as strokes and markers
	PiB        color.NRGBA
	Merged     color.NRGBA
	TextB      color.NRGBA // the models' colours where they write text: at least 4.5 : 1 on Background
	TextA      color.NRGBA
	TextPiB    color.NRGBA
	TextMerged color.NRGBA
}

// Light is the theme of the light page.
func Light() *Theme {
	return &Theme{
		Background: color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF},
		Panel:      color.NRGBA{0xF8, 0xF9, 0xFB, 0xFF},
		Ink:        color.NRGBA{0x15, 0x1B, 0x26, 0xFF},
		Faint:      color.NRGBA{0x5A, 0x64, 0x74, 0xFF},
		Grid:       color.NRGBA{0xE8, 0xEB, 0xF0, 0xFF},
		Axis:       color.NRGBA{0xA9, 0xB1, 0xBD, 0xFF},
		Null:       color.NRGBA{0x8C, 0x95, 0xA3, 0xFF},
		A:          ColorA,
		B:          ColorB,
		PiB:        ColorPiB,
		Merged:     ColorMerged,
		TextA:      color.NRGBA{0x00, 0x68, 0xA3, 0xFF},
		TextB:      color.NRGBA{0x91, 0x5F, 0x00, 0xFF},
		TextPiB:    color.NRGBA{0x00, 0x77, 0x57, 0xFF},
		TextMerged: color.NRGBA{0xA3, 0x49, 0x7B, 0xFF},
	}
}

// Dark is the theme of the dark page. The models' hues stay; blue and green are lifted so that thin lines keep their
// contrast.
func Dark() *Theme {
	return &Theme{
		Dark:       true,
		Background: color.NRGBA{0x10, 0x14, 0x1B, 0xFF},
		Panel:      color.NRGBA{0x19, 0x1F, 0x29, 0xFF},
		Ink:        color.NRGBA{0xEE, 0xF1, 0xF6, 0xFF},
		Faint:      color.NRGBA{0x9B, 0xA6, 0xB6, 0xFF},
		Grid:       color.NRGBA{0x23, 0x2A, 0x35, 0xFF},
		Axis:       color.NRGBA{0x4C, 0x57, 0x67, 0xFF},
		Null:       color.NRGBA{0x7B, 0x86, 0x96, 0xFF},
		A:          color.NRGBA{0x3E, 0xA6, 0xE5, 0xFF},
		B:          color.NRGBA{0xF0, 0xB0, 0x2C, 0xFF},
		PiB:        color.NRGBA{0x1F, 0xC4, 0x95, 0xFF},
		Merged:     color.NRGBA{0xDB, 0x90, 0xBA, 0xFF},
		TextA:      color.NRGBA{0x5C, 0xB8, 0xF0, 0xFF},
		TextB:      color.NRGBA{0xF2, 0xB7, 0x3D, 0xFF},
		TextPiB:    color.NRGBA{0x35, 0xD0, 0xA3, 0xFF},
		TextMerged: color.NRGBA{0xE3, 0xA0, 0xC4, 0xFF},
	}
}

// Alpha returns c with its opacity multiplied by a in [0, 1].
func Alpha(c color.NRGBA, a float64) color.NRGBA {
	c.A = uint8(float64(c.A)*min(1, max(0, a)) + 0.5)
	return c
}

// Mix returns (1−t)·a + t·b, component by component, for t in [0, 1].
func Mix(a, b color.NRGBA, t float64) color.NRGBA {
	t = min(1, max(0, t))
	m := func(x, y uint8) uint8 { return uint8((1-t)*float64(x) + t*float64(y) + 0.5) }
	return color.NRGBA{m(a.R, b.R), m(a.G, b.G), m(a.B, b.B), m(a.A, b.A)}
}
