package spectrum

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/lapack"
	"gonum.org/v1/gonum/lapack/gonum"
	"gonum.org/v1/gonum/mat"

	"onebasin/toynets/kernel"
)

// Decomposition computes the thin singular value decomposition W = U S Vᵀ of one
// matrix as a stepper:
//
//	for d.Step() {
//	}
//
// It is LAPACK's, by gonum's routines: W = Q B Pᵀ with bidiagonal B (Dgebrd, Golub
// and Kahan, 1965), then B's decomposition by implicit QR steps (Dbdsqr, Demmel and
// Kahan, 1990), which turn pairs of columns of Q and of P. They turn each row by
// itself, so here they are run once for every sliceWidth rows of Q and of P, which
// costs little, the rotations being found in O(r²), and lets the work be cut.
// Rows lie across memory, so that a turn passes over neighbours; gonum's SVD, which
// turns columns of U where they are, takes twice as long at width 512.
type Decomposition struct {
	out, in    int
	rows, cols int       // out×in, or in×out if that is taller
	q          []float64 // rows×cols: the matrix, then Q, then U S Vᵀ's left vectors
	pt         []float64 // cols×cols: Pᵀ, then the right vectors
	diagonal   []float64 // of B
	above      []float64
	reflectQ   []float64
	reflectP   []float64
	s          []float64
	done       int // parts
	slice      []float64
	work       []float64
	err        error
}

// sliceWidth is how many vectors' entries are turned at once: with 512 vectors they
// take half a megabyte, which a second-level cache holds, and some 40 ms.
const sliceWidth = 128

var lap gonum.Implementation

// NewDecomposition begins with W, out×in by rows.
func NewDecomposition(out, in int, w []float32) *Decomposition {
	if out < 1 || in < 1 || len(w) != out*in {
		panic("spectrum: not a matrix")
	}
	d := &Decomposition{out: out, in: in, rows: max(out, in), cols: min(out, in), q: make([]float64, out*in)}
	for k, x := range w {
		if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
			d.err = errSVD
		}
		i, j := k/in, k%in
		if d.turned() {
			i, j = j, i
		}
		d.q[i*d.cols+j] = float64(x)
	}
	return d
}

// turned reports whether Wᵀ is decomposed.
func (d *Decomposition) turned() bool { return d.out < d.in }

// leftSlices and rightSlices are numbers of parts.
func (d *Decomposition) leftSlices() int  { return (d.rows + sliceWidth - 1) / sliceWidth }
func (d *Decomposition) rightSlices() int { return (d.cols + sliceWidth - 1) / sliceWidth }

// Step does a part of the work. The first, the reduction to B, cannot be cut: at
// width 512 it takes a third of a second in wasm.
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

func (d *Decomposition) reduce() {
	m, n := d.rows, d.cols
	for _, list := range []*[]float64{&d.diagonal, &d.above, &d.reflectQ, &d.reflectP} {
		*list = make([]float64, n)
	}
	d.within(func(work []float64, size int) {
		lap.Dgebrd(m, n, d.q, n, d.diagonal, d.above, d.reflectQ, d.reflectP, work, size)
	})
}

// right makes Pᵀ from its reflections, which lie above the diagonal.
func (d *Decomposition) right() {
	n := d.cols
	d.pt = slices.Clone(d.q[:n*n])
	d.within(func(work []float64, size int) {
		lap.Dorgbr(lapack.GeneratePT, n, n, n, d.pt, n, d.reflectP, work, size)
	})
}

// left makes Q.
func (d *Decomposition) left() {
	m, n := d.rows, d.cols
	d.within(func(work []float64, size int) {
		lap.Dorgbr(lapack.GenerateQ, m, n, n, d.q, n, d.reflectQ, work, size)
	})
}

// within asks a routine how much workspace it wants and then calls it.
func (d *Decomposition) within(routine func(work []float64, size int)) {
	var want [1]float64
	routine(want[:], -1)
	d.work = make([]float64, max(int(want[0]), 4*d.cols))
	routine(d.work, len(d.work))
}

// turnRight turns Pᵀ's columns from `from` on.
func (d *Decomposition) turnRight(from int) {
	n := d.cols
	width := min(sliceWidth, n-from)
	d.slice = slices.Grow(d.slice[:0], n*width)[:n*width]
	for k := range n {
		copy(d.slice[k*width:(k+1)*width], d.pt[k*n+from:])
	}
	d.turn(width, 0)
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
	d.turn(0, width)
	for i := range width {
		for k := range n {
			d.q[(from+i)*n+k] = d.slice[k*width+i]
		}
	}
}

// turn decomposes B and turns the slice, which is of Pᵀ or of Qᵀ, along.
func (d *Decomposition) turn(ofP, ofQ int) {
	s, e := slices.Clone(d.diagonal), slices.Clone(d.above)
	if !lap.Dbdsqr(blas.Upper, d.cols, ofP, 0, ofQ, s, e, d.slice, max(1, ofP), nil, 1, d.slice, max(1, ofQ), d.work) {
		d.err = errSVD
	}
	d.s = s
}

// layer returns the vectors; d must be done.
func (d *Decomposition) layer() layer {
	l := layer{s: d.s, u: *mat.NewDense(d.rows, d.cols, d.q), v: *mat.DenseCopyOf(mat.NewDense(d.cols, d.cols, d.pt).T())}
	if d.turned() {
		l.u, l.v = l.v, l.u
	}
	return l
}

// Polar returns how many singular vectors have s / s_max ≥ γ, and the polar
// factor of W truncated to them, out×in:
//
//	T_γ(W) = Σ_{s_i ≥ γ s_max} u_i v_iᵀ
//
// Those of s = 0 are left out, see [Align]. The products are float32, so that sums
// of them are off by 1e-8 or less of their number. d must be done.
func (d *Decomposition) Polar(gamma float64) (kept int, factor []float32) {
	kept = above(d.s, d.rows, gamma)
	factor = make([]float32, d.out*d.in)
	if kept == 0 {
		return 0, factor
	}
	var ws kernel.Workspace
	left, right := make([]float32, d.rows*kept), make([]float32, kept*d.cols)
	for i := range d.rows {
		for k, x := range d.q[i*d.cols : i*d.cols+kept] {
			left[i*kept+k] = float32(x)
		}
	}
	for k, x := range d.pt[:len(right)] {
		right[k] = float32(x)
	}
	if d.turned() {
		kernel.Gemm(true, true, d.out, d.in, kept, right, left, factor, &ws)
	} else {
		kernel.Gemm(false, false, d.out, d.in, kept, left, right, factor, &ws)
	}
	return kept, factor
}
