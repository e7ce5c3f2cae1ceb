package kernel

import "math"

// PieceWork is about how many multiply-adds take the few milliseconds that a piece of a long computation may take,
// before a program looks whether it is told to stop.
func PieceWork() int { return pieceGrain().work() }

func pieceGrain() grain {
	if bound {
		return simdGrain
	}
	return scalarGrain
}

// Cut cuts a long computation into pieces. The computation is a method that is called until it says that all is done.
// It names its stages, one after the other, as if it did all of them; what a former call has done is passed over, and
// when the piece is large enough the method returns:
//
//	func (x *thing) step() (done bool) {
//		x.cut.Begin(kernel.PieceWork())
//		for x.cut.More(rows, cost) {
//			first, last := x.cut.Range() // rows first … last−1 of the first stage
//			…
//		}
//		if x.cut.Paused() {
//			return false
//		}
//		… // a second stage
//		x.cut.End()
//		return true
//	}
//
// A stage is cut where its results do not depend on it, so the pieces have the bits of the whole. The stages and their
// units must be the same in every call until the end. The zero value is ready.
type Cut struct {
	done int // stages
	unit int // of the stage after those: the first that is to do

	stage       int // in this call
	left        int // work
	first, last int
	paused      bool
}

// Whole is the work of a piece that is all of a computation.
const Whole = math.MaxInt

// Begin begins a piece of so much work.
func (c *Cut) Begin(work int) { c.stage, c.left, c.paused = 0, work, false }

// More reports whether units of a stage of n, each of that cost, are to be done now, and chooses them. A piece does at
// least one.
func (c *Cut) More(n, cost int) bool {
	switch {
	case c.paused:
		return false
	case c.stage < c.done: // by a former call
		c.stage++
		return false
	case c.unit == n:
		c.done, c.stage, c.unit = c.done+1, c.stage+1, 0
		return false
	case c.left <= 0:
		c.paused = true
		return false
	}
	count := n - c.unit
	if cost > 0 {
		count = max(1, min(count, c.left/cost))
	}
	c.first, c.last = c.unit, c.unit+count
	c.unit = c.last
	c.left -= count * cost
	return true
}

// Range returns the units first … last−1 that More has chosen.
func (c *Cut) Range() (first, last int) { return c.first, c.last }

// Paused reports whether the piece is large enough, and the rest is for the next call.
func (c *Cut) Paused() bool { return c.paused }

// End ends the computation: the next call begins at its first stage.
func (c *Cut) End() { c.done, c.unit = 0, 0 }

// Gemm is a stage that computes a matrix product, as the function [Gemm] does. It reports whether the product is
// complete.
func (c *Cut) Gemm(transA, transB bool, m, n, k int, a, b, dst []float32, ws *Workspace) (done bool) {
	return c.GemmOn(false, transA, transB, m, n, k, a, b, dst, ws)
}

// GemmOn is Gemm where, with more, dst holds sums to go on with: op(A)·op(B) over the first of k, and then over the
// others, has the bits of the whole.
func (c *Cut) GemmOn(more, transA, transB bool, m, n, k int, a, b, dst []float32, ws *Workspace) (done bool) {
	p := newProduct(transA, transB, m, n, k, a, b, dst)
	p.more = more
	g := pieceGrain()
	if m*n*k <= g.work() {
		g = grain{max(1, m), max(1, n), max(1, k)}
	}
	c.product(p, g, ws)
	return !c.paused
}

// product is a stage whose units are blocks of a product.
func (c *Cut) product(p product, g grain, ws *Workspace) {
	rows, cols, depths := p.grid(g)
	for c.More(rows*cols*depths, min(p.m, g.rows)*min(p.n, g.cols)*min(p.k, g.depth)) {
		for at := c.first; at < c.last; at++ {
			p.block(g, at).add(ws)
		}
	}
}
