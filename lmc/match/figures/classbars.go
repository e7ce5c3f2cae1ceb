package figures

import (
	"math"
	"strconv"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// classBars draws the test accuracy within each class.
func (p *page) classBars(m *stage.Merged, r render.Rect) (marks []render.Mark) {
	n := len(m.ClassAccuracy)
	if n == 0 {
		return nil
	}
	x := render.Axis{Min: -0.5, Max: float64(n) - 0.5, NoGrid: true, Title: "class",
		Ticks: classTicks(n, r.W-render.AxisRoom)}
	y := render.Axis{Min: 0, Max: 1, Title: "accuracy"}
	plot := render.Axes{X: x, Y: y, Theme: p.sheet.Theme}.Draw(r)
	marks = plot.Marks
	w := 0.7 * plot.Area.W / float64(n)
	for c, v := range m.ClassAccuracy {
		if math.IsNaN(v) {
			continue
		}
		at := plot.At(float64(c), v)
		bar := render.Rect{X: at.X - w/2, Y: at.Y, W: w, H: plot.Area.Bottom() - at.Y}
		marks = append(marks, render.Box{Rect: bar, Fill: render.Class(c)})
	}
	return marks
}

// classTicks are the numbers of the classes, as many as have room beside one another.
func classTicks(n int, width float64) (t []render.Tick) {
	number := render.MeasureText(strconv.Itoa(n-1), render.TickSize, false) + 6
	for c := 0; c < n; c += every(n, number*float64(n)/width) {
		t = append(t, render.Tick{Value: float64(c), Label: strconv.Itoa(c)})
	}
	return t
}
