package render

import (
	"image/color"
	"math"
)

// Terrain paints a Field as filled contours, a few rows at a time, so that a caller can spread it over frames:
//
//	t := NewTerrain(field, LossLevels(0.01, 4), w, h, ratio, theme)
//	for t.Step() {
//	}
//	pixels := t.Pixels(area)
//
// The edge of a band is antialiased: each pixel gets the mean colour over the values that it covers, from a table of
// integrals.
type Terrain struct {
	field  Field
	levels Levels
	w, h   int
	period int // of the hatch over nodes without value, in pixels
	hatch  [2][3]float64

	lo, unit float64      // table entries are (log v − lo)·unit
	integral [][3]float64 // of the colours below each entry
	perBand  float64      // bands per table entry
	bands    [][3]byte

	nearest []int32 // the node next to each pixel column
	holes   bool    // whether any node is NaN

	wide  []float32 // rows of the grid, each interpolated to w pixels
	ready int       // how many of them
	line  []float32 // log values of the current pixel row
	pix   []byte
	row   int
	key   uint64 // of the finished picture
}

const (
	tableSize = 2048
	// slice is how many pixels a Step paints at most, or half as many nodes: some 3 ms in a browser.
	slice = 32 << 10
)

// NewTerrain starts a painting of f of w×h pixels at a pixel ratio. Nodes that are NaN are hatched in the theme's
// neutral colours; what lies above the last level, infinities too, has the last band's colour.
//
// NewTerrain panics if the field has no cell, its length is another than W·H, or the picture has no pixels.
func NewTerrain(f Field, l Levels, w, h int, ratio float64, theme *Theme) *Terrain {
	if f.W < 2 || f.H < 2 || len(f.Z) != f.W*f.H || len(l.Values) < 2 || w < 1 || h < 1 {
		panic("render: terrain without field, levels or pixels")
	}
	t := &Terrain{field: f, levels: l, w: w, h: h, period: max(4, int(math.Round(7*ratio)))}
	t.hatch = [2][3]float64{rgb(theme.Panel), rgb(Mix(theme.Panel, theme.Faint, 0.35))}
	t.lo = math.Log(l.Values[0])
	hi := math.Log(l.Values[len(l.Values)-1])
	t.unit = tableSize / (hi - t.lo)
	t.integral = make([][3]float64, tableSize+1)
	for i := range tableSize {
		c := rgb(l.Color(math.Exp(t.lo + (float64(i)+0.5)/t.unit)))
		for k := range c {
			t.integral[i+1][k] = t.integral[i][k] + c[k]
		}
	}
	n := l.bands()
	t.perBand = float64(n) / tableSize
	for k := range n {
		c := l.band((float64(k) + 0.5) / float64(n))
		t.bands = append(t.bands, [3]byte{c.R, c.G, c.B})
	}
	t.nearest = make([]int32, w)
	for x := range t.nearest {
		t.nearest[x] = int32((float64(x)+0.5)/float64(w)*float64(f.W-1) + 0.5)
	}
	for _, z := range f.Z {
		t.holes = t.holes || z != z
	}
	t.wide = make([]float32, w*f.H)
	t.line = make([]float32, w)
	t.pix = make([]byte, 4*w*h)
	return t
}

func rgb(c color.NRGBA) [3]float64 { return [3]float64{float64(c.R), float64(c.G), float64(c.B)} }

// Step paints some rows and reports whether any are left.
func (t *Terrain) Step() (more bool) {
	for budget := slice / 2; t.ready < t.field.H; t.ready++ {
		if budget -= t.w; budget < 0 {
			return true
		}
		t.widen(t.ready)
	}
	for budget := slice; t.row < t.h; t.row++ {
		if budget -= t.w; budget < 0 {
			return true
		}
		t.paint(t.row)
	}
	if t.key == 0 {
		t.key = PixelsKey(t.w, t.h, t.pix)
	}
	return false
}

// Pixels returns the picture over r, complete once Step has returned false; from then on it costs nothing.
func (t *Terrain) Pixels(r Rect) Pixels {
	key := t.key
	if key == 0 {
		key = PixelsKey(t.w, t.h, t.pix)
	}
	return Pixels{Rect: r, W: t.w, H: t.h, Pix: t.pix, Smooth: true, Key: key}
}

