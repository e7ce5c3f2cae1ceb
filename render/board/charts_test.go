package board_test

import (
	"encoding/csv"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
	"onebasin/render/board"
	"onebasin/render/golden"
	"onebasin/render/raster"
)

func looking(method string) string { return "view.study=" + sample.Name + "&view.method=" + method }

// finding is a chart of the sample study.
func finding(panels ...chart.Panel) *chart.Chart {
	return &chart.Chart{Study: sample.Name, Method: "wm", Name: "lines", Title: "The finding", Panels: panels}
}

// studied shows the sample study.
func studied(t *testing.T, width float64) *board.Board {
	study := sample
	a := play(t, width)
	a.Look(looking("wm"))
	for _, c := range samples(study) {
		a.Take(c)
	}
	settle(a)
	return a
}

func TestChartsGolden(t *testing.T) {
	for _, c := range []struct {
		name  string
		width float64
		dark  bool
	}{{"charts-wide", 1100, false}, {"charts-phone", 358, true}} {
		a := studied(t, c.width)
		th := render.Light()
		if c.dark {
			th = render.Dark()
		}
		a.Theme(c.dark)
		settle(a)
		golden.Check(t, c.name, raster.Draw(c.width, a.Height(), 1, th.Background, marks(a)))
	}
}

// Every number of a chart is in its file, and a file reads back as it was meant, whatever its names hold.
func TestChartsAsTables(t *testing.T) {
	study := sample
	a := studied(t, 900)
	d := a.Describe()
	assert.Equal(t, study.Name, d.Study)
	require.Len(t, d.Charts, len(study.Charts))
	for _, c := range d.Charts {
		assert.True(t, c.Known)
		file, err := a.Export(c.Name, "csv", board.Print{Scale: 1})
		require.NoError(t, err)
		rows, err := csv.NewReader(strings.NewReader(string(file.Data))).ReadAll()
		require.NoError(t, err, c.Name)
		assert.Len(t, rows, c.Points+1, c.Name)
		picture, err := a.Export(c.Name, "png", board.Print{Scale: 1})
		require.NoError(t, err)
		assert.NotEmpty(t, picture.Data)
	}
	assert.Zero(t, d.Frames["curve"].W, "the page gives way")
	a.Look("")
	assert.NotZero(t, a.Describe().Frames["curve"].W)
}

// A chart of another matching is not shown as this one's.
func TestChartsBelongToTheirMatching(t *testing.T) {
	a := studied(t, 900)
	a.Look(looking("am"))
	for _, c := range a.Describe().Charts {
		assert.False(t, c.Known, c.Name)
	}
}

// labels are the texts drawn, with those that are clipped.
func labels(marks []render.Mark) (all []render.Label) {
	for _, m := range marks {
		switch m := m.(type) {
		case render.Label:
			all = append(all, m)
		case render.Clip:
			all = append(all, labels(m.Marks)...)
		}
	}
	return all
}

// However narrow the canvas, no text of a chart lies on another or leaves the canvas: neither captions beside one
// another, nor titles of axes above one another, nor numbers on an axis.
func TestChartsTextsDoNotTouch(t *testing.T) {
	panel := chart.Panel{Title: "into W₁: 100 % on 100 % of dimensions",
		X: chart.Axis{Title: "R(A, π(B)) at γ = 0.3"}, Y: chart.Axis{Title: "deviation over that between the ends"},
		Series: []chart.Series{
			{Shape: chart.ShapeLine, Ink: "A", X: []float64{0.8031, 0.8093}, Y: []float64{98.4, 99.9}}}}
	for _, width := range []float64{330, 430, 720, 1100} {
		for _, n := range []int{1, 2, 3, 5} {
			a := play(t, width)
			a.Look(looking("wm"))
			c := finding()
			c.Title = "The finding, which takes away 17 % of it"
			c.Note = "A note of some length that says what is drawn, and where it comes from."
			for range n {
				c.Panels = append(c.Panels, panel)
			}
			a.Take(c)
			all := labels(marks(a))
			for i, l := range all {
				b := l.Bounds()
				assert.LessOrEqual(t, b.Right(), width, "%s, %v wide", l.Text, width)
				assert.GreaterOrEqual(t, b.X, 0.0, "%s, %v wide", l.Text, width)
				for _, m := range all[:i] {
					q := m.Bounds()
					apart := b.Right() <= q.X+1 || q.Right() <= b.X+1 || b.Bottom() <= q.Y+1 || q.Bottom() <= b.Y+1
					empty := l.Text == "" || m.Text == ""
					assert.True(t, apart || empty, "“%s” on “%s” at %v, %d panels", l.Text, m.Text, width, n)
				}
			}
		}
	}
}

