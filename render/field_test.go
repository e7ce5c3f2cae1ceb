package render_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/render"
)

func sample(w, h int, f func(x, y float64) float64) render.Field {
	out := render.Field{W: w, H: h, Z: make([]float64, w*h)}
	for j := range h {
		for i := range w {
			out.Z[j*w+i] = f(float64(i), float64(j))
		}
	}
	return out
}

func TestContourOfACircle(t *testing.T) {
	f := sample(41, 41, func(x, y float64) float64 { return math.Hypot(x-20, y-20) })
	lines := f.Contour(12.3)
	require.Len(t, lines, 1)
	line := lines[0]
	assert.Equal(t, line[0], line[len(line)-1], "a loop is closed")
	length := 0.0
	for i, p := range line {
		assert.InDelta(t, 12.3, math.Hypot(p.X-20, p.Y-20), 0.02)
		if i > 0 {
			length += math.Hypot(p.X-line[i-1].X, p.Y-line[i-1].Y)
		}
	}
	assert.InDelta(t, 2*math.Pi*12.3, length, 0.2)
}

func TestContourEndsAtTheBorderAndAtHoles(t *testing.T) {
	f := sample(9, 5, func(x, y float64) float64 { return x })
	lines := f.Contour(3.25)
	require.Len(t, lines, 1)
	assert.Equal(t, render.Point{X: 3.25, Y: 0}, lines[0][0])
	assert.Equal(t, render.Point{X: 3.25, Y: 4}, lines[0][4])
	f.Z[2*9+3] = math.NaN()
	assert.Len(t, f.Contour(3.25), 2)
	assert.Empty(t, f.Contour(100))
}

func TestSaddleIsCutByItsMean(t *testing.T) {
	// High at the lower left and upper right. With mean above the level the high corners are joined, the low ones cut
	// off.
	high := render.Field{W: 2, H: 2, Z: []float64{3, 0, 0, 3}}
	low := render.Field{W: 2, H: 2, Z: []float64{3, 0, 0, 3}}
	joined, apart := high.Contour(1), low.Contour(2)
	require.Len(t, joined, 2)
	require.Len(t, apart, 2)
	corner := func(line []render.Point, x, y float64) float64 {
		return math.Hypot(line[0].X-x, line[0].Y-y) + math.Hypot(line[1].X-x, line[1].Y-y)
	}
	assert.Less(t, min(corner(joined[0], 1, 0), corner(joined[1], 1, 0)), 1.0, "a line around the low corner")
	assert.Less(t, min(corner(apart[0], 0, 0), corner(apart[1], 0, 0)), 1.0, "a line around the high corner")
}

// Every crossing of a grid edge is on exactly one line: what marching squares promises and joining could lose.
func TestContourMissesNoCrossing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	f := sample(23, 17, func(x, y float64) float64 { return r.NormFloat64() })
	for _, level := range []float64{-1, 0, 0.7} {
		crossings := 0
		side := func(n int) bool { return f.Z[n] >= level }
		for j := range f.H {
			for i := range f.W {
				n := j*f.W + i
				if i+1 < f.W && side(n) != side(n+1) {
					crossings++
				}
				if j+1 < f.H && side(n) != side(n+f.W) {
					crossings++
				}
			}
		}
		seen := map[render.Point]bool{}
		for _, line := range f.Contour(level) {
			for _, p := range line {
				seen[p] = true
			}
		}
		assert.Len(t, seen, crossings)
	}
}

func TestFieldIsInterpolatedThroughItsNodesAndWithinTheirRange(t *testing.T) {
	f, _, _ := valleyField(33)
	lo, hi := math.Inf(1), 0.0
	for _, z := range f.Z {
		lo, hi = min(lo, z), max(hi, z)
	}
	for j := range f.H {
		for i := range f.W {
			assert.InEpsilon(t, f.Z[j*f.W+i], f.At(float64(i), float64(j)), 1e-9)
		}
	}
	for y := 0.0; y < float64(f.H); y += 0.37 {
		for x := -1.0; x < float64(f.W); x += 0.29 {
			v := f.At(x, y)
			require.True(t, v >= lo*(1-1e-9) && v <= hi*(1+1e-9))
		}
	}
	assert.InEpsilon(t, valley(0.4, 0.2), f.At((0.4+0.35)/1.7*32, (0.2+0.35)/1.22*float64(f.H-1)), 0.02)
}

