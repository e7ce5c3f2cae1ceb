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
// calls. [Cut.Gemm] does the same in pieces.
func Gemm(transA, transB bool, m, n, k int, a, b, c []float32, ws *Workspace) {
	newProduct(transA, transB, m, n, k, a, b, c).add(ws)
}

// product is a part of a matrix product, whose operands are stored with so many numbers in a row.
type product struct {
	transA, transB bool
	more           bool // C holds sums to go on with
	m, n, k        int
	a, b, c        []float32
	lda, ldb, ldc  int
}

// newProduct returns the whole of a product that Gemm computes.
func newProduct(transA, transB bool, m, n, k int, a, b, c []float32) product {
	need(size(m, k), a)
	need(size(k, n), b)
	need(size(m, n), c)
	p := product{transA: transA, transB: transB, m: m, n: n, k: k, a: a, b: b, c: c, lda: k, ldb: n, ldc: n}
	if transA {
		p.lda = m
	}
	if transB {
		p.ldb = k
	}
	return p
}

// add computes the part.
func (p product) add(ws *Workspace) {
	switch {
	case p.m == 0 || p.n == 0:
	case p.k == 0 && !p.more:
		for i := range p.m {
			clear(p.c[i*p.ldc : i*p.ldc+p.n])
		}
	case p.k == 0:
	case bound:
		simdGemm(p, ws)
	default:
		scalarGemm(p, ws)
	}
}

// flags are how the SIMD module is told of a part.
func (p product) flags() (flags int32) {
	for bit, set := range [...]bool{p.transA, p.transB, p.more} {
		if set {
			flags |= 1 << bit
		}
	}
	return flags
}

// grain is how large the blocks of a product are, along m, n and k.
type grain struct{ rows, cols, depth int }

// A block is small enough for a piece of work (see [PieceWork]) and large enough for packing its operands to cost
// little.
var scalarGrain, simdGrain = grain{64, 128, 256}, grain{256, 256, 512}

// work returns about how many multiply-adds a block takes.
func (g grain) work() int { return g.rows * g.cols * g.depth }

// grid returns how many blocks there are along m, n and k, of at most this size. With k = 0 there is something to do,
// too.
func (p product) grid(g grain) (rows, cols, depths int) {
	return (p.m + g.rows - 1) / g.rows, (p.n + g.cols - 1) / g.cols, max(1, (p.k+g.depth-1)/g.depth)
}

// block returns block number at. The blocks of one place in C follow one another in the order of k, so the sums go on
// where they were, with the same bits.
func (p product) block(g grain, at int) product {
	_, cols, depths := p.grid(g)
	i, j, l := at/depths/cols*g.rows, at/depths%cols*g.cols, at%depths*g.depth
	q := p
	q.m, q.n, q.k, q.more = min(g.rows, p.m-i), min(g.cols, p.n-j), min(g.depth, p.k-l), p.more || l > 0
	q.a = p.a[corner(p.transA, i, l, p.lda):]
	q.b = p.b[corner(p.transB, l, j, p.ldb):]
	q.c = p.c[i*p.ldc+j:]
	return q
}

// corner returns where op(X)[i, j] is stored.
func corner(trans bool, i, j, stride int) int {
	if trans {
		i, j = j, i
	}
	return i*stride + j
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
