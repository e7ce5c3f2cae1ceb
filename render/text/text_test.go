package text

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryCharacterOfTheProjectIsThere(t *testing.T) {
	for _, r := range "ABCXYZabcxyz0123456789 " +
		".,:;!?()[]{}%&+-*/=<>|_~#@'\"\\^$`λπθσΔγαβεμωΣΩ‖−×≡≈≤≥→⇄½₀₁₂₃²³⁰⁻⁹…–—“”‘’·√∞±°éüñßç" {
		assert.True(t, Has(r), "%q", r)
		assert.NotZero(t, bold().glyph(r), "%q in bold", r)
	}
	assert.False(t, Has('漢'))
	assert.False(t, Has(0x10FFFF))
}

func TestMeasureByHand(t *testing.T) {
	// Widths are sums of advances and kernings, in ems.
	f := regular()
	width := func(r rune) float64 { return f.advance[f.glyph(r)] }
	assert.InDelta(t, width('H')*10, Measure("H", 10, false), 1e-9)
	assert.Less(t, Measure("AV", 100, false), (width('A')+width('V'))*100-1, "AV is kerned")
	assert.Zero(t, Measure("", 12, false))
	assert.Greater(t, Measure("barrier", 12, true), Measure("barrier", 12, false))
	assert.InDelta(t, 2*Measure("To π(B)", 7, false), Measure("To π(B)", 14, false), 1e-9, "widths scale with the size")
	assert.InDelta(t, Measure("AV", 14, false), Measure("AV", 14, false), 0,
		"the memo of kerning answers as the font does")
}

func TestLayoutPlacesEachGlyph(t *testing.T) {
	var xs []float64
	w := Layout("λ=0", 20, false, func(g Glyph, x float64) {
		assert.NotZero(t, g.Index)
		xs = append(xs, x)
	})
	require.Len(t, xs, 3)
	assert.Zero(t, xs[0])
	assert.True(t, xs[0] < xs[1] && xs[1] < xs[2] && xs[2] < w)
}

// coverage is the area of a mask in pixels.
func coverage(m Mask) float64 {
	sum := 0.0
	for _, a := range m.Alpha {
		sum += float64(a) / 255
	}
	return sum
}

func TestMasksKeepTheirAreaWhereverTheyStand(t *testing.T) {
	k := Key{Glyph: Glyph{regular().glyph('λ'), false}, Size: Sixteenths(30)}
	want := coverage(Rasterize(k))
	require.Greater(t, want, 50.0)
	for sub := range uint8(4) {
		k.SubX = sub
		assert.InDelta(t, want, coverage(Rasterize(k)), 0.6, "sub-pixel position %d", sub)
	}
	k.SubX = 0
	for _, angle := range []uint8{7, Angles / 4, Angles / 2, 3 * Angles / 4} {
		k.Angle = angle
		assert.InDelta(t, want, coverage(Rasterize(k)), 1, "angle %d", angle)
	}
	k.Angle, k.Size = 0, Sixteenths(60)
	assert.InDelta(t, 4*want, coverage(Rasterize(k)), 8, "twice the size, four times the area")
}

func TestCapHeightIsThatOfTheMask(t *testing.T) {
	m := Rasterize(Key{Glyph: Glyph{regular().glyph('H'), false}, Size: Sixteenths(100)})
	top := m.Y + firstRow(m)
	assert.InDelta(t, -100*CapHeight, float64(top), 1)
}

func firstRow(m Mask) int {
	for i, a := range m.Alpha {
		if a > 127 {
			return i / m.W
		}
	}
	return m.H
}

func TestHaloContainsTheLetterAndIsWider(t *testing.T) {
	k := Key{Glyph: Glyph{regular().glyph('8'), false}, Size: Sixteenths(24)}
	letter := Rasterize(k)
	k.Halo = 8 // two pixels
	halo := Rasterize(k)
	for y := range letter.H {
		for x := range letter.W {
			hx, hy := x+letter.X-halo.X, y+letter.Y-halo.Y
			require.True(t, hx >= 0 && hy >= 0 && hx < halo.W && hy < halo.H)
			require.GreaterOrEqual(t, int(halo.Alpha[hy*halo.W+hx])+1, int(letter.Alpha[y*letter.W+x]))
		}
	}
	assert.Greater(t, coverage(halo), coverage(letter)+80)
}

func TestSpaceHasNoPixels(t *testing.T) {
	assert.Zero(t, Rasterize(Key{Glyph: Glyph{regular().glyph(' '), false}, Size: Sixteenths(20)}).W)
}

func TestPlaceQuantisesToQuarters(t *testing.T) {
	Run{X: 10.3, Y: 20.4, Size: 16}.Place("I", func(k Key, x, y int) {
		assert.Equal(t, 10, x)
		assert.Equal(t, uint8(1), k.SubX)
		assert.Equal(t, 20, y)
	})
	Run{X: 9.95, Y: -0.6, Size: 16}.Place("I", func(k Key, x, y int) {
		assert.Equal(t, 10, x)
		assert.Zero(t, k.SubX)
		assert.Equal(t, -1, y)
	})
	assert.Equal(t, uint8(3*Angles/4), AngleStep(-math.Pi/2))
	assert.Equal(t, uint8(0), AngleStep(2*math.Pi))
}

func TestCacheIsBounded(t *testing.T) {
	var c Cache
	k := Key{Glyph: Glyph{regular().glyph('i'), false}}
	for i := range masks + 10 {
		k.Size = uint16(160 + i)
		c.Mask(k)
		require.LessOrEqual(t, len(c.m), masks)
	}
	assert.Equal(t, Rasterize(k), c.Mask(k))
}