func TestTerrainShowsTheBandsOfItsLevels(t *testing.T) {
	levels := render.Levels{Values: []float64{0.1, 1, 10}, Map: render.Viridis()}
	f := sample(2, 2, func(x, y float64) float64 { return math.Pow(10, 2*y-1) }) // 0.1 below, 10 above
	terrain := render.NewTerrain(f, levels, 6, 100, 1, render.Light())
	for terrain.Step() {
	}
	p := terrain.Pixels(render.Rect{W: 6, H: 100})
	at := func(x, y int) [4]byte { return [4]byte(p.Pix[4*(y*p.W+x) : 4*(y*p.W+x)+4]) }
	want := func(v float64) [4]byte { c := levels.Color(v); return [4]byte{c.R, c.G, c.B, c.A} }
	for y := range 100 {
		if y < 49 {
			assert.Equal(t, want(5), at(3, y), "row %d", y)
		} else if y > 50 {
			assert.Equal(t, want(0.5), at(3, y), "row %d", y)
		}
	}
	assert.NotEqual(t, want(5), want(0.5))
}

func TestTerrainIsTheSameInSlicesAndSurvivesWhatIsNoNumber(t *testing.T) {
	f, _, _ := valleyField(20)
	f.Z[5], f.Z[60], f.Z[61], f.Z[62] = math.NaN(), math.Inf(1), 0, -3
	steps := 1
	terrain := render.NewTerrain(f, render.LossLevels(0.01, 4), 400, 300, 1, render.Dark())
	for terrain.Step() {
		steps++
	}
	assert.Greater(t, steps, 3, "a caller can answer in between")
	again := render.NewTerrain(f, render.LossLevels(0.01, 4), 400, 300, 1, render.Dark())
	for again.Step() {
	}
	a, b := terrain.Pixels(render.Rect{}), again.Pixels(render.Rect{})
	assert.Equal(t, a.Key, b.Key)
	assert.Equal(t, a.Pix, b.Pix)
	for i := 3; i < len(a.Pix); i += 4 {
		require.Equal(t, byte(255), a.Pix[i])
	}
}

func TestIsolinesLeaveAGapForTheirLabels(t *testing.T) {
	f, _, _ := valleyField(49)
	area := render.Rect{X: 50, Y: 20, W: 500, H: 360}
	avoid := []render.Rect{{X: 100, Y: 20, W: 150, H: 200}}
	marks := f.Isolines(area, []float64{0.1, 0.2, 0.5, 1}, render.Isolines{Color: white, Ink: white, Avoid: avoid})
	var names []render.Label
	var lines []render.Line
	for _, m := range marks {
		switch m := m.(type) {
		case render.Label:
			names = append(names, m)
		case render.Line:
			lines = append(lines, m)
		}
	}
	require.GreaterOrEqual(t, len(names), 4)
	for _, l := range names {
		box := l.Bounds()
		assert.False(t, box.X < 250 && box.Right() > 100 && box.Y < 220, "%q stands where it must not", l.Text)
		for _, line := range lines {
			for _, p := range line.Points {
				near := math.Hypot(p.X-l.At.X, p.Y-l.At.Y)
				assert.Greater(t, near, render.MeasureText(l.Text, l.Size, false)/2, "a line runs through %q", l.Text)
			}
		}
	}
	assert.Nil(t, f.Isolines(area, nil, render.Isolines{}))
}

func TestSmoothKeepsValuesAndMakesNoExtremes(t *testing.T) {
	xs := []float64{0, 1, 2, 3, 5, 6}
	ys := []float64{0, 2, 2.1, 7, 1, 1}
	x, y := render.Smooth(xs, ys, 10)
	require.Len(t, x, 51)
	for i, v := range xs {
		assert.Equal(t, ys[i], y[10*i])
		assert.Equal(t, v, x[10*i])
	}
	for i := range y {
		k := min(i/10, 4)
		assert.True(t, y[i] >= min(ys[k], ys[k+1])-1e-12 && y[i] <= max(ys[k], ys[k+1])+1e-12)
		assert.InDelta(t, y[i], render.Interpolate(xs, ys, x[i]), 1e-12)
	}
}
