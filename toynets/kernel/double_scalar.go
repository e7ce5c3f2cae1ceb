package kernel

// scalarWide64 is how many columns of a panel the compiler keeps in registers.
const scalarWide64 = 4

func scalarPanel64(m, k int, a []float64, lda int, b, c []float64, ldc int, more bool) {
	for i := range m {
		var c0, c1, c2, c3 float64
		to := c[i*ldc:][:scalarWide64]
		if more {
			c0, c1, c2, c3 = to[0], to[1], to[2], to[3]
		}
		from := b
		for _, x := range a[i*lda:][:k] {
			row := from[:scalarWide64]
			c0 += float64(x * row[0])
			c1 += float64(x * row[1])
			c2 += float64(x * row[2])
			c3 += float64(x * row[3])
			from = from[scalarWide64:]
		}
		to[0], to[1], to[2], to[3] = c0, c1, c2, c3
	}
}

func scalarDots64(m, n int, a []float64, lda int, x, y []float64) {
	for i := range m {
		var s [8]float64
		row := a[i*lda:][:n]
		for j := 0; j < n; j += 8 {
			r, v := row[j:j+8], x[j:j+8]
			for l := range s {
				s[l] += float64(r[l] * v[l])
			}
		}
		y[i] = ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
	}
}

func scalarRows64(m, n int, x, a []float64, lda int, y []float64) {
	y = y[:n]
	for i := range m {
		f := x[i]
		for j, v := range a[i*lda:][:n] {
			y[j] += float64(f * v)
		}
	}
}
