package render_test

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/render"
)

// similarity is a matrix of products of units before and after matching: a hidden permutation plus noise that needs no
// random numbers.
func similarity(n int, matched bool) []float64 {
	out := make([]float64, n*n)
	for i := range n {
		for j := range n {
			k := j
			if !matched {
				k = (j*7 + 3) % n
			}
			out[i*n+j] = 0.35 * math.Sin(float64(3*i*i+5*j*j+i*j)) * math.Cos(float64(i-2*j))
			if i == k {
				out[i*n+j] = 0.75 + 0.2*math.Sin(float64(i))
			}
		}
	}
	return out
}

// vocabulary composes one of each thing that the landscape does not show.
func vocabulary(th *render.Theme) []render.Mark {
	var marks []render.Mark
	n := 16
	for k, title := range []string{"Units of A and B", "… after matching"} {
		r := render.Rect{X: 24 + 236*float64(k), Y: 20, W: 216, H: 250}
		plot := render.Axes{
			X: render.Axis{Title: "unit of B", Max: float64(n), NoGrid: true,
				Ticks: []render.Tick{{Value: 0.5, Label: "1"}, {Value: 7.5, Label: "8"}, {Value: 15.5, Label: "16"}}},
			Y: render.Axis{Title: "unit of A", Min: float64(n), Max: 0, NoGrid: true,
				Ticks: []render.Tick{{Value: 0.5, Label: "1"}, {Value: 7.5, Label: "8"}, {Value: 15.5, Label: "16"}}},
			Title: title, Theme: th,
		}.Draw(r)
		marks = append(marks, plot.Marks...)
		marks = append(marks, render.Heatmap(plot.Area, n, n, similarity(n, k == 1), -1, 1,
			render.Diverging(th), th.Panel))
	}

	plot := render.Axes{X: render.Axis{Title: "index of the singular value", Min: 1, Max: 64, NoGrid: true},
		Y: render.Axis{Title: "singular value", Min: 0.01, Max: 10, Log: true}, Title: "Spectra of A and B agree",
		Theme: th}.Draw(render.Rect{X: 512, Y: 20, W: 300, H: 250})
	marks = append(marks, plot.Marks...)
	var xs, a, b, null []float64
	for i := range 64 {
		x := float64(i)
		xs = append(xs, x+1)
		a = append(a, 6*math.Exp(-x/12)+0.02)
		b = append(b, 5.6*math.Exp(-x/12.5)+0.021)
		null = append(null, 1.6*(1-x/66))
	}
	null[40] = math.NaN()
	marks = append(marks, plot.Inside(3, render.Line{Points: plot.Points(xs, null), Width: 1.5, Color: th.Null,
		Dash: []float64{5, 4}}, plot.Curve(xs, a, 2.5, th.A), plot.Curve(xs, b, 2.5, th.B)))
	legend, _ := render.Legend(render.Rect{X: plot.Area.X + 70, Y: plot.Area.Y + 4, W: 150}, th,
		[]render.Entry{{Text: "A", Color: th.A}, {Text: "B", Color: th.B},
			{Text: "untrained null", Color: th.Null, Dash: []float64{5, 4}},
			{Text: "points", Color: th.Merged, Disc: true}})
	marks = append(marks, legend...)

	f, _, _ := valleyField(17)
	for j := range 5 {
		f.Z[(6+j)*f.W+9] = math.NaN()
	}
	area := render.Rect{X: 24, Y: 300, W: 216, H: 150}
	terrain := render.NewTerrain(f, render.LossLevels(0.01, 4), 216, 150, 1, th)
	for terrain.Step() {
	}
	marks = append(marks, terrain.Pixels(area))
	marks = append(marks,
		render.Box{Rect: render.Rect{X: 256, Y: 300, W: 134, H: 66}, Radius: 8, Fill: th.Panel,
			Stroke: th.Axis, Width: 1},
		render.Label{At: render.Point{X: 268, Y: 310}, Text: "λ = 0.31", Size: 12, Color: th.Ink, Bold: true,
			Baseline: render.Top},
		render.Label{At: render.Point{X: 268, Y: 328}, Text: "loss 0.76 ≈ ½ · 1.52", Size: 12, Color: th.Faint,
			Baseline: render.Top},
		render.Label{At: render.Point{X: 268, Y: 346}, Text: "π(B) ≡ B ⇄ A", Size: 12, Color: th.TextPiB,
			Baseline: render.Top},
		render.Fill{Points: []render.Point{{X: 410, Y: 366}, {X: 440, Y: 300}, {X: 470, Y: 366}},
			Color: render.Alpha(th.B, 0.6)},
		render.Line{Points: []render.Point{{X: 270, Y: 440}, {X: 300, Y: 385}, {X: 320, Y: 440}, {X: 350, Y: 385},
			{X: 356, Y: 440}}, Width: 7, Color: render.Alpha(th.PiB, 0.6)},
		render.Clip{Rect: render.Rect{X: 400, Y: 385, W: 60, H: 55},
			Marks: []render.Mark{render.Disc{At: render.Point{X: 430, Y: 440}, R: 40, Fill: th.A,
				Stroke: th.Merged, Width: 6}}})
	for k := range 10 {
		marks = append(marks, render.Disc{At: render.Point{X: 520 + 28*float64(k), Y: 320}, R: 10,
			Fill: render.Class(k)})
	}
	for k, text := range []string{"loss barrier 1.13", "text in A", "text in B", "text in π(B)", "text merged"} {
		c := []color.NRGBA{th.Ink, th.TextA, th.TextB, th.TextPiB, th.TextMerged}[k]
		marks = append(marks, render.Label{At: render.Point{X: 512, Y: 350 + 19*float64(k)}, Text: text, Size: 13,
			Color: c, Baseline: render.Top})
	}
	for k := range 8 {
		marks = append(marks, render.Label{At: render.Point{X: 720, Y: 400}, Text: "      turned", Size: 12,
			Color: th.Faint, Baseline: render.Center, Angle: float64(k) * math.Pi / 4})
	}
	return marks
}

