package kernel

// The scalar product works on tiles of mr×nr numbers of C, which the compiler keeps in registers while k runs. Both
// operands are first copied into panels, so that the inner loop reads them in order: a panel of op(A) holds mr rows,
// one of op(B) nr columns, k times, padded with zeros.
const (
	mr = 2
	nr = 4
)

func scalarGemm(x product, ws *Workspace) {
	m, n, k := x.m, x.n, x.k
	rows := (m + mr - 1) / mr * mr
	buf := ws.floats(rows*k + nr*k)
	pa, pb := buf[:rows*k], buf[rows*k:]
	packRows(x, pa)
	for j := 0; j < n; j += nr {
		packCols(x, j, pb)
		for i := 0; i < m; i += mr {
			var t [mr * nr]float32
			if x.more {
				for r := 0; r < mr && i+r < m; r++ {
					copy(t[r*nr:(r+1)*nr], x.c[(i+r)*x.ldc+j:(i+r)*x.ldc+min(j+nr, n)])
				}
			}
			tile(&t, pa[i*k:(i+mr)*k], pb)
			for r := 0; r < mr && i+r < m; r++ {
				row := x.c[(i+r)*x.ldc : (i+r)*x.ldc+n]
				for q := 0; q < nr && j+q < n; q++ {
					row[j+q] = t[r*nr+q]
				}
			}
		}
	}
}

// tile adds to one mr×nr tile of C what its two panels give.
func tile(t *[mr * nr]float32, a, b []float32) {
	c00, c01, c02, c03, c10, c11, c12, c13 := t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7]
	for len(a) >= mr && len(b) >= nr {
		a0, a1 := a[0], a[1]
		b0, b1, b2, b3 := b[0], b[1], b[2], b[3]
		c00 += float32(a0 * b0)
		c01 += float32(a0 * b1)
		c02 += float32(a0 * b2)
		c03 += float32(a0 * b3)
		c10 += float32(a1 * b0)
		c11 += float32(a1 * b1)
		c12 += float32(a1 * b2)
		c13 += float32(a1 * b3)
		a, b = a[mr:], b[nr:]
	}
	*t = [mr * nr]float32{c00, c01, c02, c03, c10, c11, c12, c13}
}

// packRows copies op(A), m×k, into panels of mr rows.
func packRows(x product, dst []float32) {
	m, k, a, lda := x.m, x.k, x.a, x.lda
	for i := 0; i < m; i += mr {
		panel := dst[i*k : (i+mr)*k]
		for r := range mr {
			switch {
			case i+r >= m:
				for p := range k {
					panel[p*mr+r] = 0
				}
			case x.transA:
				for p := range k {
					panel[p*mr+r] = a[p*lda+i+r]
				}
			default:
				for p, v := range a[(i+r)*lda : (i+r)*lda+k] {
					panel[p*mr+r] = v
				}
			}
		}
	}
}

// packCols copies nr columns of op(B), k×n, from column j on, into one panel.
func packCols(x product, j int, panel []float32) {
	n, k, b, ldb := x.n, x.k, x.b, x.ldb
	for q := range nr {
		switch {
		case j+q >= n:
			for p := range k {
				panel[p*nr+q] = 0
			}
		case x.transB:
			for p, v := range b[(j+q)*ldb : (j+q)*ldb+k] {
				panel[p*nr+q] = v
			}
		default:
			for p := range k {
				panel[p*nr+q] = b[p*ldb+j+q]
			}
		}
	}
}
