package app

import (
	"image/color"
	"strings"

	"onebasin/lmc/measure"
	"onebasin/render"
)

// buttonRoom is what the page's button needs at the end of a title.
const buttonRoom = render.ButtonRoom

// title writes a figure's title, on two lines where one is too narrow.
func (a *App) title(r render.Rect, text string) []render.Mark { return render.Title(r, text, a.theme) }

// caption names a square, above it.
func (a *App) caption(r render.Rect, text string, c color.NRGBA) render.Mark {
	return render.Label{At: render.Point{X: r.X, Y: r.Y - 8}, Text: text, Size: render.LabelSize, Color: c}
}

// footnote writes phrases below a square, as many on a line as fit its half of the figure.
func (a *App) footnote(r render.Rect, phrases ...string) (marks []render.Mark) {
	// A phrase is not broken: its spaces do not count as places to wrap.
	for i, p := range phrases {
		phrases[i] = strings.ReplaceAll(p, " ", unbroken)
	}
	width := max(r.W, (max(a.frames.merged.W, a.frames.units.W)-pairGap)/2)
	for k, line := range render.Wrap(strings.Join(phrases, unbroken+unbroken+" "), width, render.TickSize, false) {
		marks = append(marks, render.Label{At: render.Point{X: r.X, Y: r.Bottom() + 7 + float64(k)*lineHeight},
			Text: strings.ReplaceAll(line, unbroken, " "), Size: render.TickSize, Color: a.theme.Faint, Baseline: render.Top})
	}
	return marks
}

// unbroken stands for a space at which no line ends.
const unbroken = "\u00a0"

// amount is a value as sentences write it, in figures that state it.
func amount(v float64) string { return measure.Amount(measure.Number(v)) }
