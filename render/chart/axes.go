package chart

import (
	"math"
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// drawAxes lays out a panel. Names along its horizontal axis that have no room beside one another stand in two lines,
// every second one in the lower.
func (d *Drawing) drawAxes(q *chart.Panel, r render.Rect) render.Plot {
	x, y := axesOf(q)
	var lower []render.Tick
	if len(q.X.Labels) > 0 && crowding(x.Ticks, r.W-render.AxisRoom) == 2 {
		for k := 1; k < len(x.Ticks); k += 2 {
			lower = append(lower, x.Ticks[k])
			x.Ticks[k].Label = ""
		}
	}
	thin(x.Ticks, r.W-render.AxisRoom)
	if q.Bare {
		x.Title, x.Ticks, y.Title, y.Ticks, lower = "", []render.Tick{}, "", []render.Tick{}, nil
	}
	axes := render.Axes{X: x, Y: y, Equal: q.Equal, Theme: d.Theme}
	if len(lower) == 0 {
		return axes.Draw(r)
	}
	const line, under, gap = render.TickSize + 2, 7, 8
	r.H -= line
	if axes.X.Title = ""; x.Title != "" {
		r.H -= gap + render.LabelSize
	}
	plot := axes.Draw(r)
	at := render.Point{X: plot.Area.Center().X, Y: plot.Area.Bottom() + under + line}
	label := func(x, y float64, text string, size float64) {
		plot.Marks = append(plot.Marks, render.Label{At: render.Point{X: x, Y: y}, Text: text, Size: size,
			Color: d.Theme.Faint, Anchor: render.Middle, Baseline: render.Top})
	}
	for _, t := range lower {
		label(plot.X.At(t.Value), at.Y, t.Label, render.TickSize)
	}
	if x.Title != "" {
		label(at.X, at.Y+render.TickSize+gap, x.Title, render.LabelSize)
	}
	return plot
}

// axesOf returns the axes of a panel, fitted to what is drawn where it does not say.
func axesOf(p *chart.Panel) (x, y render.Axis) {
	x = render.Axis{Title: p.X.Title, Min: p.X.Min, Max: p.X.Max, Log: p.X.Log, NoGrid: true}
	y = render.Axis{Title: p.Y.Title, Min: p.Y.Min, Max: p.Y.Max, Log: p.Y.Log}
	if g := &p.Grid; len(g.Values) > 0 {
		y.NoGrid = true
		gridAxis(&x, g.X0, g.X1, g.Cols, p.X.Labels, false)
		gridAxis(&y, g.Y0, g.Y1, g.Rows, p.Y.Labels, !g.Field)
		return x, y
	}
	var xs, ys []float64
	bars, margin := false, 0.0
	for _, s := range p.Series {
		xs = append(xs, s.X...)
		ys = append(append(ys, s.Y...), s.Low...)
		bars = bars || s.Shape == chart.ShapeBars
		if s.Shape == chart.ShapeDots {
			margin = 0.04
		}
	}
	fitAxis(&x, xs, false, margin)
	fitAxis(&y, ys, bars, 0.06)
	if x.Log {
		x.Ticks = settings(xs)
	} else if len(p.X.Labels) == 0 {
		x.Ticks = whole(xs, x.Min, x.Max)
	}
	labelAxis(&x, p.X.Labels)
	labelAxis(&y, p.Y.Labels)
	if bars && len(p.X.Labels) == 0 && !(p.X.Min < p.X.Max) && !x.Log {
		x.Min, x.Max = x.Min-0.6, x.Max+0.6
	}
	return x, y
}

// fitAxis gives an axis that does not say so the extent of its values, with a margin as a share of it. Values that are
// nearly all positive begin at zero.
func fitAxis(axis *render.Axis, values []float64, zero bool, margin float64) {
	if axis.Min < axis.Max {
		return
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if v-v != 0 || axis.Log && v <= 0 {
			continue
		}
		lo, hi = min(lo, v), max(hi, v)
	}
	if lo > hi {
		lo, hi = 0, 1
		if axis.Log {
			lo = 0.1
		}
	}
	if axis.Log {
		f := math.Pow(hi/lo, margin)
		axis.Min, axis.Max = lo/f, hi*f
		if hi <= lo {
			axis.Min, axis.Max = lo/2, lo*2
		}
		return
	}
	if zero || lo > 0 && margin > 0.05 && lo < 0.35*hi {
		lo, hi = min(lo, 0), max(hi, 0)
	}
	d := hi - lo
	if size := max(math.Abs(lo), math.Abs(hi)); d == 0 {
		d = max(1, size)
		margin = max(margin, 0.5)
	} else if d < leastShare*size { // else its ticks would tell many digits
		lo, hi, d = lo-(leastShare*size-d)/2, hi+(leastShare*size-d)/2, leastShare*size
	}
	axis.Min, axis.Max = lo-margin*d, hi+margin*d
	switch {
	case lo == 0:
		axis.Min = 0
	case hi == 0:
		axis.Max = 0
	}
}

// leastShare is the least that an axis spans, as a share of its values.
const leastShare = 5e-3

// settings are ticks at the values themselves, nil where there are too many: a logarithmic axis mostly holds a few
// settings.
func settings(values []float64) (ticks []render.Tick) {
	distinct := slices.Clone(values)
	slices.Sort(distinct)
	distinct = slices.Compact(distinct)
	if len(distinct) > 8 {
		return nil
	}
	for _, v := range distinct {
		ticks = append(ticks, render.Tick{Value: v, Label: render.Number(v, 3)})
	}
	return ticks
}

// whole are ticks at each of a few whole numbers, of an axis that counts; nil of others.
func whole(values []float64, lo, hi float64) (ticks []render.Tick) {
	broken := slices.ContainsFunc(values, func(v float64) bool { return v != math.Trunc(v) })
	if !(hi-lo <= 8) || broken || len(values) == 0 || slices.Max(values) < 2 {
		return nil
	}
	first := math.Ceil(lo)
	for k := range 1 + int(math.Floor(hi)-first) { // which ends also where v+1 is v
		ticks = append(ticks, render.Tick{Value: first + float64(k), Label: render.Number(first+float64(k), 3)})
	}
	return ticks
}

// labelAxis puts names at 0, 1, 2, …
func labelAxis(axis *render.Axis, labels []string) {
	if len(labels) == 0 {
		return
	}
	axis.Min, axis.Max = -0.5, float64(len(labels))-0.5
	axis.Ticks = []render.Tick{}
	for k, l := range labels {
		axis.Ticks = append(axis.Ticks, render.Tick{Value: float64(k), Label: l})
	}
}

// thin takes names off ticks that would run into one another on an axis of a width: every second one, every third, as
// many as it takes.
func thin(ticks []render.Tick, width float64) {
	every := crowding(ticks, width)
	for k := range ticks {
		if every > 1 && k%every != 0 {
			ticks[k].Label = ""
		}
	}
}

// crowding returns how many lines names need to stand side by side on an axis of a width.
func crowding(ticks []render.Tick, width float64) int {
	widest := 0.0
	for _, t := range ticks {
		widest = max(widest, render.MeasureText(t.Label, render.TickSize, false)+8)
	}
	return int(math.Ceil(widest * float64(len(ticks)) / max(1, width)))
}

// gridAxis lays an axis along n cells from lo to hi; cells without an extent are counted from one, down where rows are
// read so.
func gridAxis(axis *render.Axis, lo, hi float64, n int, labels []string, down bool) {
	if lo < hi {
		axis.Min, axis.Max = lo, hi
		return
	}
	axis.Min, axis.Max = -0.5, float64(n)-0.5
	axis.Ticks = []render.Tick{}
	every := max(1, int(math.Ceil(float64(n)/8)))
	if every > 2 {
		every = (every + 4) / 5 * 5
	}
	for k := range n {
		switch {
		case k < len(labels):
			axis.Ticks = append(axis.Ticks, render.Tick{Value: float64(k), Label: labels[k]})
		case len(labels) == 0 && (k == 0 || (k+1)%every == 0):
			axis.Ticks = append(axis.Ticks, render.Tick{Value: float64(k), Label: render.Number(float64(k+1), 3)})
		}
	}
	if down {
		axis.Min, axis.Max = axis.Max, axis.Min
	}
}
