package run

import (
	"fmt"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
	"onebasin/toynets"
)

// The hikers' mountain, a loss of two parameters, is ours:
//
//	L(x, y) = ¼x⁴ + ½yx² + ½(y + 1)² + 0.6
//
// Above y = 0 it is one slope, with its lowest line at x = 0; below, a ridge grows there between two valleys, whose
// deepest points are (±√2, −2), with L = 0.1, and L = 1.1 halfway between them.
func height(x, y float64) float64 {
	xx := float64(x * x)
	return float64(0.25*float64(xx*xx)) + float64(0.5*float64(y*xx)) + float64(0.5*float64((y+1)*(y+1))) + 0.6
}

// The hikers go down by the slope and a step to a random side.
const (
	hikerSteps = 400
	hikerRate  = 0.02
	hikerNoise = 0.02
	hikerPairs = 200
	hikerGrid  = 61
)

// hikerPartings are the steps at which hikers part.
var hikerPartings = []int{0, 20, 40, 60, 80, 100, 120, 150, 200}

// hike walks from (0, 1.5), with the noise of ours until step k, then with that of theirs, and returns the way.
func hike(ours, theirs *toynets.Rand, k int) (xs, ys []float64) {
	x, y := 0.0, 1.5
	for step := range hikerSteps {
		xs, ys = append(xs, x), append(ys, y)
		// Both draw at every step, as both trainings go through their own order of batches.
		dx, dy := ours.Normal(), ours.Normal()
		if ox, oy := theirs.Normal(), theirs.Normal(); step >= k {
			dx, dy = ox, oy
		}
		xx := float64(x * x)
		gx, gy := float64(x*(xx+y)), float64(0.5*xx)+y+1
		x, y = x-float64(hikerRate*gx)+float64(hikerNoise*dx), y-float64(hikerRate*gy)+float64(hikerNoise*dy)
	}
	return append(xs, x), append(ys, y)
}

// pair is two hikers who part after step k.
type pair struct{ ax, ay, bx, by []float64 }

func (r *Run) hikers(n, k int) (p pair) {
	stream := func(name string) *toynets.Rand { return r.Experiment.Stream(fmt.Sprintf("hikers/%s/%d", name, n)) }
	p.ax, p.ay = hike(stream("A"), stream("B"), hikerSteps)
	p.bx, p.by = hike(stream("A"), stream("B"), k)
	return p
}

// barrier is the largest rise above the chord on the straight line between the hikers' ends.
func (p pair) barrier() float64 {
	last := len(p.ax) - 1
	var heights []float64
	lambda := measure.Lambdas(51)
	for _, l := range lambda {
		x := float64((1-l)*p.ax[last]) + float64(l*p.bx[last])
		y := float64((1-l)*p.ay[last]) + float64(l*p.by[last])
		heights = append(heights, height(x, y))
	}
	return float64(measure.NewCurve(heights, heights).Barrier(lambda).Loss)
}

// twoHikers lets pairs of hikers part early and late on a mountain of two parameters.
func twoHikers(i *inquiry) error {
	r := i.run
	var shares []float64
	for _, k := range hikerPartings {
		apart := 0
		for n := range hikerPairs {
			if r.hikers(n, k).barrier() > ridge {
				apart++
			}
			if n%20 == 0 {
				if err := r.yield(i.ctx); err != nil {
					return err
				}
			}
		}
		shares = append(shares, 100*float64(apart)/hikerPairs)
		i.told(float64(len(shares))/float64(len(hikerPartings)), "letting hikers part")
	}
	early, late := hikerPartings[0], hikerPartings[len(hikerPartings)-1]
	shown := 0 // the first pair that ends in two valleys when it parts early
	for n := range hikerPairs {
		if r.hikers(n, early).barrier() > ridge {
			shown = n
			break
		}
	}
	last := len(shares) - 1
	c := &chart.Chart{Name: "hikers",
		Title: fmt.Sprintf("Of %d pairs of hikers %.0f %% end on two sides of the ridge if they part at step %d, and "+
			"%.0f %% if they part at step %d", hikerPairs, shares[0], early, shares[last], late),
		Note: fmt.Sprintf("A mountain of two parameters, ours, drawn exactly: L(x, y) = ¼x⁴ + ½yx² + ½(y + 1)² + 0.6. "+
			"Hikers start at (0, 1.5) and go %d steps down the slope, each with noise. Until they part they share the "+
			"noise. Shown are the first pair that parts at step %d and ends in two valleys, and the same pair parting "+
			"at step %d. On two sides: a barrier above %g on the straight line.", hikerSteps, early, late, ridge)}
	for _, k := range []int{early, late} {
		c.Panels = append(c.Panels, mountain(r.hikers(shown, k), k))
	}
	share := chart.Series{Shape: chart.ShapeLine, Ink: "1", Y: shares}
	for _, k := range hikerPartings {
		share.X = append(share.X, float64(k))
	}
	c.Panels = append(c.Panels, chart.Panel{Title: "Pairs that end on two sides",
		X: chart.Axis{Title: "step at which they part"}, Y: chart.Axis{Title: "pairs, %", Min: 0, Max: 100},
		Series: []chart.Series{share}})
	i.answer(c)
	return nil
}

// ridge is the rise between two valleys above which hikers are on two sides of it; one valley has none to speak of.
const ridge = 0.5

// mountain draws a pair on the landscape.
func mountain(p pair, k int) chart.Panel {
	const x0, x1, y0, y1 = -2.2, 2.2, -2.8, 1.8
	g := chart.Grid{Rows: hikerGrid, Cols: hikerGrid, X0: x0, X1: x1, Y0: y0, Y1: y1, Unit: "height",
		Map: chart.MapLoss, Field: true}
	for j := range hikerGrid {
		for i := range hikerGrid {
			g.Values = append(g.Values, height(x0+float64((x1-x0)*float64(i)/(hikerGrid-1)),
				y0+float64((y1-y0)*float64(j)/(hikerGrid-1))))
		}
	}
	last := len(p.ax) - 1
	return chart.Panel{Title: fmt.Sprintf("Parting at step %d: barrier %s", k,
		measure.Amount(measure.Number(p.barrier()))), X: chart.Axis{Title: "x", Min: x0, Max: x1},
		Y: chart.Axis{Title: "y", Min: y0, Max: y1}, Equal: true, Grid: g,
		Series: []chart.Series{
			{Name: "straight line", Shape: chart.ShapeDash, Ink: "merged", X: []float64{p.ax[last], p.bx[last]},
				Y: []float64{p.ay[last], p.by[last]}},
			{Name: "shared", Shape: chart.ShapePath, Ink: "ink", X: p.ax[:k+1], Y: p.ay[:k+1]},
			{Name: "to A", Shape: chart.ShapePath, Ink: "A", X: p.ax[k:], Y: p.ay[k:]},
			{Name: "to B", Shape: chart.ShapePath, Ink: "B", X: p.bx[k:], Y: p.by[k:]},
			{Shape: chart.ShapeDots, Ink: "ink", Labels: []string{"A", "B"}, X: []float64{p.ax[last], p.bx[last]},
				Y: []float64{p.ay[last], p.by[last]}}}}
}
