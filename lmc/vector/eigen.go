package vector

import (
	"math"
	"slices"
)

// SymmetricEigen returns the eigenvalues of a symmetric n×n matrix, largest first, and their eigenvectors, of length 1
// and orthogonal:
//
//	a = Σ_k λ_k v_k v_kᵀ
//
// by Jacobi's rotations, row by row, until what is off the diagonal is nothing beside what is on it (Golub and Van
// Loan, Matrix computations, section 8.5). Its bits are the same everywhere. Meant for matrices of up to about a
// hundred rows: a sweep costs 4n³, and there are fewer than ten. Where an entry is not finite, neither is what it
// returns.
func SymmetricEigen(n int, a []float64) (values []float64, vectors [][]float64) {
	if len(a) != n*n {
		panic("vector: matrix of the wrong length")
	}
	a = slices.Clone(a)
	vectors = make([][]float64, n) // row k is what has been rotated into place k
	for k := range vectors {
		vectors[k] = make([]float64, n)
		vectors[k][k] = 1
	}
	const sweeps = 50 // never reached: convergence is quadratic
	for range sweeps {
		var on, off float64
		for i := range n {
			on += float64(a[i*n+i] * a[i*n+i])
			for j := range i {
				off += float64(a[i*n+j] * a[i*n+j])
			}
		}
		if !(off > 1e-32*on) {
			break
		}
		for p := range n {
			for q := p + 1; q < n; q++ {
				rotate(n, a, vectors, p, q)
			}
		}
	}
	order := make([]int, n)
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch x, y := a[i*n+i], a[j*n+j]; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	sorted := make([][]float64, n)
	for k, i := range order {
		values = append(values, a[i*n+i])
		sorted[k] = vectors[i]
	}
	return values, sorted
}

// rotate makes entry (p, q) zero by a rotation in the plane of p and q.
func rotate(n int, a []float64, vectors [][]float64, p, q int) {
	apq := a[p*n+q]
	if apq == 0 {
		return
	}
	// The smaller angle: t = tan φ solves t² + 2τt − 1 = 0.
	tau := (a[q*n+q] - a[p*n+p]) / (2 * apq)
	t := 1 / (math.Abs(tau) + math.Sqrt(1+float64(tau*tau)))
	if tau < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(1+float64(t*t))
	s := t * c
	turn := func(x, y *float64) {
		*x, *y = float64(c**x)-float64(s**y), float64(s**x)+float64(c**y)
	}
	for k := range n {
		turn(&a[k*n+p], &a[k*n+q])
	}
	for k := range n {
		turn(&a[p*n+k], &a[q*n+k])
		turn(&vectors[p][k], &vectors[q][k])
	}
	a[p*n+q], a[q*n+p] = 0, 0
}
