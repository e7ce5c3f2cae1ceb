package text

import (
	_ "embed"
	"sync"
	"sync/atomic"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed Inter-Regular.otf
var regularFile []byte

//go:embed Inter-SemiBold.otf
var boldFile []byte

// Heights of Inter in parts of the size: hhea ascender and descender are taller than any letter here, so these are the
// heights of the letters themselves (OS/2 sCapHeight, and the bounds of "d" and "p").
const (
	CapHeight = 0.727
	Ascent    = 0.756
	Descent   = 0.204
)

// Glyph is a glyph of one of the two weights.
type Glyph struct {
	Index sfnt.GlyphIndex
	Bold  bool
}

// face is a parsed font with the tables that layout asks for at every letter. Nothing in it changes after parse but the
// memo of kerning, whose entries are the same whoever writes them.
type face struct {
	font    *sfnt.Font
	units   fixed.Int26_6 // units per em, as the ppem at which sfnt answers in font units
	index   []sfnt.GlyphIndex
	advance []float64 // per glyph, in ems
	kerning []atomic.Int32
}

// runes is above every character of the subset.
const runes = 0x2D00

// known marks a memorised kerning, which is then the entry minus known: a few thousand font units at most.
const known = 1 << 20

var (
	regular = sync.OnceValue(func() *face { return parse(regularFile) })
	bold    = sync.OnceValue(func() *face { return parse(boldFile) })
)

func faceOf(isBold bool) *face {
	if isBold {
		return bold()
	}
	return regular()
}

// parse panics on an error: the file is part of the program.
func parse(file []byte) *face {
	f, err := sfnt.Parse(file)
	if err != nil {
		panic("text: embedded font does not parse: " + err.Error())
	}
	var buf sfnt.Buffer
	n := f.NumGlyphs()
	a := &face{font: f, units: fixed.Int26_6(f.UnitsPerEm()), index: make([]sfnt.GlyphIndex, runes),
		kerning: make([]atomic.Int32, n*n)}
	for r := rune(0x20); r < runes; r++ {
		if g, err := f.GlyphIndex(&buf, r); err == nil && g != 0 {
			a.index[r] = g
		}
	}
	a.advance = make([]float64, n)
	for g := range a.advance {
		w, err := f.GlyphAdvance(&buf, sfnt.GlyphIndex(g), a.units, 0)
		if err != nil {
			panic("text: embedded font has a glyph without advance")
		}
		a.advance[g] = float64(w) / float64(a.units)
	}
	return a
}

// kern returns the kerning between two glyphs in ems.
func (a *face) kern(left, right sfnt.GlyphIndex) float64 {
	memo := &a.kerning[int(left)*len(a.advance)+int(right)]
	if v := memo.Load(); v != 0 {
		return float64(v-known) / float64(a.units)
	}
	k, err := a.font.Kern(nil, left, right, a.units, 0)
	if err != nil { // sfnt.ErrNotFound: the pair is not kerned
		k = 0
	}
	memo.Store(int32(k) + known)
	return float64(k) / float64(a.units)
}

// glyph returns the glyph of r, 0 (.notdef) for what the typeface cannot write.
func (a *face) glyph(r rune) sfnt.GlyphIndex {
	if r < 0 || r >= runes {
		return 0
	}
	return a.index[r]
}

// Has reports whether the typeface can write r; what it cannot is shown as an empty box.
func Has(r rune) bool { return regular().glyph(r) != 0 }