func TestGoldenVocabulary(t *testing.T) {
	for name, th := range map[string]*render.Theme{"light": render.Light(), "dark": render.Dark()} {
		t.Run(name, func(t *testing.T) {
			check(t, "vocabulary-"+name, 836, 470, 1, th.Background, vocabulary(th))
		})
	}
}

func TestFiguresArePureFunctions(t *testing.T) {
	// As text, because a NaN in a line is equal to itself there.
	first, second := fmt.Sprint(vocabulary(render.Light())), fmt.Sprint(vocabulary(render.Light()))
	assert.True(t, first == second)
}

func TestNoTextIsBelowTwelvePixels(t *testing.T) {
	var walk func(marks []render.Mark)
	walk = func(marks []render.Mark) {
		for _, m := range marks {
			switch m := m.(type) {
			case render.Label:
				assert.GreaterOrEqual(t, m.Size, 12.0, m.Text)
			case render.Clip:
				walk(m.Marks)
			}
		}
	}
	walk(vocabulary(render.Light()))
	walk(landscape(render.Rect{W: 560, H: 400}, 1, render.Light()))
}

// Contrast as WCAG 2.1 defines it: 4.5 : 1 for text, 3 : 1 for graphics.
func TestThemesHaveContrast(t *testing.T) {
	luminance := func(c color.NRGBA) float64 {
		lin := func(v uint8) float64 {
			x := float64(v) / 255
			if x <= 0.03928 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
	}
	contrast := func(a, b color.NRGBA) float64 {
		x, y := luminance(a), luminance(b)
		return (max(x, y) + 0.05) / (min(x, y) + 0.05)
	}
	assert.InDelta(t, 21, contrast(white, black), 1e-9)
	for _, th := range []*render.Theme{render.Light(), render.Dark()} {
		for k, c := range []color.NRGBA{th.Ink, th.Faint, th.TextA, th.TextB, th.TextPiB, th.TextMerged} {
			assert.GreaterOrEqual(t, contrast(c, th.Background), 4.5, "text %d, dark %v", k, th.Dark)
			assert.GreaterOrEqual(t, contrast(c, th.Panel), 4.5, "text %d on the panel, dark %v", k, th.Dark)
		}
		assert.GreaterOrEqual(t, contrast(th.A, th.Background), 3.0)
		assert.GreaterOrEqual(t, contrast(th.PiB, th.Background), 3.0)
	}
}

func TestColormaps(t *testing.T) {
	v := render.Viridis()
	assert.Len(t, v, 256)
	assert.Equal(t, color.NRGBA{0x44, 0x01, 0x54, 0xFF}, v.At(-1))
	assert.Equal(t, color.NRGBA{0xFD, 0xE7, 0x25, 0xFF}, v.At(1))
	assert.Equal(t, color.NRGBA{0x21, 0x91, 0x8C, 0xFF}, v[128], "matplotlib's viridis(0.5)")
	assert.Equal(t, v.At(0.2), v.Reversed().At(0.8))
	assert.Zero(t, v.At(math.NaN()))
	for i := 1; i < len(v); i++ { // no step is a misprint of the table
		for _, d := range []int{int(v[i].R) - int(v[i-1].R), int(v[i].G) - int(v[i-1].G), int(v[i].B) - int(v[i-1].B)} {
			assert.LessOrEqual(t, max(d, -d), 4, "entry %d", i)
		}
	}
	for _, th := range []*render.Theme{render.Light(), render.Dark()} {
		mid := render.Diverging(th).At(0.5)
		assert.InDelta(t, float64(th.Background.R), float64(mid.R), 8, "zero recedes into the page")
	}
}

func TestHeatmapByHand(t *testing.T) {
	m := render.Colormap{{0, 0, 0, 255}, {200, 100, 50, 255}}
	p := render.Heatmap(render.Rect{W: 2, H: 2}, 1, 3, []float64{0, 0.5, math.NaN()}, 0, 1, m,
		color.NRGBA{255, 255, 255, 128})
	assert.Equal(t, []byte{0, 0, 0, 255, 100, 50, 25, 255, 128, 128, 128, 128}, p.Pix)
	other := render.Heatmap(render.Rect{W: 2, H: 2}, 1, 3, []float64{0, 0.6, math.NaN()}, 0, 1, m, color.NRGBA{})
	assert.NotEqual(t, p.Key, other.Key)
	assert.Panics(t, func() { render.Heatmap(render.Rect{}, 2, 2, []float64{1}, 0, 1, m, color.NRGBA{}) })
}

func TestLevelsStandEvenly(t *testing.T) {
	l := render.Levels{Values: []float64{0.01, 0.1, 1}, Map: render.Viridis(), Split: 2}
	assert.Equal(t, []float64{0, 0, 0.5, 0.75, 1, 1}, []float64{l.Fraction(0), l.Fraction(0.01), l.Fraction(0.1),
		l.Fraction(math.Sqrt(0.1)), l.Fraction(1), l.Fraction(math.Inf(1))})
	assert.True(t, math.IsNaN(l.Fraction(math.NaN())))
	assert.Equal(t, l.Color(0.011), l.Color(0.03), "one band")
	assert.NotEqual(t, l.Color(0.011), l.Color(0.04))
	assert.Equal(t, []float64{0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5}, render.LossLevels(0.012, 4).Values)
	assert.NotPanics(t, func() { render.LossLevels(0, 0) })
}
