package kernel

// simdWide64 is two vectors.
func simdWide64() int {
	if chosen == avx512 {
		return 16
	}
	return 8
}

func simdPanel64(m, k int, a []float64, lda int, b, c []float64, ldc int, more bool) {
	goOn := 0
	if more {
		goOn = 1
	}
	if chosen == avx512 {
		avx512Double(m, k, &a[0], 8*lda, 8, &b[0], 8*16, &c[0], 8*ldc, goOn)
	} else {
		avx2Double(m, k, &a[0], 8*lda, 8, &b[0], 8*8, &c[0], 8*ldc, goOn)
	}
}

func simdDots64(m, n int, a []float64, lda int, x, y []float64) {
	if chosen == avx512 {
		avx512Dots(m, n, &a[0], 8*lda, &x[0], &y[0])
	} else {
		avx2Dots(m, n, &a[0], 8*lda, &x[0], &y[0])
	}
}

func simdRows64(m, n int, x, a []float64, lda int, y []float64) {
	if chosen == avx512 {
		avx512Rows(m, n, &x[0], &a[0], 8*lda, &y[0])
	} else {
		avx2Rows(m, n, &x[0], &a[0], 8*lda, &y[0])
	}
}
