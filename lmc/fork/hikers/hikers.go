// Package hikers is a landscape of two parameters and two who go down it together, then part: the laboratory's question
// where everything can be seen. The mountain is ours, a loss L of x and y,
//
//	L(x, y) = ¼x⁴ + ½yx² + ½(y + 1)² + 0.6.
//
// Above y = 0 it is one slope, with its lowest line at x = 0; below, a ridge grows there between two valleys, whose
// deepest points are (±√2, −2), with L = 0.1, and L = 1.1 halfway between them.
//
//	p := hikers.Walk(1, hikers.Top, 0)    // the first pair, parting at once
//	height := p.Barrier()                 // of the ridge on the straight line between their ends
//
// Nothing here depends on an experiment: the same pair goes the same way in every link.
package hikers

import (
	"onebasin/lmc/measure"
	"onebasin/toynets"
)

// Height is L(x, y).
func Height(x, y float64) float64 {
	xx := float64(x * x)
	return float64(0.25*float64(xx*xx)) + float64(0.5*float64(y*xx)) + float64(0.5*float64((y+1)*(y+1))) + 0.6
}

// Point is a place on the mountain.
type Point struct{ X, Y float64 }

// Top is where hikers start when nobody says otherwise.
var Top = Point{0, 1.5}

// Hikers go down by the slope and a step to a random side, as a training goes by a batch's gradient.
const (
	Steps = 400
	rate  = 0.02
	noise = 0.02
)

// Pair is two ways of Steps steps, start and end included, which are one until step Parted.
type Pair struct {
	AX, AY, BX, BY []float64
	Parted         int
}

// Walk lets pair number n go from a place: with one noise until step k, then B with another.
func Walk(n int, from Point, k int) Pair {
	stream := func(name string) *toynets.Rand { return toynets.Stream(uint64(n), "hikers/"+name) }
	p := Pair{Parted: k}
	p.AX, p.AY = walk(stream("A"), stream("B"), from, Steps)
	p.BX, p.BY = walk(stream("A"), stream("B"), from, k)
	return p
}

// walk goes with the noise of ours until step k, then with that of theirs.
func walk(ours, theirs *toynets.Rand, from Point, k int) (xs, ys []float64) {
	x, y := from.X, from.Y
	for step := range Steps {
		xs, ys = append(xs, x), append(ys, y)
		// Both draw at every step, as both trainings go through their own order of batches.
		dx, dy := ours.Normal(), ours.Normal()
		if ox, oy := theirs.Normal(), theirs.Normal(); step >= k {
			dx, dy = ox, oy
		}
		xx := float64(x * x)
		gx, gy := float64(x*(xx+y)), float64(0.5*xx)+y+1
		x, y = x-float64(rate*gx)+float64(noise*dx), y-float64(rate*gy)+float64(noise*dy)
	}
	return append(xs, x), append(ys, y)
}

// Profile returns L at shares lambda of the straight line from A's end to B's.
func (p Pair) Profile(lambda []float64) (heights []float64) {
	last := len(p.AX) - 1
	for _, l := range lambda {
		x := float64((1-l)*p.AX[last]) + float64(l*p.BX[last])
		y := float64((1-l)*p.AY[last]) + float64(l*p.BY[last])
		heights = append(heights, Height(x, y))
	}
	return heights
}

// Line are the shares at which the straight line is walked.
var Line = measure.Lambdas(51)

// Barrier is the largest rise above the chord on the straight line between the ends.
func (p Pair) Barrier() measure.Number {
	heights := p.Profile(Line)
	return measure.NewCurve(heights, heights).Barrier(Line).Loss
}
