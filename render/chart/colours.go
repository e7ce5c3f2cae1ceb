package chart

import (
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// colours are what the grids of a chart share: levels of the loss, or a map between two values.
type colours struct {
	loss   bool
	levels render.Levels
	m      render.Colormap
	lo, hi float64
	unit   string
}

// capShare is the share of a field's values that the colours tell apart, where it does not say itself; higher ones are
// all the last colour.
const capShare = 0.9

func (d *Drawing) coloursOf(c *chart.Chart) (k colours) {
	var values []float64
	for _, p := range c.Panels {
		g := &p.Grid
		if len(g.Values) == 0 {
			continue
		}
		if k.unit == "" {
			k.unit, k.lo, k.hi, k.loss = g.Unit, g.Min, g.Max, g.Map == chart.MapLoss
		}
		if k.m == nil {
			k.m = render.Viridis().Reversed() // as the loss: what is low shines
			if g.Map == chart.MapDiverging {
				k.m = render.Diverging(d.Theme)
			}
		}
		for _, v := range g.Values {
			if v-v == 0 {
				values = append(values, v)
			}
		}
	}
	if len(values) == 0 {
		values = []float64{0, 1}
	}
	slices.Sort(values)
	fitted := !(k.lo < k.hi)
	if fitted {
		k.lo, k.hi = values[0], values[len(values)-1]
	}
	diverging := false
	for _, p := range c.Panels {
		diverging = diverging || len(p.Grid.Values) > 0 && p.Grid.Map == chart.MapDiverging
	}
	switch {
	case k.loss:
		if fitted {
			k.hi = values[int(capShare*float64(len(values)-1))]
		}
		k.levels = render.LossLevels(k.lo, k.hi)
		k.m = k.levels.Map
	case fitted && diverging:
		k.hi = max(k.hi, -k.lo)
		k.lo = -k.hi
	}
	if k.lo == k.hi {
		k.hi = k.lo + 1
	}
	return k
}

// barGap lies between the panels and their bar of colours.
const barGap = 14.0

// width is what a bar of the loss takes, with or without its title; that of others is known to fit.
func (k colours) width(titled bool) float64 {
	if !k.loss {
		return 0
	}
	w := 0.0
	for _, label := range render.FormatAll(k.levels.Values) {
		w = max(w, render.MeasureText(label, render.TickSize, false))
	}
	w += 14 + 8
	if titled {
		w += 8 + render.LabelSize + 4
	}
	return w
}

// colourBar draws the colours beside a chart's panels.
func (d *Drawing) colourBar(r render.Rect, k colours) []render.Mark {
	title := k.unit
	if r.W < max(render.NarrowBarRoom, k.width(true)) {
		title = ""
	}
	if k.loss {
		return k.levels.Colorbar(r, title, d.Theme)
	}
	const steps, width = 64, 14
	values := make([]float64, steps)
	for i := range values {
		values[i] = k.hi - (k.hi-k.lo)*float64(i)/(steps-1)
	}
	at := render.Rect{X: r.X, Y: r.Y, W: width, H: r.H}
	bar := render.Heatmap(at, steps, 1, values, k.lo, k.hi, k.m, d.Theme.Panel)
	bar.Smooth = true
	marks := []render.Mark{bar}
	scale := render.Scale{Min: k.lo, Max: k.hi, Lo: r.Bottom(), Hi: r.Y}
	widest := 0.0
	for _, t := range scale.Ticks(4) {
		marks = append(marks, render.Label{At: render.Point{X: r.X + width + 6, Y: scale.At(t.Value)}, Text: t.Label,
			Size: render.TickSize, Color: d.Theme.Faint, Baseline: render.Center})
		widest = max(widest, render.MeasureText(t.Label, render.TickSize, false))
	}
	if title != "" {
		marks = append(marks, render.Label{At: render.Point{X: r.X + width + 12 + widest, Y: r.Center().Y}, Text: title,
			Size: render.TickSize, Color: d.Theme.Faint, Anchor: render.Middle, Baseline: render.Top, Vertical: true})
	}
	return marks
}
