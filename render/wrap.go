package render

import "strings"

// Wrap breaks text at spaces into lines of at most width, where words allow. A line ends neither between a number and
// its per cent sign nor beside an operator.
func Wrap(text string, width, size float64, bold bool) (lines []string) {
	line := ""
	for _, word := range words(text) {
		longer := strings.TrimPrefix(line+" "+word, " ")
		if line != "" && MeasureText(longer, size, bold) > width {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	return append(lines, line)
}

// words splits a text where a line may break.
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

// Title writes a figure's title along the upper edge of r, on two lines where one is too narrow.
func Title(r Rect, text string, theme *Theme) (marks []Mark) {
	for k, line := range Wrap(text, r.W-ButtonRoom, TitleSize, true) {
		marks = append(marks, Label{At: Point{X: r.X, Y: r.Y + float64(k)*LineHeight}, Text: line, Size: TitleSize,
			Color: theme.Ink, Bold: true, Baseline: Top})
	}
	return marks
}

// Placeholder says in the middle of an empty figure what will be there, or why nothing will.
func Placeholder(r Rect, text string, theme *Theme) (marks []Mark) {
	lines := Wrap(text, r.W-8, LabelSize, false)
	for k, line := range lines {
		at := Point{X: r.Center().X, Y: r.Center().Y + (float64(k)-float64(len(lines)-1)/2)*LineHeight}
		marks = append(marks, Label{At: at, Text: line, Size: LabelSize, Color: theme.Faint, Anchor: Middle,
			Baseline: Center})
	}
	return marks
}
