package kernel

// ColSums adds the rows of x, which is m×n:
//
//	dst[j] = Σ_i x[i,j], over i in order from +0
//
// dst has n numbers and must not overlap x. It panics if a slice is too short.
func ColSums(m, n int, x, dst []float32) {
	need(size(m, n), x)
	need(n, dst)
	if n == 0 {
		return
	}
	if bound {
		simdColSums(m, n, x, dst)
		return
	}
	scalarColSums(m, n, x, dst)
}

func scalarColSums(m, n int, x, dst []float32) {
	dst = dst[:n]
	clear(dst)
	for i := range m {
		row := x[i*n:][:len(dst)]
		for j, v := range row {
			dst[j] += v
		}
	}
}
