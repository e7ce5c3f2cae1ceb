package spectrum

import (
	"slices"
)

// Decomposition computes the thin singular value decomposition W = U S Vᵀ of one matrix as a stepper:
//
//	for d.Step() {
//	}
//
// It is LAPACK's, by gonum's routines: W = Q B Pᵀ with bidiagonal B (Dgebrd, Golub and Kahan, 1965), then B's
// decomposition by implicit QR steps (Dbdsqr, Demmel and Kahan, 1990), which turn pairs of columns of Q and of P. They
// turn each row by itself, so here they are run once for every sliceWidth rows of Q and of P, which costs little, the
// rotations being found in O(r²), and lets the work be cut. Rows lie across memory, so that a turn passes over
// neighbours; gonum's SVD, which turns columns of U where they are, takes twice as long at width 512.
type Decomposition struct {
	bidiagonal
	s    []float64
	done int // parts
}

// NewDecomposition begins with W, out×in by rows.
func NewDecomposition(out, in int, w []float32) *Decomposition {
	return &Decomposition{bidiagonal: newBidiagonal(out, in, w)}
}

// leftSlices and rightSlices are numbers of parts.
func (d *Decomposition) leftSlices() int  { return (d.rows + sliceWidth - 1) / sliceWidth }
func (d *Decomposition) rightSlices() int { return (d.cols + sliceWidth - 1) / sliceWidth }

// Step does a part of the work. The first, the reduction to B, cannot be cut: at width 512 it takes a third of a second
// in wasm.
func (d *Decomposition) Step() (more bool) {
	if d.err != nil || d.done == d.parts() {
		return false
	}
	switch part := d.done - 3; {
	case part == -3:
		d.reduce()
	case part == -2:
		d.right()
	case part == -1:
		d.left()
	case part < d.rightSlices():
		d.turnRight(part * sliceWidth)
	default:
		d.turnLeft((part - d.rightSlices()) * sliceWidth)
	}
	d.done++
	return d.err == nil && d.done < d.parts()
}

func (d *Decomposition) parts() int { return 3 + d.leftSlices() + d.rightSlices() }

// Fraction returns how far the work is, from 0 to 1.
func (d *Decomposition) Fraction() float64 { return float64(d.done) / float64(d.parts()) }

// Err returns why there is no decomposition: W is not finite, or no convergence.
func (d *Decomposition) Err() error { return d.err }

// turnRight turns Pᵀ's columns from `from` on.
func (d *Decomposition) turnRight(from int) {
	n := d.cols
	width := min(sliceWidth, n-from)
	d.slice = slices.Grow(d.slice[:0], n*width)[:n*width]
	for k := range n {
		copy(d.slice[k*width:(k+1)*width], d.pt[k*n+from:])
	}
	d.s = d.turn(width, 0)
	for k := range n {
		copy(d.pt[k*n+from:k*n+from+width], d.slice[k*width:])
	}
}

// turnLeft turns Q's rows from `from` on, as columns of Qᵀ.
func (d *Decomposition) turnLeft(from int) {
	n := d.cols
	width := min(sliceWidth, d.rows-from)
	d.slice = slices.Grow(d.slice[:0], n*width)[:n*width]
	for i := range width {
		for k := range n {
			d.slice[k*width+i] = d.q[(from+i)*n+k]
		}
	}
	d.s = d.turn(0, width)
	for i := range width {
		for k := range n {
			d.q[(from+i)*n+k] = d.slice[k*width+i]
		}
	}
}

// layer returns the vectors; d must be done.
func (d *Decomposition) layer() layer {
	l := layer{s: d.s, u: matrix{d.rows, d.cols, d.cols, d.q}, v: matrix{d.cols, d.cols, d.cols, d.pt}.transposed()}
	if d.turned() {
		l.u, l.v = l.v, l.u
	}
	return l
}
