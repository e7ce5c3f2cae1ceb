package kernel

// ColSums adds the rows of x, which is m×n:
//
//	dst[j] = Σ_i x[i,j], over i in order from +0
//
// dst has n numbers and must not overlap x. It panics if a slice is too short.
func ColSums(m, n int, x, dst []float32) {
	need(n, dst)
	clear(dst[:n])
	AddColSums(m, n, x, dst)
}

// AddColSums goes on with the sums in dst, row by row, as ColSums does from +0.
func AddColSums(m, n int, x, dst []float32) {
	need(size(m, n), x)
	need(n, dst)
	if n == 0 {
		return
	}
	if bound {
		simdAddColSums(m, n, x, dst)
		return
	}
	scalarAddColSums(m, n, x, dst)
}

func scalarAddColSums(m, n int, x, dst []float32) {
	dst = dst[:n]
	for i := range m {
		row := x[i*n:][:len(dst)]
		for j, v := range row {
			dst[j] += v
		}
	}
}
