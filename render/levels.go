package render

import (
	"image/color"
	"math"
)

// Levels colours positive values by bands between logarithmic levels: level k of n stands at k/(n−1) of the map, and
// each interval between levels is cut into Split bands of one colour (one if Split is 0). Values below the first and
// above the last level get the colours of the ends.
type Levels struct {
	Values []float64 // positive and growing, at least two
	Map    Colormap
	Split  int
}

// LossLevels returns levels for a loss between lo and hi, lowest yellow: a basin shines. Bounds that are no number, or
// beyond all that losses are, give levels all the same.
func LossLevels(lo, hi float64) Levels {
	const least, most = 1e-6, 1e100
	if !(lo < most) {
		lo = least
	}
	if !(hi < most) {
		hi = most
	}
	lo = max(lo, least)
	hi = max(hi, lo*4)
	return Levels{Values: LogLevels(downTo(lo, onetwofive), upTo(hi, onetwofive)), Map: Viridis().Reversed(), Split: 3}
}

func (l Levels) bands() int { return (len(l.Values) - 1) * max(1, l.Split) }

// Fraction returns where v stands between the levels, in [0, 1]; NaN stays NaN.
func (l Levels) Fraction(v float64) float64 {
	n := len(l.Values)
	switch {
	case v != v:
		return v
	case v <= l.Values[0]:
		return 0
	case v >= l.Values[n-1]:
		return 1
	}
	k := 0
	for v >= l.Values[k+1] {
		k++
	}
	return (float64(k) + math.Log(v/l.Values[k])/math.Log(l.Values[k+1]/l.Values[k])) / float64(n-1)
}

// Color returns the colour of v's band, the transparent colour for NaN.
func (l Levels) Color(v float64) color.NRGBA {
	t := l.Fraction(v)
	if t != t {
		return color.NRGBA{}
	}
	return l.band(t)
}

func (l Levels) band(t float64) color.NRGBA {
	n := l.bands()
	return l.Map.At((math.Floor(min(t*float64(n), float64(n)-0.5)) + 0.5) / float64(n))
}

// ColorbarWidth is what Colorbar takes.
func (l Levels) ColorbarWidth(title string) float64 {
	widest := 0.0
	for _, label := range FormatAll(l.Values) {
		widest = max(widest, MeasureText(label, TickSize, false))
	}
	if title != "" {
		widest += 8 + LabelSize
	}
	return barThickness + 8 + widest
}

// barThickness is how wide a bar of colours is, in CSS pixels.
const barThickness = 14.0

// Colorbar draws the levels upright in the left part of r with their labels and a title beside it.
func (l Levels) Colorbar(r Rect, title string, theme *Theme) []Mark {
	n := l.bands()
	pix := make([]byte, 0, 4*n)
	for i := n - 1; i >= 0; i-- {
		pix = append(pix, premultiply(l.band((float64(i)+0.5)/float64(n)))...)
	}
	bar := Rect{r.X, r.Y, barThickness, r.H}
	marks := []Mark{Pixels{Rect: bar, W: 1, H: n, Pix: pix, Key: PixelsKey(1, n, pix)}}
	labels := FormatAll(l.Values)
	widest, last := 0.0, math.Inf(1)
	for k, v := range l.Values {
		y := bar.Bottom() - l.Fraction(v)*bar.H
		if last-y < TickSize+3 {
			continue
		}
		last = y
		marks = append(marks,
			Line{Points: []Point{{bar.Right(), crisp(min(y, bar.Bottom()-1))},
				{bar.Right() + 4, crisp(min(y, bar.Bottom()-1))}}, Width: 1, Color: theme.Axis},
			Label{At: Point{bar.Right() + 8, y}, Text: labels[k], Size: TickSize, Color: theme.Faint, Baseline: Center})
		widest = max(widest, MeasureText(labels[k], TickSize, false))
	}
	if title != "" && MeasureText(title, LabelSize, false) < r.H {
		marks = append(marks, Label{At: Point{bar.Right() + 8 + widest + 8, r.Y + r.H/2}, Text: title, Size: LabelSize,
			Color: theme.Faint, Anchor: Middle, Baseline: Top, Vertical: true})
	}
	return marks
}
