package app

import (
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// placed is a chart of the study shown, in its place.
type placed struct {
	chart.Announced
	at    render.Rect
	box   chartBox
	chart *chart.Chart // nil while it is not known
	plots []render.Plot
}

// study returns the study that is looked at, or whose chart is embedded; ok is
// false for the four figures.
func (a *App) study() (s chart.Study, ok bool) {
	for _, s := range a.studies {
		whole := a.view.Embed == "" || a.view.Embed == "all"
		if whole && s.Name == a.view.Study || !whole && announces(s, a.view.Embed) {
			return s, true
		}
	}
	return s, false
}

func announces(s chart.Study, name string) bool {
	return slices.ContainsFunc(s.Charts, func(c chart.Announced) bool { return c.Name == name })
}

// chartNamed returns a chart of the study and matching shown, nil while it is not
// known.
func (a *App) chartNamed(study, name string) *chart.Chart {
	for _, c := range a.run.charts {
		if c.Study == study && c.Name == name && c.Method == a.method() {
			return c
		}
	}
	return nil
}

// takeChart keeps a chart in place of an earlier one of its name.
func (a *App) takeChart(m *chart.Chart) {
	kept := a.run.charts[:0]
	for _, c := range a.run.charts {
		if c.Study != m.Study || c.Name != m.Name || c.Method != m.Method {
			kept = append(kept, c)
		}
	}
	a.run.charts = append(kept, m)
	if s, ok := a.study(); ok && s.Name == m.Study && m.Method == a.method() {
		a.layOut()
	}
}

// layStudy places the charts of a study: wide ones alone in a row, others two
// and two where there is room; one that would stand alone has its whole row.
func (a *App) layStudy(s chart.Study) frames {
	var f frames
	full := a.width - 2*edge
	half := (full - gutter) / 2
	y, x, row := edge, edge, 0.0
	finish := func() {
		if row > 0 {
			y, x, row = y+row+rowGap, edge, 0
		}
	}
	for k, c := range s.Charts {
		alone := c.Name == a.view.Embed
		if !alone && announces(s, a.view.Embed) {
			continue
		}
		p := placed{Announced: c, chart: a.chartNamed(s.Name, c.Name)}
		w := half
		single := x == edge && (k+1 == len(s.Charts) || s.Charts[k+1].Wide)
		if c.Wide || single || a.width < twoColumns || alone {
			finish()
			w = full
		}
		p.box = a.boxChart(p, w)
		p.at = render.Rect{X: x, Y: y, W: w, H: p.box.height}
		row = max(row, p.at.H)
		f.charts = append(f.charts, p)
		if w == full || x > edge {
			finish()
		} else {
			x += half + gutter
		}
	}
	finish()
	f.height = max(edge, y-rowGap) + edge
	return f
}

// drawCharts draws the charts of the study shown.
func (a *App) drawCharts() (marks []render.Mark) {
	for k := range a.frames.charts {
		marks = append(marks, a.drawChart(&a.frames.charts[k])...)
	}
	return marks
}

// chartAt returns the chart of a name, nil when it is not shown.
func (a *App) chartAt(name string) *placed {
	for k := range a.frames.charts {
		if a.frames.charts[k].Name == name {
			return &a.frames.charts[k]
		}
	}
	return nil
}

// figures returns the names of the figures that are shown, in reading order.
func (a *App) figures() []string {
	if _, ok := a.study(); !ok {
		return figures
	}
	var names []string
	for _, c := range a.frames.charts {
		names = append(names, c.Name)
	}
	return names
}