// widen interpolates row j of the grid to the pixels' columns.
func (t *Terrain) widen(j int) {
	f := t.field
	// Beyond the levels nothing is seen, but what lies there would bend the curve: it is held one level's width away.
	lo, hi := t.lo-1, t.lo+tableSize/t.unit+1
	n := func(i int) float64 { return min(max(f.tame(i, j), lo), hi) }
	last := -1
	var a, b, c, d float64
	for x := range t.w {
		g := (float64(x) + 0.5) / float64(t.w) * float64(f.W-1)
		i := min(int(g), f.W-2)
		if i != last {
			a, b, c, d = n(i-1), n(i), n(i+1), n(i+2)
			last = i
		}
		t.wide[j*t.w+x] = float32(cubic(a, b, c, d, g-float64(i)))
	}
}

// paint fills pixel row y, 0 on top.
func (t *Terrain) paint(y int) {
	f := t.field
	g := (1 - (float64(y)+0.5)/float64(t.h)) * float64(f.H-1)
	j := min(int(g), f.H-2)
	at := g - float64(j)
	row := func(k int) []float32 { k = min(max(k, 0), f.H-1); return t.wide[k*t.w : (k+1)*t.w] }
	r0, r1, r2, r3 := row(j - 1)[:t.w], row(j)[:t.w], row(j + 1)[:t.w], row(j + 2)[:t.w]
	line := t.line[:t.w]
	for x := range line {
		line[x] = float32(cubic(float64(r0[x]), float64(r1[x]), float64(r2[x]), float64(r3[x]), at))
	}
	rise := float64(f.H-1) / float64(t.h)
	out := t.pix[4*y*t.w : 4*(y+1)*t.w]
	for x, v := range line {
		p := out[4*x : 4*x+4 : 4*x+4]
		p[3] = 255
		dx := float64(line[min(x+1, t.w-1)]-line[max(x-1, 0)]) / 2
		dy := slope(float64(r0[x]), float64(r1[x]), float64(r2[x]), float64(r3[x]), at) * rise
		reach := math.Sqrt(dx*dx+dy*dy)*t.unit/2 + 0.02
		mid := (float64(v) - t.lo) * t.unit
		first, last := t.bandAt(mid-reach), t.bandAt(mid+reach)
		if first == last { // all but the pixels on an edge
			c := &t.bands[first]
			p[0], p[1], p[2] = c[0], c[1], c[2]
			continue
		}
		a, b := t.below(mid-reach), t.below(mid+reach)
		width := 2 * reach
		p[0] = byte((b[0]-a[0])/width + 0.5)
		p[1] = byte((b[1]-a[1])/width + 0.5)
		p[2] = byte((b[2]-a[2])/width + 0.5)
	}
	if t.holes {
		t.hatchRow(y, f.Z[int(math.Round(g))*f.W:], out)
	}
}

// hatchRow covers the pixels of row y next to nodes without value.
func (t *Terrain) hatchRow(y int, near []float64, out []byte) {
	for x, i := range t.nearest {
		if near[i] == near[i] {
			continue
		}
		c := &t.hatch[0]
		if (x+y)%t.period < t.period/4+1 {
			c = &t.hatch[1]
		}
		out[4*x], out[4*x+1], out[4*x+2] = byte(c[0]), byte(c[1]), byte(c[2])
	}
}

// bandAt returns the band of a place in the table.
func (t *Terrain) bandAt(x float64) int {
	return int(min(max(x*t.perBand, 0), float64(len(t.bands)-1)))
}

// below returns the integral of the colours up to a place in the table; beyond the ends their colours go on.
func (t *Terrain) below(x float64) [3]float64 {
	i := min(max(int(math.Floor(x)), 0), tableSize-1)
	s := x - float64(i)
	a, b := &t.integral[i], &t.integral[i+1]
	return [3]float64{a[0] + s*(b[0]-a[0]), a[1] + s*(b[1]-a[1]), a[2] + s*(b[2]-a[2])}
}
