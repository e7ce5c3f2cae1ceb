package kernel

// Float64 products, for what has to be exact to more digits than float32 has: decompositions of matrices. Rows of a
// matrix lie so many numbers apart as its stride says, so that a part of a matrix is one, too.

// Gemm64 computes the matrix product C = op(A)·B, or C + op(A)·B if add is set,
//
//	c[i,j] = fl(… fl(fl(c₀ + a[i,0]·b[0,j]) + a[i,1]·b[1,j]) …)
//
// where c₀ is 0 or what C holds. op(A) is m×k, stored as k×m if transA; B is k×n, C m×n. Each product and each sum is
// rounded to float64, the sum runs over k in order. C must not overlap A or B. It panics if a slice is too short.
func Gemm64(transA bool, m, n, k int, a []float64, lda int, b []float64, ldb int, c []float64, ldc int, add bool,
	ws *Workspace64) {
	if transA {
		need64(k, m, lda, a)
	} else {
		need64(m, k, lda, a)
	}
	need64(k, n, ldb, b)
	need64(m, n, ldc, c)
	if k == 0 && !add {
		for i := range m {
			clear(c[i*ldc : i*ldc+n])
		}
	}
	if m == 0 || n == 0 || k == 0 {
		return
	}
	wide := wide64()
	depth, tall := min(k, depth64), min(m, tall64)
	panels := (n + wide - 1) / wide
	buf := ws.floats(panels*wide*depth + tall*(wide+depth))
	packed, edge, turned := buf[:panels*wide*depth], buf[panels*wide*depth:][:tall*wide], buf[len(buf)-tall*depth:]
	for p := 0; p < k; p += depth {
		steps := min(depth, k-p)
		pack64(packed, wide, steps, n, b[p*ldb:], ldb)
		for i := 0; i < m; i += tall {
			rows := min(tall, m-i)
			x, ldx := a, lda
			if transA {
				transpose64(turned, rows, steps, a[p*lda+i:], lda)
				x, ldx = turned, steps
			} else {
				x = a[i*lda+p:]
			}
			for j := 0; j < n; j += wide {
				panel, to, more := packed[j*steps:][:wide*steps], c[i*ldc+j:], add || p > 0
				if cols := n - j; cols < wide {
					part64(edge, to, ldc, rows, cols, wide, more)
					panel64(rows, steps, x, ldx, panel, edge, wide, more)
					for r := range rows {
						copy(to[r*ldc:r*ldc+cols], edge[r*wide:])
					}
					continue
				}
				panel64(rows, steps, x, ldx, panel, to, ldc, more)
			}
		}
	}
}

// A block of op(A) stays in the second-level cache, a panel of B in the first.
const depth64, tall64 = 256, 128

// pack64 copies rows of B into panels of so many columns, one after the other; the last is filled up with zeros.
func pack64(dst []float64, wide, steps, n int, b []float64, ldb int) {
	for j := 0; j < n; j += wide {
		cols := min(wide, n-j)
		for p := range steps {
			row := dst[j*steps+p*wide:][:wide]
			clear(row[copy(row, b[p*ldb+j:][:cols]):])
		}
	}
}

// transpose64 writes the rows×steps matrix that lies transposed in a.
func transpose64(dst []float64, rows, steps int, a []float64, lda int) {
	for p := range steps {
		for i, x := range a[p*lda:][:rows] {
			dst[i*steps+p] = x
		}
	}
}

// part64 fills the columns of a panel that C does not reach to.
func part64(edge, c []float64, ldc, rows, cols, wide int, more bool) {
	if !more {
		return
	}
	for r := range rows {
		row := edge[r*wide : (r+1)*wide]
		clear(row[copy(row, c[r*ldc:r*ldc+cols]):])
	}
}

// MatVec64 computes y = A·x with A m×n. Of each row, eight sums are made,
//
//	s_l = a[i,l]·x[l] + a[i,l+8]·x[l+8] + …   in order, from 0, over the whole eights of columns,
//	y_i = ((s₀+s₄) + (s₂+s₆)) + ((s₁+s₅) + (s₃+s₇)), and then the columns that are left, in order.
func MatVec64(m, n int, a []float64, lda int, x, y []float64) {
	need64(m, n, lda, a)
	need64(1, n, n, x)
	need64(1, m, m, y)
	if m == 0 || n == 0 {
		clear(y[:m])
		return
	}
	whole := n &^ 7
	if whole > 0 {
		dots64(m, whole, a, lda, x, y)
	} else {
		clear(y[:m])
	}
	for i := range y[:m] {
		for j := whole; j < n; j++ {
			y[i] += float64(a[i*lda+j] * x[j])
		}
	}
}

// VecMat64 adds xᵀ·A to y, with A m×n, row after row:
//
//	y_j = fl(… fl(fl(y_j + x_0·a[0,j]) + x_1·a[1,j]) …)
func VecMat64(m, n int, x, a []float64, lda int, y []float64) {
	need64(m, n, lda, a)
	need64(1, m, m, x)
	need64(1, n, n, y)
	if m == 0 || n == 0 {
		return
	}
	whole := n &^ 7
	if whole > 0 {
		rows64(m, whole, x, a, lda, y)
	}
	for j := whole; j < n; j++ {
		for i := range m {
			y[j] += float64(x[i] * a[i*lda+j])
		}
	}
}

// need64 panics unless x holds rows×cols numbers at that stride.
func need64(rows, cols, stride int, x []float64) {
	if size(rows, cols) > 0 && (stride < cols || (rows-1)*stride+cols > len(x)) {
		panic("kernel: slice shorter than its matrix")
	}
}

// Workspace64 holds the packing buffers of [Gemm64], as [Workspace] does for float32.
type Workspace64 struct {
	buf []float64
}

func (w *Workspace64) floats(n int) []float64 {
	if cap(w.buf) < n {
		w.buf = make([]float64, n)
	}
	return w.buf[:n]
}

// wide64 is how many columns a panel has.
func wide64() int {
	if bound {
		return simdWide64()
	}
	return scalarWide64
}

// panel64 adds op(A)·B to C, or writes it there unless more is set: B is a packed panel of k steps.
func panel64(m, k int, a []float64, lda int, b, c []float64, ldc int, more bool) {
	if bound {
		simdPanel64(m, k, a, lda, b, c, ldc, more)
		return
	}
	scalarPanel64(m, k, a, lda, b, c, ldc, more)
}

// dots64 and rows64 are [MatVec64] and [VecMat64] for whole eights of columns.
func dots64(m, n int, a []float64, lda int, x, y []float64) {
	if bound {
		simdDots64(m, n, a, lda, x, y)
		return
	}
	scalarDots64(m, n, a, lda, x, y)
}

func rows64(m, n int, x, a []float64, lda int, y []float64) {
	if bound {
		simdRows64(m, n, x, a, lda, y)
		return
	}
	scalarRows64(m, n, x, a, lda, y)
}
