package spectrum

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
	"gonum.org/v1/gonum/mat"
)

// multiply returns op(a)·op(b), neither of them empty, by the routine that the
// decompositions use too: package mat's own, which asks for every kind of matrix,
// would weigh as much as all the rest.
func multiply(transA, transB bool, a, b *mat.Dense) *mat.Dense {
	op := func(trans bool, m *mat.Dense) (t blas.Transpose, rows, cols int) {
		rows, cols = m.Dims()
		if trans {
			return blas.Trans, cols, rows
		}
		return blas.NoTrans, rows, cols
	}
	ta, m, k := op(transA, a)
	tb, _, n := op(transB, b)
	c := make([]float64, m*n)
	x, y := a.RawMatrix(), b.RawMatrix()
	gonum.Implementation{}.Dgemm(ta, tb, m, n, k, 1, x.Data, x.Stride, y.Data, y.Stride, 0, c, n)
	return mat.NewDense(m, n, c)
}

// leading returns the first n columns of m, at least one.
func leading(m *mat.Dense, n int) *mat.Dense {
	rows, _ := m.Dims()
	return m.Slice(0, rows, 0, n).(*mat.Dense)
}

// transposed returns the n×m matrix whose rows are the columns of x, m×n.
func transposed(m, n int, x []float64) *mat.Dense {
	t := make([]float64, m*n)
	for i := range m {
		for j := range n {
			t[j*m+i] = x[i*n+j]
		}
	}
	return mat.NewDense(n, m, t)
}
