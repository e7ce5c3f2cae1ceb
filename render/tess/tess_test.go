package tess

import (
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var ink = color.NRGBA{255, 255, 255, 255}

// volume returns the integral of the opacity over the plane: the area that a mesh covers, where its triangles do not
// overlap.
func volume(m *Mesh) float64 {
	sum := 0.0
	for i := 0; i < len(m.Indices); i += 3 {
		a, b, c := m.Vertices[m.Indices[i]], m.Vertices[m.Indices[i+1]], m.Vertices[m.Indices[i+2]]
		area := math.Abs(float64((b.X-a.X)*(c.Y-a.Y)-(c.X-a.X)*(b.Y-a.Y))) / 2
		sum += area * float64(a.A+b.A+c.A) / 3
	}
	return sum
}

func TestCoverageIsTheAreaOfClosedForms(t *testing.T) {
	for _, c := range []struct {
		name string
		draw func(m *Mesh)
		want float64
		// the feathered corner of a polygon covers (4 − π)/… less or more than a sharp one: a pixel in sum
		tolerance float64
	}{
		{"rectangle", func(m *Mesh) { m.Convex([]Point{{10, 10}, {40, 10}, {40, 30}, {10, 30}}, ink) }, 600, 0.5},
		{"triangle, clockwise", func(m *Mesh) { m.Convex([]Point{{0, 0}, {0, 40}, {30, 0}}, ink) }, 600, 1},
		{"disc", func(m *Mesh) { m.Disc(Point{50, 50}, 20, ink) }, math.Pi * 400, 8},
		{"small disc", func(m *Mesh) { m.Disc(Point{50, 50}, 0.4, ink) }, math.Pi * 0.16, 0.06},
		{"circle", func(m *Mesh) { m.Circle(Point{50, 50}, 20, 3, ink) }, 2 * math.Pi * 20 * 3, 3},
		{"level line", func(m *Mesh) { m.Polyline([]Point{{0, 5}, {100, 5}}, 3, ink, false) }, 300, 1e-3},
		{"hairline", func(m *Mesh) { m.Polyline([]Point{{0, 5}, {100, 5}}, 0.25, ink, false) }, 25, 1e-3},
		{"round line", func(m *Mesh) { m.Polyline([]Point{{0, 5}, {100, 5}}, 6, ink, true) }, 600 + math.Pi*9, 1.5},
		{"slanted line", func(m *Mesh) { m.Polyline([]Point{{0, 0}, {30, 40}, {60, 80}}, 2, ink, false) }, 200, 1e-3},
		{"outline", func(m *Mesh) { m.Outline([]Point{{10, 10}, {40, 10}, {40, 30}, {10, 30}}, 2, ink) }, 200, 1e-3},
		{"band", func(m *Mesh) {
			m.Band([]Point{{0, 0}, {50, 0}, {100, 10}}, []Point{{0, 20}, {50, 20}, {100, 30}}, ink)
		}, 2000, 1e-2},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m Mesh
			c.draw(&m)
			assert.InDelta(t, c.want, volume(&m), c.tolerance)
		})
	}
}

// Where a stroke bends sharply the triangles do not overlap: their area is that of the bent stroke with its round outer
// corner.
func TestSharpBendIsDrawnOnce(t *testing.T) {
	const w = 8.0
	for _, degrees := range []float64{40, 60, 90, 120, 140, -40, -90, -140} {
		a := degrees * math.Pi / 180
		sin, cos := math.Sincos(a)
		var m Mesh
		m.Polyline([]Point{{0, 0}, {100, 0}, {100 + 100*cos, 100 * sin}}, w, ink, false)
		// Two rectangles, less the kite that they share on the inner side, which is as large as the one missing on the
		// outer side, plus the sector there.
		want := 200*w - w*w/4*math.Tan(math.Abs(a)/2) + w*w/4*math.Abs(a)/2
		assert.InDelta(t, want, volume(&m), 1.5, "%v degrees", degrees)
	}
}

func TestDashedIsDashes(t *testing.T) {
	points := []Point{{0, 0}, {50, 10}, {80, 70}}
	var a, b Mesh
	a.Dashed(points, []float64{5, 3}, 2, ink)
	Dashes(points, []float64{5, 3}, func(d []Point) { b.Polyline(d, 2, ink, false) })
	assert.Equal(t, b.Vertices, a.Vertices)
	assert.NotEmpty(t, a.Indices)
}

