package run

import (
	"fmt"

	"onebasin/lmc/fork/hikers"
	"onebasin/lmc/fork/keys"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
)

// Opening answers a question of the first page's figures that follow what is looked at, with the picture that needs no
// experiment, two hikers who part early and late; and with the question.
func Opening(m wire.Message) []wire.Message {
	q, ok := m.(*chart.Question)
	if !ok || q.Name != "" {
		return nil
	}
	l, _ := keys.Parse(q.View) // what is wrong in it has its default
	return []wire.Message{opening(l.View.Hikers), q}
}

// mountainIs says what is drawn.
const mountainIs = "A mountain of two parameters, ours, drawn exactly: L(x, y) = ¼x⁴ + ½yx² + ½(y + 1)² + 0.6."

// opening draws one pair twice, parting early and late, and what lies between their ends.
func opening(h keys.Hikers) *chart.Chart {
	from := hikers.Point{X: h.X, Y: h.Y}
	partings := []struct {
		key, ink string
		pair     hikers.Pair
	}{{"view.early", "1", hikers.Walk(h.Pair, from, h.Early)},
		{"view.late", "2", hikers.Walk(h.Pair, from, h.Late)}}
	c := &chart.Chart{Name: "mountain", Title: openingTitle(partings[0].pair, partings[1].pair),
		Note: mountainIs + fmt.Sprintf(" Two hikers go %d steps down the slope, each step with noise; until they part "+
			"they share the noise. Move the ring to where they part, and their start.", hikers.Steps)}
	across := chart.Panel{Title: "On the straight line from A to B", X: chart.Axis{Title: "λ", Max: 1},
		Y: chart.Axis{Title: "height"}}
	for _, p := range partings {
		panel := mountain(p.pair)
		panel.Handles = []chart.Handle{parting(p.key, p.pair), start(from)}
		c.Panels = append(c.Panels, panel)
		heights := p.pair.Profile(hikers.Line)
		last := len(heights) - 1
		across.Series = append(across.Series,
			chart.Series{Name: fmt.Sprintf("parted at step %d", p.pair.Parted), Shape: chart.ShapeLine, Ink: p.ink,
				X: hikers.Line, Y: heights},
			chart.Series{Shape: chart.ShapeDash, Ink: "faint", X: []float64{0, 1},
				Y: []float64{heights[0], heights[last]}})
	}
	c.Panels = append(c.Panels, across)
	return c
}

// openingTitle says of both whether there is a ridge, and how high.
func openingTitle(early, late hikers.Pair) string {
	ridge := func(p hikers.Pair) string {
		b := p.Barrier()
		if !measure.IsBarrier(float64(b)) {
			return fmt.Sprintf("if they part at step %d there is none", p.Parted)
		}
		return fmt.Sprintf("if they part at step %d it is %s high", p.Parted, measure.Amount(b))
	}
	return "Is there a ridge between two hikers? " + measure.Capitalized(ridge(early)) + "; " + ridge(late)
}

// Extent of the mountain that is drawn, and its grid.
const (
	mountainX, mountainLow, mountainHigh = keys.HikersX, keys.HikersLow, keys.HikersHigh
	mountainGrid                         = 61
)

// mountain draws a pair on the landscape.
func mountain(p hikers.Pair) chart.Panel {
	g := chart.Grid{Rows: mountainGrid, Cols: mountainGrid, X0: -mountainX, X1: mountainX, Y0: mountainLow,
		Y1: mountainHigh, Unit: "height", Map: chart.MapLoss, Field: true}
	along := func(lo, hi float64, k int) float64 { return lo + float64((hi-lo)*float64(k)/(mountainGrid-1)) }
	for j := range mountainGrid {
		for i := range mountainGrid {
			g.Values = append(g.Values, hikers.Height(along(g.X0, g.X1, i), along(g.Y0, g.Y1, j)))
		}
	}
	k, last := p.Parted, len(p.AX)-1
	series := []chart.Series{
		{Name: "straight line", Shape: chart.ShapeDash, Ink: "merged", X: []float64{p.AX[last], p.BX[last]},
			Y: []float64{p.AY[last], p.BY[last]}},
		{Name: "shared", Shape: chart.ShapePath, Ink: "ink", X: p.AX[:k+1], Y: p.AY[:k+1]},
		{Name: "to A", Shape: chart.ShapePath, Ink: "A", X: p.AX[k:], Y: p.AY[k:]},
		{Name: "to B", Shape: chart.ShapePath, Ink: "B", X: p.BX[k:], Y: p.BY[k:]},
		{Shape: chart.ShapeDots, Ink: "ink", Labels: []string{"A", "B"}, X: []float64{p.AX[last], p.BX[last]},
			Y: []float64{p.AY[last], p.BY[last]}}}
	return chart.Panel{Title: fmt.Sprintf("Parting at step %d: barrier %s", k, measure.Amount(p.Barrier())),
		X: chart.Axis{Title: "x", Min: g.X0, Max: g.X1}, Y: chart.Axis{Title: "y", Min: g.Y0, Max: g.Y1}, Equal: true,
		Grid: g, Series: series}
}

// parting is the ring where a pair parts, which goes along A's way.
func parting(key string, p hikers.Pair) chart.Handle {
	h := chart.Handle{Name: "they part", At: p.Parted, X: p.AX, Y: p.AY}
	for k := range p.AX {
		h.Looks = append(h.Looks, fmt.Sprintf("%s=%d", key, k))
	}
	return h
}

// start is where both begin, which goes anywhere.
func start(from hikers.Point) chart.Handle {
	return chart.Handle{Name: "start", X: []float64{from.X}, Y: []float64{from.Y},
		Looks: []string{"view.x={x}&view.y={y}"}}
}
