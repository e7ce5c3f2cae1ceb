package figures

import (
	"cmp"
	"image/color"
	"strings"

	"onebasin/lmc/measure"
	"onebasin/render"
)

// title writes a figure's title, on two lines where one is too narrow.
func (p *page) title(r render.Rect, text string) []render.Mark {
	return render.Title(r, text, p.sheet.Theme)
}

// waiting says, in the middle of an empty figure, what will be there, or why nothing will.
func (p *page) waiting(r render.Rect, text string) []render.Mark {
	return render.Placeholder(r, cmp.Or(p.Missing(), text), p.sheet.Theme)
}

// caption names a square, above it.
func caption(r render.Rect, text string, c color.NRGBA) render.Mark {
	return render.Label{At: render.Point{X: r.X, Y: r.Y - 8}, Text: text, Size: render.LabelSize, Color: c}
}

// small is a text in the size of ticks.
func (p *page) small(at render.Point, text string, anchor render.Anchor, base render.Baseline) render.Label {
	return render.Label{At: at, Text: text, Size: render.TickSize, Color: p.sheet.Theme.Faint, Anchor: anchor,
		Baseline: base}
}

// footnote writes phrases below a square, as many on a line as fit its half of the figure.
func (p *page) footnote(r render.Rect, phrases ...string) (marks []render.Mark) {
	// A phrase is not broken: its spaces do not count as places to wrap.
	for i, phrase := range phrases {
		phrases[i] = strings.ReplaceAll(phrase, " ", unbroken)
	}
	width := max(r.W, (max(p.frames.merged.W, p.frames.units.W)-pairGap)/2)
	for k, line := range render.Wrap(strings.Join(phrases, unbroken+unbroken+" "), width, render.TickSize, false) {
		marks = append(marks, render.Label{At: render.Point{X: r.X, Y: r.Bottom() + 7 + float64(k)*render.LineHeight},
			Text: strings.ReplaceAll(line, unbroken, " "), Size: render.TickSize, Color: p.sheet.Theme.Faint,
			Baseline: render.Top})
	}
	return marks
}

// unbroken stands for a space at which no line ends.
const unbroken = "\u00a0"

// fitting returns the first of several wordings that a width holds, the last if none does.
func fitting(width float64, wordings ...string) (text string) {
	for _, text = range wordings {
		if render.MeasureText(text, render.LabelSize, false) <= width {
			break
		}
	}
	return text
}

// amount is a value as sentences write it, in figures that state it.
func amount(v float64) string { return measure.Amount(measure.Number(v)) }
