package spectrum

import "onebasin/toynets/kernel"

// bidiagonal takes W, or Wᵀ, whichever is taller, apart as Q B Pᵀ, by reflections of its columns and rows in turns
// (Golub, Kahan, 1965): B has a diagonal and one above it.
//
// Reflections are gathered in panels (Dongarra, Sorensen, Hammarling, 1989, LAPACK's Dlabrd): the matrix stays as it is
// while a panel of columns is done, what it has become being A + L·R, with two columns of L and two rows of R for each
// of the panel's,
//
//	L = (v₀, x₀, v₁, x₁, …),  Rᵀ = (−y₀, −u₀, −y₁, −u₁, …),
//
// where v and u are the vectors of the reflections from the left and from the right, y and x what these change. Half of
// the work is then one product of matrices a panel, and half are products of the matrix with v and u.
type bidiagonal struct {
	rows, cols int
	a          []float64 // rows×cols
	diagonal   []float64
	above      []float64 // the last is 0
	q, p       []reflections
	at         int // the next column

	l, r       []float64 // rows × 2·panelWidth, 2·panelWidth × cols
	tauQ, tauP [panelWidth]float64
	column     []float64
	short      []float64
	ws         kernel.Workspace64
}

// panelWidth is LAPACK's.
const panelWidth = 32

func newBidiagonal(rows, cols int, a []float64) *bidiagonal {
	return &bidiagonal{rows: rows, cols: cols, a: a,
		diagonal: make([]float64, cols), above: make([]float64, cols),
		l: make([]float64, rows*2*panelWidth), r: make([]float64, 2*panelWidth*cols),
		column: make([]float64, 3*rows), short: make([]float64, 4*panelWidth)}
}

// step does so many columns that they cost about as much work, and reports whether there are more.
func (b *bidiagonal) step(work int) (more bool) {
	for work > 0 && b.at < b.cols {
		work -= 2 * (b.rows - b.at) * (b.cols - b.at)
		b.reflect()
		if b.at++; b.at%panelWidth == 0 || b.at == b.cols {
			work -= b.finish()
		}
	}
	return b.at < b.cols
}

// reflect finds the two reflections of one column and its row.
func (b *bidiagonal) reflect() {
	const ld = 2 * panelWidth
	c, i := b.at, b.at%panelWidth
	k := 2 * i // what the panel has of L and R
	high, wide := b.rows-c, b.cols-c-1
	v, change := b.column[:high], b.column[b.rows:][:high]
	for q := range k {
		b.short[q] = b.r[q*b.cols+c]
	}
	kernel.MatVec64(high, k, b.l[c*ld:], ld, b.short[:k], change)
	for s := range v {
		v[s] = b.a[(c+s)*b.cols+c] + change[s]
	}
	b.diagonal[c], b.tauQ[i] = householder(v)
	for s, x := range v {
		b.l[(c+s)*ld+k] = x
	}
	b.tauP[i] = 0
	if wide == 0 {
		return
	}
	from := c + 1

	// −y = −τ (vᵀA + (vᵀL) R)
	y := b.r[k*b.cols+from:][:wide]
	clear(y)
	kernel.VecMat64(high, wide, v, b.a[c*b.cols+from:], b.cols, y)
	through := b.short[:k]
	clear(through)
	kernel.VecMat64(high, k, v, b.l[c*ld:], ld, through)
	if k > 0 {
		kernel.VecMat64(k, wide, through, b.r[from:], b.cols, y)
	}
	for j := range y {
		y[j] *= -b.tauQ[i]
	}

	// The row as it is now, and its reflection.
	u := b.column[2*b.rows:][:wide]
	copy(u, b.a[c*b.cols+from:])
	kernel.VecMat64(k+1, wide, b.l[c*ld:], b.r[from:], b.cols, u)
	b.above[c], b.tauP[i] = householder(u)
	for j, x := range u {
		b.r[(k+1)*b.cols+from+j] = -x
	}

	// x = τ (A u + L (R u)), below this row
	if high == 1 {
		return
	}
	x, more := b.column[:high-1], b.column[b.rows:][:high-1]
	kernel.MatVec64(high-1, wide, b.a[(c+1)*b.cols+from:], b.cols, u, x)
	through = b.short[:k+1]
	kernel.MatVec64(k+1, wide, b.r[from:], b.cols, u, through)
	kernel.MatVec64(high-1, k+1, b.l[(c+1)*ld:], ld, through, more)
	for s := range x {
		b.l[(c+1+s)*ld+k+1] = b.tauP[i] * (x[s] + more[s])
	}
}

// finish keeps the panel's reflections and makes of the rest of the matrix what it has become. It returns the work.
func (b *bidiagonal) finish() int {
	const ld = 2 * panelWidth
	count := (b.at-1)%panelWidth + 1
	first, t := b.at-count, b.at
	left := newReflections(first, count, b.rows-first, b.tauQ[:count], func(row, i int) float64 {
		return b.l[(first+row)*ld+2*i]
	})
	b.q = append(b.q, left)
	if wide := b.cols - first - 1; wide > 0 {
		right := newReflections(first+1, count, wide, b.tauP[:count], func(row, i int) float64 {
			return -b.r[(2*i+1)*b.cols+first+1+row]
		})
		b.p = append(b.p, right)
	}
	if t < b.cols {
		kernel.Gemm64(false, b.rows-t, b.cols-t, 2*count, b.l[t*ld:], ld, b.r[t:], b.cols,
			b.a[t*b.cols+t:], b.cols, true, &b.ws)
	}
	return (b.rows - t) * (b.cols - t) * 2 * count
}
