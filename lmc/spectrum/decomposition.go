package spectrum

import (
	"errors"
	"math"

	"onebasin/toynets/kernel"
)

var errNotFinite = errors.New("there are no singular values of weights that are not finite")

// Decomposition computes the thin singular value decomposition W = U S Vᵀ of one matrix as a stepper:
//
//	for d.Step() {
//	}
//
// W = Q B Pᵀ with bidiagonal B, whose decomposition is found by divide and conquer, and Q and P, which are kept as
// reflections, are applied to its vectors. All of it is float64 and has the same bits everywhere.
type Decomposition struct {
	out, in    int
	rows, cols int // out×in, or in×out if that is taller
	reduce     *bidiagonal
	divide     *divide
	s          []float64
	ut, vt     []float64 // cols×rows, cols×cols: vectors are rows
	done       int       // vectors that Q and P are applied to
	stage      int
	ws         kernel.Workspace64
	err        error
}

// The stages of a decomposition.
const (
	reducing = iota
	dividing
	applying
	decomposed
)

// NewDecomposition begins with W, out×in by rows.
func NewDecomposition(out, in int, w []float32) *Decomposition {
	if out < 1 || in < 1 || len(w) != out*in {
		panic("spectrum: not a matrix")
	}
	d := &Decomposition{out: out, in: in, rows: max(out, in), cols: min(out, in)}
	if !finite(w) {
		d.err = errNotFinite
		return d
	}
	a := make([]float64, len(w))
	for k, x := range w {
		i, j := k/in, k%in
		if d.turned() {
			i, j = j, i
		}
		a[i*d.cols+j] = float64(x)
	}
	d.reduce = newBidiagonal(d.rows, d.cols, a)
	return d
}

// turned reports whether Wᵀ is decomposed.
func (d *Decomposition) turned() bool { return d.out < d.in }

// Step does a part of the work, of a few milliseconds.
func (d *Decomposition) Step() (more bool) {
	if d.err != nil {
		return false
	}
	work := 4 * kernel.PieceWork()
	switch d.stage {
	case reducing: // half of this waits for memory
		if !d.reduce.step(work / 4) {
			d.divide = newDivide(d.reduce.diagonal, d.reduce.above)
			d.stage++
		}
	case dividing:
		if !d.divide.step(work) {
			d.collect()
			d.stage++
		}
	case applying:
		first := d.done
		each := d.rows*d.cols + d.cols*d.cols
		d.done = min(d.cols, first+max(8, work/each))
		count := d.done - first
		applyTo(d.ut[first*d.rows:], count, d.rows, d.reduce.q, &d.ws)
		applyTo(d.vt[first*d.cols:], count, d.cols, d.reduce.p, &d.ws)
		if d.done == d.cols {
			d.reduce, d.divide = nil, nil
			d.stage++
		}
	}
	return d.stage < decomposed
}

// collect takes B's vectors, those of the largest singular values first.
func (d *Decomposition) collect() {
	n := d.cols
	d.s = make([]float64, n)
	d.ut, d.vt = make([]float64, n*d.rows), make([]float64, n*n)
	for i := range n {
		from := n - 1 - i
		d.s[i] = d.divide.s[from]
		copy(d.ut[i*d.rows:][:n], d.divide.qt[from*n:])
		copy(d.vt[i*n:][:n], d.divide.wt[from*(n+1):])
	}
	d.divide = nil
}

// Fraction returns how far the work is, from 0 to 1: the three stages take about as long.
func (d *Decomposition) Fraction() float64 {
	var within float64
	switch {
	case d.reduce == nil:
	case d.stage == reducing:
		left := 1 - float64(d.reduce.at)/float64(d.cols)
		within = 1 - float64(left*left*left)
	case d.stage == dividing:
		within = d.divide.fraction()
	default:
		within = float64(d.done) / float64(d.cols)
	}
	return (float64(d.stage) + within) / decomposed
}

// Err returns why there is no decomposition: W is not finite.
func (d *Decomposition) Err() error { return d.err }

// layer returns the vectors; d must be done.
func (d *Decomposition) layer() layer {
	u, v := matrix{d.cols, d.rows, d.rows, d.ut}, matrix{d.cols, d.cols, d.cols, d.vt}
	if d.turned() {
		u, v = v, u
	}
	return layer{s: d.s, u: u.transposed(), v: v.transposed()}
}

// finite reports whether all numbers are.
func finite(w []float32) bool {
	for _, x := range w {
		if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
			return false
		}
	}
	return true
}
