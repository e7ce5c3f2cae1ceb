package kernel

// Gemm computes the matrix product
//
//	C = op(A)·op(B), c[i,j] = fl(… fl(fl(0 + a[i,0]·b[0,j]) + a[i,1]·b[1,j]) …)
//
// with op(A) m×k, op(B) k×n and C m×n. A is stored as m×k, or as k×m if transA; B as k×n, or as n×k if transB. Each
// product and each sum is rounded to float32, the sum runs over k in order from +0: these are the bits of the textbook
// triple loop. C is overwritten and must not overlap A or B. With k = 0 C is zero.
//
// It panics if a slice is too short for its matrix. The cost is 2·m·n·k operations. ws keeps packing buffers between
// calls.
func Gemm(transA, transB bool, m, n, k int, a, b, c []float32, ws *Workspace) {
	need(size(m, k), a)
	need(size(k, n), b)
	need(size(m, n), c)
	if m == 0 || n == 0 {
		return
	}
	if k == 0 {
		clear(c[:m*n])
		return
	}
	if bound {
		simdGemm(transA, transB, m, n, k, a, b, c, ws)
		return
	}
	scalarGemm(transA, transB, m, n, k, a, b, c, ws)
}

// Workspace holds the packing buffers of [Gemm]. The zero value is ready for use; it grows as needed. It is not for use
// by two goroutines at once.
type Workspace struct {
	buf []float32
}

// floats returns a buffer of n numbers with unspecified contents.
func (w *Workspace) floats(n int) []float32 {
	if cap(w.buf) < n {
		w.buf = make([]float32, n)
	}
	return w.buf[:n]
}
