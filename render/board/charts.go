package board

import (
	"cmp"
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// looked returns the study that is looked at, or whose chart stands alone; ok is false where the page is.
func (b *Board) looked() (s chart.Study, ok bool) {
	studies := b.shown.laboratory.Studies
	if b.embed == "" || b.embed == "all" {
		return chart.StudyNamed(studies, b.study)
	}
	return chart.StudyOf(studies, b.embed)
}

// announced are the charts of a study that are shown: all, or the one that stands alone.
func (b *Board) announced(s chart.Study) []chart.Announced {
	k := slices.IndexFunc(s.Charts, func(a chart.Announced) bool { return a.Name == b.embed })
	if k < 0 {
		return s.Charts
	}
	return s.Charts[k : k+1]
}

// method is what charts are about that belong to what the page shows.
func (b *Board) method() string {
	if p, ok := b.shown.page.(Varied); ok {
		return p.Shown()
	}
	return ""
}

// about reports whether a chart is about what is shown: one without a Method always is.
func (b *Board) about(c *chart.Chart) bool { return c.Method == "" || c.Method == b.method() }

// chart returns a chart about what is shown, nil while it is not known.
func (b *Board) chart(study, name string) *chart.Chart {
	for _, c := range b.shown.charts {
		if c.Study == study && c.Name == name && b.about(c) {
			return c
		}
	}
	return nil
}

// take keeps a chart in place of an earlier one of its name, if it can be drawn.
func (b *Board) take(m *chart.Chart) {
	if m.Check() != nil {
		return
	}
	e := b.shown
	e.charts = slices.DeleteFunc(e.charts, func(c *chart.Chart) bool {
		return c.Study == m.Study && c.Name == m.Name && c.Method == m.Method
	})
	e.charts = append(e.charts, m)
	if s, ok := b.looked(); ok && s.Name == m.Study && b.about(m) {
		b.lay()
	}
}

// drawCharts draws the charts that stand in the page's place.
func (b *Board) drawCharts() []render.Mark {
	return b.fill(&b.drawn, func() []render.Mark {
		marks := b.draw.Draw(b.charts, cmp.Or(b.missing(), "is computed when its turn comes"))
		b.tellGrips(b.charts.Grips())
		return marks
	})
}

// drawAhead draws charts that are stale before a frame asks for them: only then is known what stands where.
func (b *Board) drawAhead() {
	if b.charts != nil && !b.drawn.fresh {
		b.drawCharts()
		b.ahead = true
	}
}

// missing says why a chart that is not there will not come, "" while it may.
func (b *Board) missing() string {
	if p, ok := b.shown.page.(Explained); ok && p.Missing() != "" {
		return p.Missing()
	}
	if b.shown.ended {
		return "the run ended early"
	}
	return ""
}
