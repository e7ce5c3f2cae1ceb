package app

import (
	"image/color"
	"strings"

	"onebasin/lmc/measure"
	"onebasin/render"
)

// buttonRoom is what the page's button needs at the end of a title.
const buttonRoom = 28

// title writes a figure's title, on two lines where one is too narrow.
func (a *App) title(r render.Rect, text string) (marks []render.Mark) {
	for k, line := range wrap(text, r.W-buttonRoom, render.TitleSize, true) {
		marks = append(marks, render.Label{At: render.Point{X: r.X, Y: r.Y + float64(k)*lineHeight}, Text: line,
			Size: render.TitleSize, Color: a.theme.Ink, Bold: true, Baseline: render.Top})
	}
	return marks
}

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
	for k, line := range wrap(strings.Join(phrases, unbroken+unbroken+" "), width, render.TickSize, false) {
		marks = append(marks, render.Label{At: render.Point{X: r.X, Y: r.Bottom() + 7 + float64(k)*lineHeight},
			Text: strings.ReplaceAll(line, unbroken, " "), Size: render.TickSize, Color: a.theme.Faint, Baseline: render.Top})
	}
	return marks
}

// unbroken stands for a space at which no line ends.
const unbroken = "\u00a0"

// wrap breaks text at spaces into lines of at most width, where words allow.
func wrap(text string, width, size float64, bold bool) (lines []string) {
	line := ""
	for _, word := range words(text) {
		longer := strings.TrimPrefix(line+" "+word, " ")
		if line != "" && render.MeasureText(longer, size, bold) > width {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	return append(lines, line)
}

// words splits a text where a line may break: not between a number and its per
// cent sign, nor beside an operator.
func words(text string) (all []string) {
	bound := false
	for _, word := range strings.Split(text, " ") {
		operator := word == "+" || word == "−" || word == "="
		if n := len(all); n > 0 && (bound || operator || strings.HasPrefix(word, "%")) {
			all[n-1] += " " + word
		} else {
			all = append(all, word)
		}
		bound = operator
	}
	return all
}

// amount is a value as sentences write it, in figures that state it.
func amount(v float64) string { return measure.Amount(measure.Number(v)) }
