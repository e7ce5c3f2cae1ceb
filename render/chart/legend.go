package chart

import (
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
)

// legend names the series of all panels once.
func (d *Drawing) legend(c *chart.Chart) (entries []render.Entry) {
	seen := map[string]bool{}
	for _, p := range c.Panels {
		for _, s := range p.Series {
			if s.Name == "" || seen[s.Name] {
				continue
			}
			seen[s.Name] = true
			e := render.Entry{Text: s.Name, Color: d.ink(s.Ink)}
			switch s.Shape {
			case chart.ShapeDash:
				e.Dash = dashes
			case chart.ShapeDots, chart.ShapeBars:
				e.Disc = true
			case chart.ShapeBand:
				e.Color = render.Alpha(e.Color, 2*bandAlpha) // its mean's line goes through it
				e.Disc = true
			}
			if n := len(entries); n > 0 && s.Shape != chart.ShapeBand && joins(&entries[n-1], e) {
				continue
			}
			entries = append(entries, e)
		}
	}
	return entries
}

// joins makes one entry of dots and of the line through their means: of two of one colour whose names are the same up
// to the last comma.
func joins(dots *render.Entry, line render.Entry) bool {
	k := strings.LastIndex(line.Text, ", ")
	if !dots.Disc || line.Disc || k < 0 || dots.Color != line.Color || !strings.HasPrefix(dots.Text, line.Text[:k+2]) {
		return false
	}
	*dots = line
	dots.Text, dots.Dot = line.Text[:k], true
	return true
}
