package kernel

// The scalar product works on tiles of mr×nr numbers of C, which the compiler keeps in registers while k runs. Both
// operands are first copied into panels, so that the inner loop reads them in order: a panel of op(A) holds mr rows,
// one of op(B) nr columns, k times, padded with zeros.
const (
	mr = 2
	nr = 4
)

func scalarGemm(transA, transB bool, m, n, k int, a, b, c []float32, ws *Workspace) {
	rows := (m + mr - 1) / mr * mr
	buf := ws.floats(rows*k + nr*k)
	pa, pb := buf[:rows*k], buf[rows*k:]
	packRows(transA, m, k, a, pa)
	for j := 0; j < n; j += nr {
		packCols(transB, n, k, j, b, pb)
		for i := 0; i < m; i += mr {
			var t [mr * nr]float32
			tile(&t, pa[i*k:(i+mr)*k], pb)
			for r := 0; r < mr && i+r < m; r++ {
				row := c[(i+r)*n : (i+r+1)*n]
				for q := 0; q < nr && j+q < n; q++ {
					row[j+q] = t[r*nr+q]
				}
			}
		}
	}
}

// tile computes one mr×nr tile of C from its two panels.
func tile(t *[mr * nr]float32, a, b []float32) {
	var c00, c01, c02, c03, c10, c11, c12, c13 float32
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
func packRows(trans bool, m, k int, a, dst []float32) {
	for i := 0; i < m; i += mr {
		panel := dst[i*k : (i+mr)*k]
		for r := range mr {
			switch {
			case i+r >= m:
				for p := range k {
					panel[p*mr+r] = 0
				}
			case trans:
				for p := range k {
					panel[p*mr+r] = a[p*m+i+r]
				}
			default:
				for p, v := range a[(i+r)*k : (i+r+1)*k] {
					panel[p*mr+r] = v
				}
			}
		}
	}
}

// packCols copies nr columns of op(B), k×n, from column j on, into one panel.
func packCols(trans bool, n, k, j int, b, panel []float32) {
	for q := range nr {
		switch {
		case j+q >= n:
			for p := range k {
				panel[p*nr+q] = 0
			}
		case trans:
			for p, v := range b[(j+q)*k : (j+q+1)*k] {
				panel[p*nr+q] = v
			}
		default:
			for p := range k {
				panel[p*nr+q] = b[p*n+j+q]
			}
		}
	}
}
