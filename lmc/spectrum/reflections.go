package spectrum

import (
	"gonum.org/v1/gonum/lapack"

	"onebasin/toynets/kernel"
)

// reflections is an orthogonal matrix H_0 H_1 … of Householder reflections, to be applied to a matrix of float32: in
// blocks of them, I − V T Vᵀ, whose products the kernel makes (Schreiber, Van Loan, A storage-efficient WY
// representation for products of Householder transformations, 1989). That is much faster than to write the matrix out.
type reflections struct {
	rows   int
	blocks []block
}

// block holds reflections that leave the rows before the first as they are.
type block struct {
	first, count int
	v            []float32 // rows−first × count
	t            []float32 // count×count
}

// blockSize is LAPACK's.
const blockSize = 32

// newReflections takes count reflections of vectors of that many rows. Vector i is zero above row i+skip, one there,
// and below(row, i) further down.
func newReflections(rows, count, skip int, tau []float64, below func(row, i int) float64) reflections {
	h := reflections{rows: rows}
	for from := 0; from < count; from += blockSize {
		b := block{first: from + skip, count: min(blockSize, count-from)}
		high := rows - b.first
		v, t := make([]float64, high*b.count), make([]float64, b.count*b.count)
		for i := range b.count {
			v[i*b.count+i] = 1
			for row := i + 1; row < high; row++ {
				v[row*b.count+i] = below(b.first+row, from+i)
			}
		}
		lap.Dlarft(lapack.Forward, lapack.ColumnWise, high, b.count, v, b.count, tau[from:], t, b.count)
		b.v, b.t = narrow(v), narrow(t)
		h.blocks = append(h.blocks, b)
	}
	return h
}

// reflectionsQ and reflectionsP return Q and P after reduce; in LAPACK's terms, the vectors lie below B's diagonal and
// right of the one above it.
func (d *bidiagonal) reflectionsQ() reflections {
	return newReflections(d.rows, d.cols, 0, d.reflectQ, func(row, i int) float64 { return d.q[row*d.cols+i] })
}

func (d *bidiagonal) reflectionsP() reflections {
	return newReflections(d.cols, d.cols-1, 1, d.reflectP, func(row, i int) float64 { return d.q[i*d.cols+row] })
}

// apply replaces x, of h's rows and that many columns, by h·x.
func (h reflections) apply(x []float32, columns int, ws *kernel.Workspace) {
	along, turned, change := make([]float32, blockSize*columns), make([]float32, blockSize*columns),
		make([]float32, h.rows*columns)
	for k := len(h.blocks) - 1; k >= 0; k-- {
		b := h.blocks[k]
		high, part := h.rows-b.first, x[b.first*columns:]
		kernel.Gemm(true, false, b.count, columns, high, b.v, part, along, ws)
		kernel.Gemm(false, false, b.count, columns, b.count, b.t, along, turned, ws)
		kernel.Gemm(false, false, high, columns, b.count, b.v, turned, change, ws)
		for i, c := range change[:high*columns] {
			part[i] -= c
		}
	}
}

func narrow(x []float64) []float32 {
	y := make([]float32, len(x))
	for i, v := range x {
		y[i] = float32(v)
	}
	return y
}