func TestOpacityIsPremultiplied(t *testing.T) {
	var m Mesh
	m.Disc(Point{5, 5}, 4, color.NRGBA{255, 0, 51, 128})
	require.NotEmpty(t, m.Vertices)
	for _, v := range m.Vertices {
		if v.A == 0 {
			assert.Zero(t, v.R+v.G+v.B)
			continue
		}
		assert.InDelta(t, 128.0/255, v.A, 1e-6)
		assert.InDelta(t, v.A, v.R, 1e-6)
		assert.InDelta(t, v.A*0.2, v.B, 1e-6)
	}
}

func TestDegenerateShapesDrawNothing(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	var m Mesh
	m.Convex(nil, ink)
	m.Convex([]Point{{1, 1}, {1, 1}, {2, 2}}, ink)
	m.Convex([]Point{{1, 1}, {nan, 1}, {2, 2}}, ink)
	m.Disc(Point{nan, 0}, 3, ink)
	m.Disc(Point{0, 0}, 0, ink)
	m.Circle(Point{0, 0}, 3, 0, ink)
	m.Polyline([]Point{{0, 0}}, 2, ink, false)
	m.Polyline([]Point{{nan, 0}, {inf, 2}}, 2, ink, true)
	m.Polyline([]Point{{0, 0}, {1, 1}}, 2, color.NRGBA{}, true)
	m.Band([]Point{{0, nan}, {1, 0}}, []Point{{0, 1}, {1, 1}}, ink)
	assert.Empty(t, m.Indices)
}

func TestNaNInterruptsALine(t *testing.T) {
	var whole, parts Mesh
	whole.Polyline([]Point{{0, 0}, {10, 0}}, 2, ink, false)
	whole.Polyline([]Point{{20, 0}, {30, 0}}, 2, ink, false)
	parts.Polyline([]Point{{0, 0}, {10, 0}, {15, math.NaN()}, {20, 0}, {30, 0}}, 2, ink, false)
	assert.Equal(t, whole.Vertices, parts.Vertices)
	assert.Equal(t, whole.Indices, parts.Indices)
}

func TestRandomShapesAreFiniteAndKeepNearTheirPoints(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		n := 1 + r.IntN(12)
		points := make([]Point, n)
		for i := range points {
			points[i] = Point{math.Round(r.Float64()*20) * 4, math.Round(r.Float64()*20) * 4}
		}
		width := r.Float64() * 8
		var m Mesh
		m.Polyline(points, width, ink, r.IntN(2) == 0)
		m.Convex(points, ink)
		m.Outline(points, width, ink)
		m.Band(points, points, ink)
		Dashes(points, []float64{5, 3}, func(d []Point) { m.Polyline(d, width, ink, false) })
		for _, v := range m.Vertices {
			s := float64(v.X + v.Y + v.R + v.G + v.B + v.A)
			if math.IsNaN(s) || math.IsInf(s, 0) {
				t.Fatalf("not finite: points %v, width %v", points, width)
			}
			if v.X < -40 || v.X > 120 || v.Y < -40 || v.Y > 120 {
				t.Fatalf("a mitre runs away: %v for %v", v, points)
			}
		}
		for _, i := range m.Indices {
			if int(i) >= len(m.Vertices) {
				t.Fatal("index beyond the vertices")
			}
		}
	}
}

func TestDashesByHand(t *testing.T) {
	var got [][]Point
	// A corner at 10 in a dash from 8 to 12; then a gap to 14, and the rest.
	Dashes([]Point{{0, 0}, {10, 0}, {10, 6}}, []float64{4, 4}, func(d []Point) {
		got = append(got, append([]Point{}, d...))
	})
	assert.Equal(t, [][]Point{{{0, 0}, {4, 0}}, {{8, 0}, {10, 0}, {10, 2}}}, got)
	got = nil
	Dashes([]Point{{0, 0}, {10, 0}}, []float64{0, 0}, func(d []Point) { got = append(got, d) })
	assert.Equal(t, [][]Point{{{0, 0}, {10, 0}}}, got, "no length at all is a solid line")
}

func TestResetKeepsMemory(t *testing.T) {
	var m Mesh
	points, dash := []Point{{0, 0}, {10, 3}, {20, 0}, {30, 8}}, []float64{3, 2}
	draw := func() {
		m.Reset()
		m.Polyline(points, 2, ink, true)
		m.Dashed(points, dash, 2, ink)
		m.Convex(points[:3], ink)
		m.Disc(points[0], 4, ink)
	}
	draw()
	assert.Zero(t, testing.AllocsPerRun(20, draw))
}
