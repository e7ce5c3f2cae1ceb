package spectrum

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/lapack"
	"gonum.org/v1/gonum/lapack/gonum"
)

// bidiagonal is W = Q B Pᵀ, or Wᵀ, whichever is taller: B has a diagonal and one above it. Its methods are the steps of
// LAPACK's decomposition, by gonum's routines.
type bidiagonal struct {
	out, in    int
	rows, cols int       // out×in, or in×out if that is taller
	q          []float64 // rows×cols: the matrix, then Q
	pt         []float64 // cols×cols: Pᵀ
	diagonal   []float64 // of B
	above      []float64
	reflectQ   []float64
	reflectP   []float64
	slice      []float64 // what is turned
	work       []float64
	err        error
}

// sliceWidth is how many vectors' entries are turned at once: with 512 vectors they take half a megabyte, which a
// second-level cache holds, and some 0.1 s.
const sliceWidth = 128

var lap gonum.Implementation

func newBidiagonal(out, in int, w []float32) bidiagonal {
	if out < 1 || in < 1 || len(w) != out*in {
		panic("spectrum: not a matrix")
	}
	d := bidiagonal{out: out, in: in, rows: max(out, in), cols: min(out, in), q: make([]float64, out*in)}
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
func (d *bidiagonal) turned() bool { return d.out < d.in }

// reduce finds B and the reflections of which Q and P are made.
func (d *bidiagonal) reduce() {
	m, n := d.rows, d.cols
	for _, list := range []*[]float64{&d.diagonal, &d.above, &d.reflectQ, &d.reflectP} {
		*list = make([]float64, n)
	}
	d.within(func(work []float64, size int) {
		lap.Dgebrd(m, n, d.q, n, d.diagonal, d.above, d.reflectQ, d.reflectP, work, size)
	})
}

// right makes Pᵀ from its reflections, which lie above the diagonal.
func (d *bidiagonal) right() {
	n := d.cols
	d.pt = slices.Clone(d.q[:n*n])
	d.within(func(work []float64, size int) {
		lap.Dorgbr(lapack.GeneratePT, n, n, n, d.pt, n, d.reflectP, work, size)
	})
}

// left makes Q.
func (d *bidiagonal) left() {
	m, n := d.rows, d.cols
	d.within(func(work []float64, size int) {
		lap.Dorgbr(lapack.GenerateQ, m, n, n, d.q, n, d.reflectQ, work, size)
	})
}

// within asks a routine how much workspace it wants and then calls it.
func (d *bidiagonal) within(routine func(work []float64, size int)) {
	var want [1]float64
	routine(want[:], -1)
	d.work = make([]float64, max(int(want[0]), 4*d.cols))
	routine(d.work, len(d.work))
}

// turn decomposes B and turns the slice along, whose rows are vectors on the side of P or of Q. It returns the singular
// values, non-increasing.
func (d *bidiagonal) turn(ofP, ofQ int) (s []float64) {
	s = slices.Clone(d.diagonal)
	e := slices.Clone(d.above)
	if !lap.Dbdsqr(blas.Upper, d.cols, ofP, 0, ofQ, s, e, d.slice, max(1, ofP), nil, 1, d.slice, max(1, ofQ), d.work) {
		d.err = errSVD
	}
	return s
}