// A per cent sign stays with its number.
func TestChartTitlesKeepTheirPerCent(t *testing.T) {
	a := play(t, 358)
	a.Look(looking("wm"))
	for pad := range 40 {
		c := finding()
		c.Title = strings.Repeat("i", pad) + " the singular values differ by up to 17 % of it"
		a.Take(c)
		for _, l := range labels(marks(a)) {
			assert.False(t, strings.HasPrefix(l.Text, "%"), l.Text)
		}
	}
}

// A field that is known in a triangle alone ends at the triangle's edge, not at its nodes.
func TestFieldEndsAtItsOutline(t *testing.T) {
	a := play(t, 358)
	a.Look(looking("wm"))
	const n = 9
	grid := chart.Grid{Rows: n, Cols: n, X0: -0.25, X1: 1.25, Y0: -0.25, Y1: 1.25, Map: chart.MapLoss, Field: true,
		Min: 0.1, Max: 1}
	for j := range n {
		for i := range n {
			x, y := -0.25+1.5*float64(i)/(n-1), -0.25+1.5*float64(j)/(n-1)
			z := math.NaN()
			if y > -0.2 && y < 1.2-2*math.Abs(x-0.5)+0.2 {
				z = 0.5
			}
			grid.Values = append(grid.Values, z)
		}
	}
	c := finding(chart.Panel{Equal: true, Grid: grid, Series: []chart.Series{
		{Shape: chart.ShapePath, Ink: "ink", X: []float64{0, 1, 0.5, 0}, Y: []float64{0, 0, 1, 0}}}})
	c.Name, c.Title = "plane", "A triangle"
	a.Take(c)
	settle(a)
	th := render.Light()
	const ratio = 2
	picture := raster.Draw(358, a.Height(), ratio, th.Background, marks(a))
	var area render.Rect
	for _, m := range marks(a) {
		if c, ok := m.(render.Clip); ok {
			area = c.Rect.Inset(6)
		}
	}
	require.NotZero(t, area.W)
	inside, outside := 0, 0
	for y := area.Y + 1; y < area.Bottom()-1; y += 2 {
		for x := area.X + 1; x < area.Right()-1; x += 2 {
			u, v := -0.25+1.5*(x-area.X)/area.W, 1.25-1.5*(y-area.Y)/area.H
			depth := min(v, (1-2*math.Abs(u-0.5)-v)/math.Sqrt(5)) // inside, positive
			r, g, b, _ := picture.At(int(x*ratio), int(y*ratio)).RGBA()
			at := color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}
			plain := at == th.Background
			switch {
			case depth > 0.03:
				assert.False(t, plain, "at (%.2f, %.2f)", u, v)
				inside++
			case depth < -0.03:
				assert.True(t, plain, "at (%.2f, %.2f)", u, v)
				outside++
			}
		}
	}
	assert.Greater(t, min(inside, outside), 500)
}

