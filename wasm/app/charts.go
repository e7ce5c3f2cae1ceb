package app

import (
	"onebasin/lmc/lab/chart"
	drawing "onebasin/render/chart"
)

// study returns the study that is looked at, or whose chart is embedded; ok is
// false for the four figures.
func (a *App) study() (s chart.Study, ok bool) {
	if a.view.Embed == "" || a.view.Embed == "all" {
		return chart.StudyNamed(a.studies, a.view.Study)
	}
	return chart.StudyOf(a.studies, a.view.Embed)
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

// drawing is how charts are drawn now.
func (a *App) drawing() *drawing.Drawing {
	a.run.drawing.Theme, a.run.drawing.Ratio = a.theme, a.ratio
	return &a.run.drawing
}

// layStudy places the charts of a study, or the one that is embedded.
func (a *App) layStudy(s chart.Study) frames {
	charts := s.Charts
	for _, c := range s.Charts {
		if c.Name == a.view.Embed {
			charts = []chart.Announced{c}
		}
	}
	sheet := a.drawing().Arrange(a.width, charts, func(name string) *chart.Chart { return a.chartNamed(s.Name, name) })
	return frames{sheet: sheet, height: sheet.Height}
}

// figures returns the names of the figures that are shown, in reading order.
func (a *App) figures() []string {
	if a.frames.sheet == nil {
		return figures
	}
	var names []string
	for _, c := range a.frames.sheet.Figures {
		names = append(names, c.Name)
	}
	return names
}
