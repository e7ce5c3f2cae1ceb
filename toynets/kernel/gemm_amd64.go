package kernel

// The product goes through op(B) in panels of two vectors of columns, and through k in stretches whose part of a panel
// stays in the first-level cache. Operands are read where they lie if the numbers of a row of op(B) are neighbours and
// not too far apart for the cache; otherwise a panel is copied first.

const (
	stretch   = 256      // steps of k
	cacheNear = 24 << 10 // bytes between the first and the last row of op(B) that may be read where they lie
)

// simdGemm computes a part of a product.
func simdGemm(x product, ws *Workspace) {
	wide := 2 * lanes
	if chosen == avx512 {
		wide = 4 * lanes
	}
	depth, beside := min(x.k, stretch), 0
	if chosen == avx2 && x.n%lanes > 0 {
		beside = x.m * lanes
	}
	buf := ws.floats(depth*wide + beside)
	copied, edge := buf[:depth*wide], buf[depth*wide:]
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
		direct := !x.transB && 4*x.ldb*k <= cacheNear
		for j := 0; j < x.n; j += wide {
			n := min(wide, x.n-j)
			if chosen == avx512 {
				b, ldb := &copied[0], wide
				if direct {
					b, ldb = &x.b[p*x.ldb+j], x.ldb
				} else {
					x.copyPanel(copied, wide, p, k, j, n)
				}
				last := uint16(1<<((n-1)%16+1) - 1)
				if n > 16 {
					avx512Panel2(x.m, k, a, row, col, b, 4*ldb, &x.c[j], 4*x.ldc, more, last)
				} else {
					avx512Panel1(x.m, k, a, row, col, b, 4*ldb, &x.c[j], 4*x.ldc, more, last)
				}
				continue
			}
			w := whole(n)
			b, ldb := &copied[0], wide
			if direct && w == n {
				b, ldb = &x.b[p*x.ldb+j], x.ldb
			} else {
				x.copyPanel(copied, wide, p, k, j, n)
			}
			switch w {
			case 2 * lanes:
				avx2Panel2(x.m, k, a, row, col, b, 4*ldb, &x.c[j], 4*x.ldc, more)
			case lanes:
				avx2Panel1(x.m, k, a, row, col, b, 4*ldb, &x.c[j], 4*x.ldc, more)
			}
			if w == n {
				continue
			}
			// Columns that do not fill a vector are computed beside C.
			for i := range x.m {
				copy(edge[i*lanes:(i+1)*lanes], x.c[i*x.ldc+j+w:i*x.ldc+j+n])
			}
			avx2Panel1(x.m, k, a, row, col, &copied[w], 4*wide, &edge[0], 4*lanes, more)
			for i := range x.m {
				copy(x.c[i*x.ldc+j+w:i*x.ldc+j+n], edge[i*lanes:])
			}
		}
	}
}

// copyPanel copies rows p … p+k−1 of columns j … j+n−1 of op(B) to rows of dst that are so wide. What lies beyond the
// columns is finite and of no account.
func (x product) copyPanel(dst []float32, wide, p, k, j, n int) {
	if !x.transB {
		for r := range k {
			at := (p+r)*x.ldb + j
			row := dst[r*wide : (r+1)*wide]
			clear(row[copy(row, x.b[at:at+n]):])
		}
		return
	}
	q := 0
	for ; q+lanes <= n; q += lanes {
		at := (j+q)*x.ldb + p
		if w := whole(k); w > 0 {
			avx2Transpose(w, &x.b[at], 4*x.ldb, &dst[q], 4*wide)
		}
		for r := whole(k); r < k; r++ {
			for s := range lanes {
				dst[r*wide+q+s] = x.b[at+s*x.ldb+r]
			}
		}
	}
	for ; q < wide; q++ {
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