// Dots and the line through their means are one entry of the legend.
func TestLegendOfMeans(t *testing.T) {
	a := play(t, 358)
	a.Look(looking("wm"))
	p := chart.Panel{}
	for _, s := range []chart.Series{
		{Name: "A", Shape: chart.ShapeDots, Ink: "A"},
		{Name: "A, mean", Shape: chart.ShapeLine, Ink: "B"},
		{Name: "untrained, matched, every pair", Shape: chart.ShapeDots, Ink: "null"},
		{Name: "untrained, matched, mean", Shape: chart.ShapeDash, Ink: "null"},
	} {
		s.X, s.Y = []float64{1, 2}, []float64{1, 2}
		p.Series = append(p.Series, s)
	}
	a.Take(finding(p))
	var texts []string
	for _, l := range labels(marks(a)) {
		texts = append(texts, l.Text)
	}
	assert.Subset(t, texts, []string{"A", "A, mean", "untrained, matched"})
	assert.NotContains(t, texts, "untrained, matched, mean")
}

// An axis of values that hardly differ tells no more digits than can be read, and a bare panel has no axes at all.
func TestChartsAxesAreReadable(t *testing.T) {
	a := play(t, 720)
	a.Look(looking("wm"))
	show := func(p chart.Panel) (texts []string) {
		a.Take(finding(p))
		for _, l := range labels(marks(a)) {
			texts = append(texts, l.Text)
		}
		return texts
	}
	p := chart.Panel{X: chart.Axis{Title: "excess"}, Y: chart.Axis{Title: "estimate"},
		Series: []chart.Series{
			{Shape: chart.ShapeLine, Ink: "A", X: []float64{-0.266539959, -0.266539951}, Y: []float64{1, 2}}}}
	texts := show(p)
	assert.Contains(t, texts, "excess")
	for _, text := range texts {
		assert.False(t, strings.HasPrefix(text, "−0.26") && len([]rune(text)) > 7, text)
	}
	p.Bare = true
	texts = show(p)
	assert.NotContains(t, texts, "excess")
	assert.NotContains(t, texts, "estimate")
}

// Names beside dots lie neither on one another nor on a dot; one without a place is left out.
func TestNamesOfDotsDoNotTouch(t *testing.T) {
	a := play(t, 720)
	a.Look(looking("wm"))
	s := chart.Series{Shape: chart.ShapeDots, Ink: "A", X: []float64{0, 0.8, 0.801, 0.802, 0.803, 0.804, 0.805},
		Y: []float64{1, 0, 0.001, 0, 0.002, 0, 0}}
	for k := range s.X {
		s.Labels = append(s.Labels, "network "+string(rune('A'+k)))
	}
	a.Take(finding(chart.Panel{X: chart.Axis{Title: "R"}, Series: []chart.Series{s}}))
	var dots, names []render.Rect
	for _, m := range marks(a) {
		c, ok := m.(render.Clip)
		if !ok {
			continue
		}
		for _, m := range c.Marks {
			switch m := m.(type) {
			case render.Disc:
				dots = append(dots, render.Rect{X: m.At.X, Y: m.At.Y}.Inset(-2))
			case render.Label:
				names = append(names, m.Bounds())
			}
		}
	}
	require.Len(t, dots, 7)
	assert.Greater(t, len(names), 1)
	for i, n := range names {
		for _, q := range append(dots, names[:i]...) {
			assert.False(t, n.Touches(q), "%v on %v", n, q)
		}
	}
}

// An axis of counts has whole numbers, and nothing but zeros has an axis that begins there.
func TestChartsAxesOfCounts(t *testing.T) {
	a := play(t, 720)
	a.Look(looking("wm"))
	a.Take(finding(chart.Panel{X: chart.Axis{Title: "assignments"}, Y: chart.Axis{Title: "barrier"},
		Series: []chart.Series{{Shape: chart.ShapeLine, Ink: "A", X: []float64{0, 1, 2}, Y: []float64{0, 0, 0}}}}))
	var texts []string
	for _, l := range labels(marks(a)) {
		texts = append(texts, l.Text)
	}
	for _, want := range []string{"0", "1", "2", "0.2", "0.4"} {
		assert.Contains(t, texts, want)
	}
	assert.NotContains(t, texts, "1.5")
}

