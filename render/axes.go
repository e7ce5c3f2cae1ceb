package render

import (
	"image/color"
	"math"
)

// Sizes of text in figures, in CSS pixels.
const (
	TitleSize = 14.0
	LabelSize = 12.5
	TickSize  = 12.0
)

// Axis describes one axis of a figure. Its domain is Min … Max, taken as it is unless Nice asks for round ends.
type Axis struct {
	Title    string // with its unit
	Min, Max float64
	Log      bool
	Nice     bool
	NoGrid   bool
	Ticks    []Tick // where there are to be ticks; nil lets the axis choose
}

// Axes describes the frame of a figure: a title that states the finding, axes without a box, a light grid.
type Axes struct {
	X, Y  Axis
	Title string
	// one unit of x is as long as one of y: the plot area shrinks to keep it so, towards its upper left corner
	Equal bool
	Theme *Theme
}

// Plot is where data goes: the area inside the axes, the scales that map onto it, and the marks of the axes themselves.
type Plot struct {
	Area  Rect
	X, Y  Scale
	Marks []Mark
	theme *Theme
}

const (
	tickGap  = 7.0 // between the plot area and tick labels
	titleGap = 8.0 // between tick labels and the axis title
)

// Draw lays the axes out in r.
func (a Axes) Draw(r Rect) Plot {
	if a.Theme == nil {
		a.Theme = Light()
	}
	x, y := a.X.scale(), a.Y.scale()
	top, bottom, left, right := TickSize/2+2, tickGap+TickSize, 0.0, 0.0
	if a.Title != "" {
		top = TitleSize + 14
	}
	if a.X.Title != "" {
		bottom += titleGap + LabelSize
	}
	area := Rect{r.X, r.Y + top, r.W, max(1, r.H-top-bottom)}
	yTicks := a.Y.ticks(y, area.H, 46)
	for _, t := range yTicks {
		left = max(left, MeasureText(t.Label, TickSize, false)+tickGap)
	}
	if a.Y.Title != "" {
		left += titleGap + LabelSize
	}
	xTicks := a.X.ticks(x, r.W-left, 72)
	for n := len(xTicks) - 1; a.X.Ticks == nil && n > 0 && crowded(xTicks, x, r.W-left); n-- {
		xTicks = x.Ticks(n)
	}
	if n := len(xTicks); n > 0 {
		last := xTicks[n-1]
		x.Lo, x.Hi = 0, r.W-left
		right = max(0, MeasureText(last.Label, TickSize, false)/2-(r.W-left-x.At(last.Value)))
	}
	area.X, area.W = r.X+left, max(1, r.W-left-right)
	if a.Equal {
		area = equalUnits(area, x, y)
	}
	x.Lo, x.Hi = area.X, area.Right()
	y.Lo, y.Hi = area.Bottom(), area.Y
	p := Plot{Area: area, X: x, Y: y, theme: a.Theme}
	p.frame(a, r, xTicks, yTicks)
	return p
}

func (a Axis) scale() Scale {
	s := Scale{Min: a.Min, Max: a.Max, Log: a.Log}
	if a.Nice {
		s = s.Nice(6)
	}
	return s
}

func (a Axis) ticks(s Scale, length, every float64) []Tick {
	if a.Ticks != nil {
		return a.Ticks
	}
	n := int(min(11, max(2, math.Round(length/every))))
	ticks := s.Ticks(n)
	for more := n + 1; len(ticks) == 1 && more <= n+4; more++ { // one alone tells no scale
		ticks = s.Ticks(more)
	}
	return ticks
}

// Roomy returns about n ticks of s, fewer where their labels would touch.
func (s Scale) Roomy(n int) []Tick {
	ticks := s.Ticks(n)
	for ; n > 1 && crowded(ticks, s, s.Hi-s.Lo); n-- {
		ticks = s.Ticks(n - 1)
	}
	return ticks
}

// crowded reports whether labels beside one another on an axis of a length would touch.
func crowded(ticks []Tick, s Scale, length float64) bool {
	s.Lo, s.Hi = 0, length
	for k := 1; k < len(ticks); k++ {
		room := math.Abs(s.At(ticks[k].Value) - s.At(ticks[k-1].Value))
		if room < (MeasureText(ticks[k-1].Label, TickSize, false)+MeasureText(ticks[k].Label, TickSize, false))/2+6 {
			return true
		}
	}
	return false
}

func equalUnits(area Rect, x, y Scale) Rect {
	unit := min(area.W/(x.Max-x.Min), area.H/(y.Max-y.Min))
	w, h := unit*(x.Max-x.Min), unit*(y.Max-y.Min)
	return Rect{area.X, area.Y, w, h}
}

// frame appends grid, baseline, ticks' labels and titles.
func (p *Plot) frame(a Axes, r Rect, xTicks, yTicks []Tick) {
	th := a.Theme
	if !a.Y.NoGrid {
		for _, t := range yTicks {
			y := crisp(p.Y.At(t.Value))
			p.rule(Point{p.Area.X, y}, Point{p.Area.Right(), y}, th.Grid)
		}
	}
	if !a.X.NoGrid {
		for _, t := range xTicks {
			x := crisp(p.X.At(t.Value))
			p.rule(Point{x, p.Area.Y}, Point{x, p.Area.Bottom()}, th.Grid)
		}
	}
	base := crisp(p.Area.Bottom())
	p.rule(Point{p.Area.X, base}, Point{p.Area.Right(), base}, th.Axis)
	for _, t := range xTicks {
		x := crisp(p.X.At(t.Value))
		p.rule(Point{x, base}, Point{x, base + 4}, th.Axis)
		p.Marks = append(p.Marks, Label{At: Point{p.X.At(t.Value), p.Area.Bottom() + tickGap}, Text: t.Label,
			Size: TickSize, Color: th.Faint, Anchor: Middle, Baseline: Top})
	}
	widest := 0.0
	for _, t := range yTicks {
		widest = max(widest, MeasureText(t.Label, TickSize, false))
		p.Marks = append(p.Marks, Label{At: Point{p.Area.X - tickGap, p.Y.At(t.Value)}, Text: t.Label, Size: TickSize,
			Color: th.Faint, Anchor: End, Baseline: Center})
	}
	if a.X.Title != "" {
		p.Marks = append(p.Marks,
			Label{At: Point{p.Area.X + p.Area.W/2, p.Area.Bottom() + tickGap + TickSize + titleGap}, Text: a.X.Title,
				Size: LabelSize, Color: th.Faint, Anchor: Middle, Baseline: Top})
	}
	if a.Y.Title != "" {
		at := Point{p.Area.X - tickGap - widest - titleGap, p.Area.Y + p.Area.H/2}
		p.Marks = append(p.Marks, Label{At: at, Text: a.Y.Title, Size: LabelSize, Color: th.Faint, Anchor: Middle,
			Baseline: Bottom, Vertical: true})
	}
	if a.Title != "" {
		p.Marks = append(p.Marks, Label{At: Point{r.X, r.Y}, Text: a.Title, Size: TitleSize, Color: th.Ink,
			Bold: true, Baseline: Top})
	}
}

func (p *Plot) rule(a, b Point, c color.NRGBA) {
	p.Marks = append(p.Marks, Line{Points: []Point{a, b}, Width: 1, Color: c})
}

// crisp moves a coordinate to the middle of its pixel, where a line one pixel wide covers whole pixels at any whole
// ratio.
func crisp(v float64) float64 { return math.Floor(v) + 0.5 }
