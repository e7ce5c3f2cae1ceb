package board_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"onebasin/internal/allocation"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/render"
	"onebasin/render/board"
)

// drawBound is how many bytes may be allocated to show a chart of n bytes: marks and texts of all that it holds,
// several times, and pictures of its fields.
func drawBound(n int) uint64 { return uint64(20_000*n + 64<<20) }

// strange are numbers that a chart should not hold.
var strange = []float64{0, 1, -1, 0.5, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64,
	5e-324, 1e16, 1e16 + 2, -1e-300}

// bent is a chart with numbers, lists and words exchanged at random.
func bent(c *chart.Chart, r *rand.Rand) *chart.Chart {
	m, _ := wire.NewCodec(chart.Messages()).Decode(wire.Encode(c)) // a copy
	c = m.(*chart.Chart)
	number := func(at *float64) {
		if r.IntN(6) == 0 {
			*at = strange[r.IntN(len(strange))]
		}
	}
	for k := range c.Panels {
		p := &c.Panels[k]
		g := &p.Grid
		for _, at := range []*float64{&p.X.Min, &p.X.Max, &p.Y.Min, &p.Y.Max, &g.Min, &g.Max, &g.X0, &g.X1, &g.Y0,
			&g.Y1} {
			number(at)
		}
		for _, at := range []*bool{&p.X.Log, &p.Y.Log, &p.Equal, &p.Bare, &g.Field, &g.Print} {
			*at = *at != (r.IntN(8) == 0)
		}
		if r.IntN(8) == 0 {
			g.Map = []string{"", chart.MapLoss, chart.MapDiverging, chart.MapSequential}[r.IntN(4)]
		}
		if r.IntN(12) == 0 {
			g.Rows, g.Cols = []int{-1, 0, 1, g.Cols, math.MaxInt}[r.IntN(5)], []int{0, 1, g.Rows, 1 << 32}[r.IntN(4)]
		}
		for j := range g.Values {
			number(&g.Values[j])
		}
		for i := range p.Series {
			s := &p.Series[i]
			if r.IntN(3) == 0 {
				s.Shape = []string{chart.ShapeLine, chart.ShapeDash, chart.ShapeDots, chart.ShapeBand, chart.ShapeBars,
					chart.ShapePath, "?"}[r.IntN(7)]
			}
			for _, list := range []*[]float64{&s.X, &s.Y, &s.Low} {
				for j := range *list {
					number(&(*list)[j])
				}
				if n := len(*list); n > 0 && r.IntN(10) == 0 {
					*list = (*list)[:r.IntN(n)]
				}
			}
		}
	}
	return c
}

// look has a board show a chart in every way.
func look(t *testing.T, b *board.Board, c *chart.Chart) {
	b.Look(looking("wm"))
	b.Take(c)
	settle(b)
	if h := b.Height(); !(h >= 0 && h < 1e6) {
		t.Fatalf("it is %v high", h)
	}
	for y := 5.0; y < min(b.Height(), 400); y += 40 {
		for x := 5.0; x < 358; x += 60 {
			b.Pointer(board.Event{Kind: "move", At: render.Point{X: x, Y: y}})
		}
	}
	b.Describe()
	for _, format := range []string{"csv", "svg"} {
		b.Export(c.Name, format, board.Print{Scale: 1})
	}
}

// A chart whose lists do not fit each other, or that holds numbers that are none, is shown as far as it can be, or not
// at all.
func TestBentCharts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, c := range samples(sample) {
		for range 20 {
			look(t, play(t, 358), bent(c, r))
		}
	}
}

func FuzzChart(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range samples(sample) {
		if len(c.Panels[0].Grid.Values) < 50 {
			f.Add(wire.Encode(c))
			f.Add(wire.Encode(bent(c, r)))
		}
	}
	codec := wire.NewCodec(chart.Messages())
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := codec.Decode(text)
		c, ok := m.(*chart.Chart)
		if err != nil || !ok {
			return
		}
		c.Study, c.Method, c.Name = sample.Name, "wm", "lines"
		allocation.Within(t, drawBound(len(text)), func() { look(t, play(t, 358), c) })
	})
}
