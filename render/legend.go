package render

import "image/color"

// Entry is one line of a legend: a stroke, and what it stands for. A disc stands instead of the stroke if Disc is set,
// on it if Dot is.
type Entry struct {
	Text  string
	Color color.NRGBA
	Dash  []float64
	Disc  bool
	Dot   bool
}

const (
	legendKey = 20.0 // the length of a legend's stroke
	legendGap = 8.0
	legendRow = 19.0
)

// Legend draws entries from the upper left corner of r: in a row if they fit, wrapped otherwise. It returns the marks
// and the height used.
func Legend(r Rect, theme *Theme, entries []Entry) (marks []Mark, height float64) {
	x, y := r.X, r.Y
	for i, e := range entries {
		w := legendKey + legendGap + MeasureText(e.Text, TickSize, false)
		if i > 0 && x+w > r.Right() {
			x, y = r.X, y+legendRow
		}
		mid := y + legendRow/2
		if e.Disc {
			marks = append(marks, Disc{At: Point{x + legendKey - 6, mid}, R: 5, Fill: e.Color})
		} else {
			marks = append(marks, Line{Points: []Point{{x + 1, mid}, {x + legendKey - 1, mid}}, Width: 2.5,
				Color: e.Color, Dash: e.Dash})
			if e.Dot {
				marks = append(marks, Disc{At: Point{x + legendKey/2, mid}, R: 4, Fill: e.Color,
					Stroke: theme.Background, Width: 1})
			}
		}
		marks = append(marks, Label{At: Point{x + legendKey + legendGap, mid}, Text: e.Text, Size: TickSize,
			Color: theme.Ink, Baseline: Center})
		x += w + 18
	}
	if len(entries) == 0 {
		return nil, 0
	}
	return marks, y + legendRow - r.Y
}

// Marker draws a model's point with its name beside it, readable over any picture.
func Marker(at Point, fill color.NRGBA, name string, anchor Anchor) []Mark {
	white := color.NRGBA{255, 255, 255, 255}
	dark := color.NRGBA{16, 20, 27, 255}
	marks := []Mark{Disc{At: at, R: 6, Fill: fill, Stroke: white, Width: 2}}
	if name != "" {
		dx := 12.0
		switch anchor {
		case End:
			dx = -12
		case Middle:
			dx = 0
		}
		to := Point{at.X + dx, at.Y}
		if anchor == Middle {
			to.Y -= 18
		}
		marks = append(marks, Label{At: to, Text: name, Size: TitleSize, Bold: true, Color: dark,
			Halo: Alpha(white, 0.85), Anchor: anchor, Baseline: Center})
	}
	return marks
}
