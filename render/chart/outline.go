package chart

import (
	"math"
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// outline returns the convex, closed path over a field that is not known everywhere, at which the field ends; nil where
// there is none.
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

// cover covers what lies outside a field's outline, so that it ends there and not at the last of its nodes.
func (d *Drawing) cover(p *chart.Panel, plot render.Plot) []render.Mark {
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
		plot.Between(xs, level(g.Y1, len(xs)), bottom, d.Theme.Background),
		plot.Between(x, under, level(g.Y0, len(x)), d.Theme.Background),
	}
}
