package kernel

// The product goes through op(B) in panels of four vectors of columns, which are copied first, and through k in
// stretches whose part of a panel stays in the first-level cache.
const (
	stretch = 256 // steps of k
	wide    = 16  // columns of a panel
)

// simdGemm computes a part of a product.
func simdGemm(x product, ws *Workspace) {
	depth := min(x.k, stretch)
	buf := ws.floats((depth + x.m) * wide)
	panel, edge := buf[:depth*wide], buf[depth*wide:]
	row, col := 4*x.lda, 4 // bytes from one number of op(A) to the next, down and along
	if x.transA {
		row, col = col, row
	}
	for p := 0; p < x.k; p += stretch {
		k := min(stretch, x.k-p)
		a := &x.a[corner(x.transA, 0, p, x.lda)]
		more := 0
		if x.more || p > 0 {
			more = 1
		}
		for j := 0; j < x.n; j += wide {
			n := min(wide, x.n-j)
			x.copyPanel(panel, p, k, j, n)
			if n == wide {
				neonPanel(x.m, k, a, row, col, &panel[0], &x.c[j], 4*x.ldc, more)
				continue
			}
			// Columns that do not fill a panel are computed beside C.
			for i := range x.m {
				to := edge[i*wide : (i+1)*wide]
				clear(to[copy(to, x.c[i*x.ldc+j:][:n]):])
			}
			neonPanel(x.m, k, a, row, col, &panel[0], &edge[0], 4*wide, more)
			for i := range x.m {
				copy(x.c[i*x.ldc+j:][:n], edge[i*wide:])
			}
		}
	}
}

// copyPanel copies rows p … p+k−1 of columns j … j+n−1 of op(B); what lies beyond the columns is zero.
func (x product) copyPanel(dst []float32, p, k, j, n int) {
	if !x.transB {
		for r := range k {
			row := dst[r*wide : (r+1)*wide]
			clear(row[copy(row, x.b[(p+r)*x.ldb+j:][:n]):])
		}
		return
	}
	for q := range wide {
		if q >= n {
			for r := range k {
				dst[r*wide+q] = 0
			}
			continue
		}
		for r, v := range x.b[(j+q)*x.ldb+p:][:k] {
			dst[r*wide+q] = v
		}
	}
}

// skipsZeros says that there is no product which passes over zeros: wide vectors gain too little by it.
const skipsZeros = false

func simdSparse(_, _, _ int, _, _, _ []float32, _ *Workspace) (done bool) {
	panic("kernel: no product that passes over zeros")
}
