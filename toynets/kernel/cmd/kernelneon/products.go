package main

import "fmt"

// products adds the products of matrices, and of a matrix and a vector of float64.
func products(f *file) {
	panel(f, "neonPanel", singles)
	panel(f, "neonDouble", doubles)
	dots(f)
	rows(f)
}

// panel adds the product of rows of A with a packed panel, four vectors wide. It goes down the rows in tiles of four,
// then of one; the sums of a tile stay in registers while k runs.
func panel(f *file, name string, n numbers) {
	doc := fmt.Sprintf("adds A·B to m rows of C, %d columns wide, or, if more is 0, writes it there. A[i, p] lies\n"+
		"// i·row + p·col bytes behind a, C[i, j] i·ldc bytes and j numbers behind c; b holds the columns of one step "+
		"of k\n// after the other.", 64/n.size)
	r, _ := f.begin(name, doc, ints("m", "k"), pointers(n.kind, "a"), ints("row", "col"), pointers(n.kind, "b", "c"),
		ints("ldc", "more"))
	m, k, a, row, col, b, c, ldc, more := r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8]
	for _, tall := range []int{4, 1} {
		tile, fresh, loop, begin, after := f.fresh("tile"), f.fresh("fresh"), f.fresh("loop"), f.fresh("begin"),
			f.fresh("after")
		f.label(tile)
		f.line("CMP $%d, %s", tall, m)
		f.line("BLT %s", after)
		from := func(r int) string { return fmt.Sprintf("R%d", 9+r) }
		to := func(r int) string { return fmt.Sprintf("R%d", 13+r) }
		for r := range tall {
			if r == 0 {
				f.line("MOVD %s, %s", a, from(0))
				f.line("MOVD %s, %s", c, to(0))
			} else {
				f.line("ADD %s, %s, %s", row, from(r-1), from(r))
				f.line("ADD %s, %s, %s", ldc, to(r-1), to(r))
			}
		}
		f.line("CBZ %s, %s", more, fresh)
		for r := range tall {
			f.line("VLD1 (%s), %s", to(r), n.several(4*r, 4))
		}
		f.line("B %s", begin)
		f.label(fresh)
		for v := range 4 * tall {
			f.line("VEOR V%d.B16, V%d.B16, V%d.B16", v, v, v)
		}
		f.label(begin)
		f.line("MOVD %s, R19", b)
		f.line("MOVD %s, R20", k)
		f.label(loop)
		const columns, number, product = 16, 20, 24
		f.line("VLD1.P 64(R19), %s", n.several(columns, 4))
		for r := range tall {
			f.line("VLD1R (%s), [V%d.%s]", from(r), number+r, n.lanes)
			f.line("ADD %s, %s", col, from(r))
		}
		for r := range tall {
			for v := range 4 {
				f.do(n.mul, product+v+4*(r%2), columns+v, number+r)
			}
			for v := range 4 {
				f.do(n.add, 4*r+v, 4*r+v, product+v+4*(r%2))
			}
		}
		f.line("SUB $1, R20")
		f.line("CBNZ R20, %s", loop)
		for r := range tall {
			f.line("VST1 %s, (%s)", n.several(4*r, 4), to(r))
		}
		for range tall {
			f.line("ADD %s, %s", row, a)
			f.line("ADD %s, %s", ldc, c)
		}
		f.line("SUB $%d, %s", tall, m)
		f.line("B %s", tile)
		f.label(after)
	}
	f.line("RET")
}

// dots adds the products of rows with x: eight sums each, which are added in the end.
func dots(f *file) {
	r, _ := f.begin(
		"neonDots",
		"computes y = A·x for A of m×n, whose rows lie lda bytes apart. n is a multiple of eight,\n"+
			"// not 0. A row's products are added to eight sums, and those as ((0+4)+(2+6)) + ((1+5)+(3+7)).",
		ints("m", "n"),
		pointers("float64", "a"),
		ints("lda"),
		pointers("float64", "x", "y"),
	)
	m, n, a, lda, x, y := r[0], r[1], r[2], r[3], r[4], r[5]
	strip, loop, after := f.fresh("strip"), f.fresh("loop"), f.fresh("after")
	f.label(strip)
	f.line("CBZ %s, %s", m, after)
	for v := range 4 {
		f.line("VEOR V%d.B16, V%d.B16, V%d.B16", v, v, v)
	}
	f.line("MOVD %s, R9", a)
	f.line("MOVD %s, R10", x)
	f.line("MOVD %s, R11", n)
	f.label(loop)
	f.line("VLD1.P 64(R9), %s", doubles.several(4, 4))
	f.line("VLD1.P 64(R10), %s", doubles.several(8, 4))
	for v := range 4 {
		f.do(fmul2, 12+v, 4+v, 8+v)
	}
	for v := range 4 {
		f.do(fadd2, v, v, 12+v)
	}
	f.line("SUB $8, R11")
	f.line("CBNZ R11, %s", loop)
	f.do(fadd2, 0, 0, 2) // 0+4, 1+5
	f.do(fadd2, 1, 1, 3) // 2+6, 3+7
	f.do(fadd2, 0, 0, 1)
	f.line("VMOV V0.D[1], R12")
	f.line("FMOVD R12, F1")
	f.line("FADDD F1, F0, F0")
	f.line("FMOVD F0, (%s)", y)
	f.line("ADD $8, %s", y)
	f.line("ADD %s, %s", lda, a)
	f.line("SUB $1, %s", m)
	f.line("B %s", strip)
	f.label(after)
	f.line("RET")
}

// rows adds the sum of rows, each with a factor of its own.
func rows(f *file) {
	r, _ := f.begin(
		"neonRows",
		"adds xᵀ·A to y, row after row, for A of m×n, whose rows lie lda bytes apart. n is a multiple\n"+
			"// of eight, not 0.",
		ints("m", "n"),
		pointers("float64", "x", "a"),
		ints("lda"),
		pointers("float64", "y"),
	)
	m, n, x, a, lda, y := r[0], r[1], r[2], r[3], r[4], r[5]
	strip, loop, after := f.fresh("strip"), f.fresh("loop"), f.fresh("after")
	f.label(strip)
	f.line("CBZ %s, %s", m, after)
	f.line("VLD1R (%s), [V16.D2]", x)
	f.line("ADD $8, %s", x)
	f.line("MOVD %s, R9", a)
	f.line("MOVD %s, R10", y)
	f.line("MOVD %s, R11", n)
	f.label(loop)
	f.line("VLD1.P 64(R9), %s", doubles.several(0, 4))
	f.line("VLD1 (R10), %s", doubles.several(4, 4))
	for v := range 4 {
		f.do(fmul2, v, v, 16)
	}
	for v := range 4 {
		f.do(fadd2, v, 4+v, v)
	}
	f.line("VST1.P %s, 64(R10)", doubles.several(0, 4))
	f.line("SUB $8, R11")
	f.line("CBNZ R11, %s", loop)
	f.line("ADD %s, %s", lda, a)
	f.line("SUB $1, %s", m)
	f.line("B %s", strip)
	f.label(after)
	f.line("RET")
}
