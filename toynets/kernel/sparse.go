package kernel

import "onebasin/toynets/kernel/tiling"

// SparseGemm is a stage that computes C = A·Bᵀ, as [Cut.Gemm] with transB does and with its bits, for an A that is
// likely to hold many zeros: what relu makes. A sum that began at +0 has the same bits whether ±0 is added or not, so
// products with zeros may be passed over as long as B is finite. That pays where a third of A or more is zero.
func (c *Cut) SparseGemm(m, n, k int, a, b, dst []float32, ws *Workspace) (done bool) {
	if !skipsZeros || !bound || n%tiling.SparseCols != 0 || k%4 != 0 || m*n*k == 0 || m*n*k > pieceGrain().work() ||
		zeros(a[:m*k]) < leastZeros {
		return c.Gemm(false, true, m, n, k, a, b, dst, ws)
	}
	need(size(m, n), dst)
	need(size(n, k), b)
	for c.More(1, m*n*k) { // cut as Gemm cuts it
		if !simdSparse(m, n, k, a, b, dst, ws) {
			newProduct(false, true, m, n, k, a, b, dst).add(ws)
		}
	}
	return !c.paused
}

// leastZeros is the share of zeros from which on they are passed over, of about so many numbers that are looked at.
const (
	leastZeros = 0.3
	lookedAt   = 256
)

// zeros estimates the share of zeros of x, which is not empty.
func zeros(x []float32) float64 {
	every := len(x)/lookedAt | 1 // odd, so that columns take turns
	n, zero := 0, 0
	for i := 0; i < len(x); i += every {
		n++
		if x[i] == 0 {
			zero++
		}
	}
	return float64(zero) / float64(n)
}
