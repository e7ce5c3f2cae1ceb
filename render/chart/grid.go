package app

import (
	"math"
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// colours are what the grids of a chart share: levels of the loss, or a map
// between two values.
type colours struct {
	loss   bool
	levels render.Levels
	m      render.Colormap
	lo, hi float64
	unit   string
}

// capShare is the share of a field's values that the colours tell apart, where
// it does not say itself; higher ones are all the last colour.
const capShare = 0.9

func (a *App) chartColours(c *chart.Chart) (k colours) {
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
				k.m = render.Diverging(a.theme)
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

// width is what a bar of the loss takes, with or without its title; that of others
// is known to fit.
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

// painting is the picture of a field in the making.
type painting struct {
	of      *float64 // the first of its values, as its identity
	w, h    int
	dark    bool
	terrain *render.Terrain
	done    bool
}

// drawGrid draws a panel's grid.
func (a *App) drawGrid(p *chart.Panel, plot render.Plot, k colours) (marks []render.Mark) {
	g := &p.Grid
	if len(g.Values) == 0 || g.Rows*g.Cols != len(g.Values) {
		return nil
	}
	if k.loss && g.Field && g.Rows > 1 && g.Cols > 1 {
		return append(a.drawField(p, plot, k), a.beyond(p, plot)...)
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
	picture := render.Heatmap(plot.Area, g.Rows, g.Cols, values, k.lo, k.hi, k.m, a.theme.Panel)
	picture.Smooth = g.Field
	marks = append(marks, picture)
	if g.Print {
		marks = append(marks, a.printGrid(g, plot, k)...)
	}
	return marks
}

// written are a grid's values in words that fit squares of a width, all in the same
// manner: with two digits, else with two decimals, else not at all.
func written(values []float64, width float64) []string {
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
func (a *App) printGrid(g *chart.Grid, plot render.Plot, k colours) (marks []render.Mark) {
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
		ink := black
		if light := 0.3*float64(ground.R) + 0.6*float64(ground.G) + 0.1*float64(ground.B); light < 128 {
			ink = white
		}
		at := plot.At(float64(i%g.Cols), float64(i/g.Cols))
		marks = append(marks, render.Label{At: at, Text: texts[i], Size: render.TickSize, Color: ink, Anchor: render.Middle, Baseline: render.Center})
	}
	return marks
}

// drawField draws a loss as filled contours with isolines, once it is painted.
func (a *App) drawField(p *chart.Panel, plot render.Plot, k colours) []render.Mark {
	g := &p.Grid
	field := render.Field{W: g.Cols, H: g.Rows, Z: g.Values}
	size := plot.Area.Device(a.ratio).Size()
	w, h := max(1, size.X), max(1, size.Y)
	var found *painting
	for _, q := range a.run.paintings {
		if q.of == &g.Values[0] && q.w == w && q.h == h && q.dark == a.theme.Dark {
			found = q
		}
	}
	if found == nil {
		bare := &render.Theme{Panel: a.theme.Background, Faint: a.theme.Background} // nothing where there is no value
		found = &painting{of: &g.Values[0], w: w, h: h, dark: a.theme.Dark, terrain: render.NewTerrain(field, k.levels, w, h, a.ratio, bare)}
		a.run.paintings = append(a.run.paintings, found)
		if len(a.run.paintings) > keptPaintings {
			a.run.paintings = a.run.paintings[1:]
		}
	}
	if !found.done {
		return nil
	}
	picture := found.terrain.Pixels(plot.Area)
	if outline(p) == nil && slices.ContainsFunc(g.Values, math.IsNaN) {
		return []render.Mark{picture} // isolines would crowd along the edge of what is known
	}
	return append([]render.Mark{picture}, field.Isolines(plot.Area, k.levels.Values,
		render.Isolines{Color: render.Alpha(white, 0.45), Ink: white, Halo: render.Alpha(black, 0.3), Avoid: a.seriesRects(p, plot)})...)
}

// seriesRects are where no isoline's number may stand: on a panel's paths, its dots
// and their names.
func (a *App) seriesRects(p *chart.Panel, plot render.Plot) (taken []render.Rect) {
	dots := dotRects(p, plot)
	for i := range p.Series {
		s := &p.Series[i]
		if s.Shape != chart.ShapeDots {
			taken = append(taken, render.AvoidLine(plot.Points(s.X, s.Y), 4)...)
			continue
		}
		for _, m := range a.drawDots(p, s, plot, black, &dots) {
			switch m := m.(type) {
			case render.Disc:
				taken = append(taken, render.Rect{X: m.At.X, Y: m.At.Y}.Inset(-m.R-3))
			case render.Label:
				taken = append(taken, m.Bounds().Inset(-2))
			}
		}
	}
	return taken
}

// outline returns the convex, closed path over a field that is not known
// everywhere, at which the field ends; nil where there is none.
func outline(p *chart.Panel) *chart.Series {
	k := slices.IndexFunc(p.Series, func(s chart.Series) bool {
		n := len(s.X)
		return s.Shape == chart.ShapePath && n > 3 && s.X[0] == s.X[n-1] && s.Y[0] == s.Y[n-1]
	})
	if k < 0 || !slices.ContainsFunc(p.Grid.Values, math.IsNaN) {
		return nil
	}
	return &p.Series[k]
}

// beyond covers what lies outside a field's outline, so that it ends there and not
// at the last of its nodes.
func (a *App) beyond(p *chart.Panel, plot render.Plot) []render.Mark {
	edge := outline(p)
	if edge == nil {
		return nil
	}
	x := slices.Clone(edge.X)
	slices.Sort(x)
	x = slices.Compact(x)
	g := &p.Grid
	// Both covers lie over what is beside the path, so that no seam is seen there.
	xs, bottom := []float64{g.X0, x[0]}, []float64{g.Y0, g.Y0}
	var under []float64
	for _, at := range x {
		low, high := math.Inf(1), math.Inf(-1)
		for i := 1; i < len(edge.X); i++ {
			x0, x1, y0, y1 := edge.X[i-1], edge.X[i], edge.Y[i-1], edge.Y[i]
			if at < min(x0, x1) || at > max(x0, x1) {
				continue
			}
			for _, y := range []float64{y0, y1} {
				if t := (at - x0) / (x1 - x0); x0 != x1 {
					y = y0 + t*(y1-y0)
				}
				low, high = min(low, y), max(high, y)
			}
		}
		xs, bottom, under = append(xs, at), append(bottom, high), append(under, low)
	}
	last := len(x) - 1
	xs, bottom = append(xs, x[last], g.X1), append(bottom, g.Y0, g.Y0)
	x, under = slices.Concat([]float64{g.X0}, x, []float64{g.X1}), slices.Concat(under[:1], under, under[last:])
	level := func(y float64, n int) []float64 { return slices.Repeat([]float64{y}, n) }
	return []render.Mark{
		plot.Between(xs, level(g.Y1, len(xs)), bottom, a.theme.Background),
		plot.Between(x, under, level(g.Y0, len(x)), a.theme.Background),
	}
}

// keptPaintings bounds the pictures kept; the oldest goes first.
const keptPaintings = 24

// paint paints a little of the fields and reports whether there is more to
// paint.
func (a *App) paint() (more bool) {
	for _, p := range a.run.paintings {
		if !p.done {
			if !p.terrain.Step() {
				p.done = true
				a.base.stale = true
			}
			return true
		}
	}
	return false
}

// chartBar draws the colours beside a chart's panels.
func (a *App) chartBar(r render.Rect, k colours) []render.Mark {
	title := k.unit
	if r.W < max(narrowWidth, k.width(true)) {
		title = ""
	}
	if k.loss {
		return k.levels.Colorbar(r, title, a.theme)
	}
	const steps, width = 64, 14
	values := make([]float64, steps)
	for i := range values {
		values[i] = k.hi - (k.hi-k.lo)*float64(i)/(steps-1)
	}
	bar := render.Heatmap(render.Rect{X: r.X, Y: r.Y, W: width, H: r.H}, steps, 1, values, k.lo, k.hi, k.m, a.theme.Panel)
	bar.Smooth = true
	marks := []render.Mark{bar}
	scale := render.Scale{Min: k.lo, Max: k.hi, Lo: r.Bottom(), Hi: r.Y}
	widest := 0.0
	for _, t := range scale.Ticks(4) {
		marks = append(marks, render.Label{At: render.Point{X: r.X + width + 6, Y: scale.At(t.Value)}, Text: t.Label,
			Size: render.TickSize, Color: a.theme.Faint, Baseline: render.Center})
		widest = max(widest, render.MeasureText(t.Label, render.TickSize, false))
	}
	if title != "" {
		marks = append(marks, render.Label{At: render.Point{X: r.X + width + 12 + widest, Y: r.Center().Y}, Text: title, Size: render.TickSize,
			Color: a.theme.Faint, Anchor: render.Middle, Baseline: render.Top, Vertical: true})
	}
	return marks
}