// In a chart's table what stands on a named axis is called by its name.
func TestChartTablesSayNames(t *testing.T) {
	a := studied(t, 900)
	for chart, want := range map[string]string{"table": ",barrier,B,A,0.03,", "bars": ",right,wm,0.4,"} {
		file, err := a.Export(chart, "csv", board.Print{Scale: 1})
		require.NoError(t, err)
		assert.Contains(t, string(file.Data), want)
	}
}

// The numbers in a grid's squares are all written, and alike, or none is.
func TestNumbersInSquares(t *testing.T) {
	for _, width := range []float64{330, 430, 720, 1100} {
		for _, n := range []int{2, 6, 16} {
			grid := chart.Grid{Rows: n, Cols: n, Map: chart.MapSequential, Print: true}
			for i := range n * n {
				v := []float64{0.0098, 2.03, 0.12}[i%3]
				if i%(n+1) == 0 {
					v = math.NaN()
				}
				grid.Values = append(grid.Values, v)
			}
			a := play(t, width)
			a.Look(looking("wm"))
			a.Take(finding(chart.Panel{Title: "unmatched", Grid: grid}, chart.Panel{Title: "matched", Grid: grid}))
			count := map[string]int{}
			for _, l := range labels(marks(a)) {
				count[l.Text]++
			}
			all := 2 * n * (n - 1)
			written := count["0.0098"] + count["0.01"] + count["2.03"] + count["0.12"]
			assert.Contains(t, []int{0, all}, written, "%d squares a side on %v", n, width)
			assert.Zero(t, count["0.0098"]*count["0.01"])
			assert.True(t, n == 16 || count["2.03"] > 0, "%d squares a side on %v", n, width)
		}
	}
}

// A field that is painted within one frame is drawn in it: whoever draws asks, after the work is done, whether anything
// changed.
func TestAPaintedFieldIsNews(t *testing.T) {
	a := play(t, 358)
	a.Look(looking("wm"))
	settle(a)
	require.False(t, a.Changed())
	for _, c := range samples(sample) {
		if c.Name == "plane" {
			a.Take(c)
		}
	}
	require.True(t, a.Changed())
	a.Layers() // the chart without its field
	for a.Work() {
	}
	assert.True(t, a.Changed(), "its field")
	a.Layers()
	assert.False(t, a.Changed())
}

// Names along an axis are all there where two lines have room for them, off one another.
func TestNamesOfAnAxisStandInTwoLines(t *testing.T) {
	names := []string{"to A alone", "by MergeMany", "by Frank–Wolfe"}
	p := chart.Panel{X: chart.Axis{Title: "search", Labels: names}, Y: chart.Axis{Title: "share"},
		Series: []chart.Series{{Shape: chart.ShapeDots, Ink: "A", X: []float64{0, 1, 2}, Y: []float64{1, 2, 3}}}}
	for _, width := range []float64{200, 240, 320, 640} {
		a := play(t, 280)
		a.Look(looking("wm"))
		a.Resize(width)
		a.Take(finding(p))
		var seen []render.Rect
		for _, l := range labels(marks(a)) {
			if !slices.Contains(append(names, "search"), l.Text) {
				continue
			}
			for _, b := range seen {
				n := l.Bounds().Inset(1)
				assert.False(t, n.Touches(b), "%g: %s", width, l.Text)
			}
			seen = append(seen, l.Bounds())
		}
		assert.Len(t, seen, 4, "width %g", width)
	}
}

// A formula is not broken at its operators.
func TestLinesDoNotEndInsideFormulas(t *testing.T) {
	a := play(t, 358)
	a.Look(looking("wm"))
	for pad := range 40 {
		c := finding()
		c.Title = strings.Repeat("i", pad) + " the loss rises by 1.09 around ½(A + π(B)), r = 0.1 of it"
		a.Take(c)
		for _, l := range labels(marks(a)) {
			for _, operator := range []string{"+", "−", "="} {
				assert.False(t, strings.HasPrefix(l.Text, operator+" "), l.Text)
				assert.False(t, strings.HasSuffix(l.Text, " "+operator), l.Text)
			}
		}
	}
}
