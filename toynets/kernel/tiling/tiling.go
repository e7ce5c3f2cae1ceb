// Package tiling holds the sizes on which the SIMD matrix product and the Go code that gives it its workspace have to
// agree.
//
//	buf := make([]float32, tiling.Floats(m, k))
package tiling

const (
	// Rows and Cols are the size of the tile of C that stays in registers.
	Rows, Cols = 4, 8

	// MC and KC bound a packed block: at most MC·KC numbers of op(A), 256 KB, for the second-level cache, and Cols·KC
	// of op(B), 8 KB, for the first.
	MC, KC = 256, 256
)

// Floats returns how many float32 of workspace a product with these m and k needs: the two packed blocks and one tile
// for C's ragged edges.
func Floats(m, k int) int {
	m = min((m+Rows-1)/Rows*Rows, MC)
	k = min(k, KC)
	return Rows*Cols + Cols*k + m*k
}

// SparseCols is how many columns of C the product that passes over zeros sums at once.
const SparseCols = 32

// SparseFloats returns how many float32 of workspace that product needs: op(B), and the places of a row's numbers, of
// which there are at most k, and room for one that is written and not kept.
func SparseFloats(n, k int) int { return n*k + k + 1 }
