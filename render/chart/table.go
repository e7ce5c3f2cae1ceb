package chart

import (
	"fmt"

	"onebasin/lmc/lab/chart"
	"onebasin/render/table"
)

// Table lists a chart's numbers: a line for each point of each series, and for each value of each grid.
func Table(t *table.Table, c *chart.Chart) {
	t.Row("panel", "what", "x", "y", "value", "from", "name")
	if c == nil {
		return
	}
	for k, p := range c.Panels {
		panel := p.Title
		if panel == "" {
			panel = fmt.Sprint(k + 1)
		}
		for _, s := range p.Series {
			what := s.Name
			if what == "" {
				what = s.Shape
			}
			for i := range s.X {
				var low, name any = "", ""
				if i < len(s.Low) {
					low = s.Low[i]
				}
				switch {
				case i < len(s.Labels):
					name = s.Labels[i]
				case i < len(s.Links):
					name = s.Links[i]
				case len(s.Links) == 1: // one experiment behind all
					name = s.Links[0]
				case i < len(s.Moments):
					name = fmt.Sprintf("step %g", s.Moments[i])
				}
				t.Row(panel, what, named(p.X.Labels, s.X[i]), s.Y[i], "", low, name)
			}
		}
		g := &p.Grid
		for i, v := range g.Values {
			r, j := i/g.Cols, i%g.Cols
			x, y := any(along(g.X0, g.X1, j, g.Cols, g.Field)), any(along(g.Y0, g.Y1, r, g.Rows, g.Field))
			if j < len(p.X.Labels) {
				x = p.X.Labels[j]
			}
			if r < len(p.Y.Labels) {
				y = p.Y.Labels[r]
			}
			t.Row(panel, g.Unit, x, y, v, "", "")
		}
	}
}

// named returns what stands at x on an axis of these labels, x itself where it has none.
func named(labels []string, x float64) any {
	if k := int(x); float64(k) == x && k >= 0 && k < len(labels) {
		return labels[k]
	}
	return x
}

// along returns where node or cell k of n lies between lo and hi, or its number from one where there is no extent.
func along(lo, hi float64, k, n int, nodes bool) float64 {
	switch {
	case !(lo < hi):
		return float64(k + 1)
	case nodes:
		return lo + (hi-lo)*float64(k)/float64(max(1, n-1))
	}
	return lo + (hi-lo)*(float64(k)+0.5)/float64(n)
}
