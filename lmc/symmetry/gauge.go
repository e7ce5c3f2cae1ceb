package symmetry

import "math"

// gaugeSweeps bounds the balancing; the factors converge linearly, on trained networks in tens of sweeps.
const gaugeSweeps = 200

// Gauge finds the scales that bring θ to the canonical gauge, as a stepper: for every unit that has a scale,
//
//	c = √(|out| / |in|),
//
// so that afterwards what comes in and what goes out are equally long, which is the representative of smallest ‖θ‖.
// Scales of one layer change the lengths of the next, so they are balanced group by group until none changes by more
// than 1e-9 of itself: ‖θ‖² is strictly convex in the scales' logarithms. A unit of which either is 0 keeps its scale.
//
// Networks that differ in scales alone come to the same gauge, up to rounding.
type Gauge struct {
	sym     Symmetry
	squares [][]float64 // of every tensor's entries, scaled so far
	scales  [][]float64
	at      int
	moved   bool
	sweeps  int
}

// NewGauge reads θ.
func NewGauge(s Symmetry, theta []float32) *Gauge {
	g := &Gauge{sym: s, scales: s.scales(nil)}
	for _, t := range s.Tensors {
		squares := make([]float64, 0, t.Rows*t.Cols)
		for _, x := range t.Of(theta) {
			squares = append(squares, float64(x)*float64(x))
		}
		g.squares = append(g.squares, squares)
	}
	return g
}

// Step balances one group.
func (g *Gauge) Step() (more bool) {
	if g.sweeps == gaugeSweeps {
		return false
	}
	if g.at < len(g.scales) {
		if g.sym.Freedom(g.at).Scale {
			g.balance(g.at)
		}
		g.at++
		return true
	}
	g.sweeps++
	if !g.moved {
		g.sweeps = gaugeSweeps
	}
	g.at, g.moved = 0, false
	return g.sweeps < gaugeSweeps
}

// balance makes |in| = |out| for every unit of a group.
func (g *Gauge) balance(group int) {
	n := g.sym.Groups[group]
	in, out := make([]float64, n), make([]float64, n)
	for k, t := range g.sym.Tensors {
		for x, square := range g.squares[k] {
			if t.RowGroup == group {
				in[x/t.Cols] += square
			}
			if t.ColGroup == group {
				out[x%t.Cols] += square
			}
		}
	}
	square := make([]float64, n) // c²
	for i := range square {
		square[i] = 1
		if ratio := out[i] / in[i]; ratio > 0 && ratio <= math.MaxFloat64 {
			square[i] = math.Sqrt(ratio)
		}
		c := math.Sqrt(square[i])
		g.moved = g.moved || math.Abs(c-1) > 1e-9
		g.scales[group][i] *= c
	}
	for k, t := range g.sym.Tensors {
		for x := range g.squares[k] {
			if t.RowGroup == group {
				g.squares[k][x] *= square[x/t.Cols]
			}
			if t.ColGroup == group {
				g.squares[k][x] /= square[x%t.Cols]
			}
		}
	}
}

// Element returns the scales so far.
func (g *Gauge) Element() Element {
	return Element{Permutation: g.sym.Identity(), Scales: g.scales}
}
