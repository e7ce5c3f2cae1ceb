package spectrum

import "onebasin/toynets/kernel"

// matrix is a dense matrix, row by row, each row stride after the one before.
type matrix struct {
	rows, cols, stride int
	data               []float64
}

func newMatrix(rows, cols int) matrix {
	return matrix{rows, cols, cols, make([]float64, rows*cols)}
}

// at returns an element.
func (m matrix) at(i, j int) float64 { return m.data[i*m.stride+j] }

// row returns a row, of m's own memory.
func (m matrix) row(i int) []float64 { return m.data[i*m.stride : i*m.stride+m.cols] }

// columns returns the first n columns, of m's own memory.
func (m matrix) columns(n int) matrix { return matrix{m.rows, n, m.stride, m.data} }

// transposed returns a copy of mᵀ.
func (m matrix) transposed() matrix {
	t := newMatrix(m.cols, m.rows)
	for i := range m.rows {
		for j, x := range m.row(i) {
			t.data[j*t.stride+i] = x
		}
	}
	return t
}

// left returns aᵀb.
func left(a, b matrix) matrix { return product(true, a, b, a.cols, a.rows) }

// right returns abᵀ.
func right(a, b matrix) matrix { return product(false, a, b.transposed(), a.rows, a.cols) }

// through returns ab.
func through(a, b matrix) matrix { return product(false, a, b, a.rows, a.cols) }

// product returns op(a)·b, of that many rows, with k between the two.
func product(trans bool, a, b matrix, rows, k int) matrix {
	c := newMatrix(rows, b.cols)
	var ws kernel.Workspace64
	kernel.Gemm64(trans, rows, b.cols, k, a.data, a.stride, b.data, b.stride, c.data, c.stride, false, &ws)
	return c
}

// times multiplies c by b, element by element.
func (m matrix) times(b matrix) {
	for i := range m.rows {
		to := m.row(i)
		for j, x := range b.row(i) {
			to[j] *= x
		}
	}
}

// sum adds up the upper left rows×cols elements, row by row.
func (m matrix) sum(rows, cols int) (s float64) {
	for i := range rows {
		for _, x := range m.row(i)[:cols] {
			s += x
		}
	}
	return s
}
