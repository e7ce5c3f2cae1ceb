package chart

import (
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
	"onebasin/render"
)

// drawGrid draws a panel's grid.
func (d *Drawing) drawGrid(p *chart.Panel, plot render.Plot, k colours) (marks []render.Mark) {
	g := &p.Grid
	if len(g.Values) == 0 || g.Rows*g.Cols != len(g.Values) {
		return nil
	}
	if k.loss && g.Field && g.Rows > 1 && g.Cols > 1 {
		return append(d.drawField(p, plot, k), d.cover(p, plot)...)
	}
	values := g.Values
	if k.loss { // squares by the logarithm of the loss
		values = make([]float64, len(values))
		for i, v := range g.Values {
			values[i] = k.levels.Fraction(v)
		}
		k.lo, k.hi = 0, 1
	}
	if upward := g.Field || g.Y0 < g.Y1; upward { // row 0 is lowest
		turned := make([]float64, 0, len(values))
		for r := g.Rows - 1; r >= 0; r-- {
			turned = append(turned, values[r*g.Cols:(r+1)*g.Cols]...)
		}
		values = turned
	}
	picture := render.Heatmap(plot.Area, g.Rows, g.Cols, values, k.lo, k.hi, k.m, d.Theme.Panel)
	picture.Smooth = g.Field
	marks = append(marks, picture)
	if g.Print {
		marks = append(marks, d.printGrid(g, plot, k)...)
	}
	return marks
}

// written are a grid's values in words that fit squares of a width, all in the same manner: with two digits, else with
// two decimals, else not at all.
func written(values []float64, width float64) []string {
	amount := func(v float64) string { return measure.Amount(measure.Number(v)) }
	decimals := func(v float64) string { return render.Fixed(v, 2) }
	for _, write := range []func(float64) string{amount, decimals} {
		texts := make([]string, len(values))
		fit := true
		for i, v := range values {
			if v-v == 0 {
				texts[i] = write(v)
				fit = fit && render.MeasureText(texts[i], render.TickSize, false) < width
			}
		}
		if fit {
			return texts
		}
	}
	return make([]string, len(values))
}

// printGrid writes each value in its square.
func (d *Drawing) printGrid(g *chart.Grid, plot render.Plot, k colours) (marks []render.Mark) {
	texts := written(g.Values, plot.Area.W/float64(g.Cols))
	for i, v := range g.Values {
		if texts[i] == "" {
			continue
		}
		shade := v
		if k.loss {
			shade = k.levels.Fraction(v)
		}
		ground := k.m.At((shade - k.lo) / (k.hi - k.lo))
		if k.loss {
			ground = k.m.At(shade)
		}
		ink := render.Black
		if light := 0.3*float64(ground.R) + 0.6*float64(ground.G) + 0.1*float64(ground.B); light < 128 {
			ink = render.White
		}
		at := plot.At(float64(i%g.Cols), float64(i/g.Cols))
		marks = append(marks, render.Label{At: at, Text: texts[i], Size: render.TickSize, Color: ink,
			Anchor: render.Middle, Baseline: render.Center})
	}
	return marks
}
