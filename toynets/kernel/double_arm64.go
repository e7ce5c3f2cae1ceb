package kernel

// simdWide64 is four vectors.
func simdWide64() int { return 8 }

func simdPanel64(m, k int, a []float64, lda int, b, c []float64, ldc int, more bool) {
	goOn := 0
	if more {
		goOn = 1
	}
	neonDouble(m, k, &a[0], 8*lda, 8, &b[0], &c[0], 8*ldc, goOn)
}

func simdDots64(m, n int, a []float64, lda int, x, y []float64) {
	neonDots(m, n, &a[0], 8*lda, &x[0], &y[0])
}

func simdRows64(m, n int, x, a []float64, lda int, y []float64) {
	neonRows(m, n, &x[0], &a[0], 8*lda, &y[0])
}
