package simd

import . "onebasin/toynets/kernel/wasmasm"

// Products of float64, two numbers in a vector. Strides are in bytes.

// doublePanel exports doublepanel(m, k, a, lda, b, c, ldc, more), which adds A·B to C, or writes it there unless more
// is set: A is m×k, B four columns, one step of k after the other, C m×4. A tile of four rows stays in registers while
// k runs, each lane accumulating in order.
func doublePanel(mod *Assembly) {
	f := mod.Func("doublepanel", nil, I32, I32, I32, I32, I32, I32, I32, I32)
	m, k, a, lda := f.Param(0), f.Param(1), f.Param(2), f.Param(3)
	b, c, ldc, more := f.Param(4), f.Param(5), f.Param(6), f.Param(7)
	end := f.Let(Add(b.Get(), Shl(k.Get(), 5)))
	at := f.Local(I32)
	tile := func(rows int) {
		from, to := rowsFrom(f, a, lda, rows), rowsFrom(f, c, ldc, rows)
		var sum [][2]Local
		for range rows {
			sum = append(sum, [2]Local{f.Local(V128), f.Local(V128)})
		}
		all := func(do func(r, v int, s Local)) {
			for r := range sum {
				for v, s := range sum[r] {
					do(r, v, s)
				}
			}
		}
		f.IfElse(more.Get(),
			func() { all(func(r, v int, s Local) { f.Set(s, Load(to[r].Get(), uint32(16*v))) }) },
			func() { all(func(_, _ int, s Local) { f.Set(s, Vec(0)) }) })
		f.Set(at, b.Get())
		// As in the product of float32, an exit after each step keeps compilers from moving all loads to the front.
		const turn = 4
		f.Loop(func(exitIf, repeatIf func(Expr)) {
			for i := range turn {
				if i > 0 {
					exitIf(LeU(end.Get(), at.Get()))
				}
				columns := [2]Local{f.Let(Load(at.Get(), 0)), f.Let(Load(at.Get(), 16))}
				for r := range sum {
					x := f.Let(LoadSplat64(from[r].Get(), uint32(8*i)))
					for v, s := range sum[r] {
						f.Set(s, Add64(s.Get(), Mul64(x.Get(), columns[v].Get())))
					}
				}
				f.Inc(at, 32)
			}
			for r := range from {
				f.Inc(from[r], 8*turn)
			}
			repeatIf(LtU(at.Get(), end.Get()))
		})
		all(func(r, v int, s Local) { f.Store(to[r].Get(), uint32(16*v), s.Get()) })
		f.Set(a, Add(a.Get(), Mul(lda.Get(), Int(int32(rows)))))
		f.Set(c, Add(c.Get(), Mul(ldc.Get(), Int(int32(rows)))))
		f.Inc(m, int32(-rows))
	}
	f.While(Le(Int(4), m.Get()), func() { tile(4) })
	f.While(m.Get(), func() { tile(1) })
}

// rowsFrom declares where rows begin that lie so many bytes apart.
func rowsFrom(f *Func, first, stride Local, rows int) []Local {
	at := []Local{f.Let(first.Get())}
	for r := 1; r < rows; r++ {
		at = append(at, f.Let(Add(at[r-1].Get(), stride.Get())))
	}
	return at
}

// along runs body for eight numbers at a time, as four vectors, and moves the pointers on.
func along(f *Func, n Local, pointers []Local, body func(v int)) {
	left := f.Let(n.Get())
	f.While(left.Get(), func() {
		for v := range 4 {
			body(v)
		}
		for _, p := range pointers {
			f.Inc(p, 64)
		}
		f.Inc(left, -8)
	})
}

// doubleDots exports doubledots(m, n, a, lda, x, y): y = A·x for A of m×n with n a multiple of eight. A row's products
// are added to eight sums, and those as ((0+4)+(2+6)) + ((1+5)+(3+7)).
func doubleDots(mod *Assembly) {
	f := mod.Func("doubledots", nil, I32, I32, I32, I32, I32, I32)
	m, n, a, lda, x, y := f.Param(0), f.Param(1), f.Param(2), f.Param(3), f.Param(4), f.Param(5)
	strip := func(rows int) {
		from, at := rowsFrom(f, a, lda, rows), f.Let(x.Get())
		sum := make([][4]Local, rows)
		for r := range sum {
			for v := range sum[r] {
				sum[r][v] = f.Local(V128)
				f.Set(sum[r][v], Vec(0))
			}
		}
		along(f, n, append([]Local{at}, from...), func(v int) {
			factor := f.Let(Load(at.Get(), uint32(16*v)))
			for r := range sum {
				f.Set(sum[r][v], Add64(sum[r][v].Get(), Mul64(Load(from[r].Get(), uint32(16*v)), factor.Get())))
			}
		})
		for r := range sum {
			s := sum[r]
			even, odd := Add64(s[0].Get(), s[2].Get()), Add64(s[1].Get(), s[3].Get())
			total := f.Let(Add64(even, odd))
			f.StoreTwo(y.Get(), uint32(8*r), Add64(total.Get(), Shuffle(total.Get(), total.Get(), 2, 3, 0, 1)))
		}
		f.Inc(y, int32(8*rows))
		f.Set(a, Add(a.Get(), Mul(lda.Get(), Int(int32(rows)))))
		f.Inc(m, int32(-rows))
	}
	f.While(Le(Int(2), m.Get()), func() { strip(2) })
	f.While(m.Get(), func() { strip(1) })
}

// doubleRows exports doublerows(m, n, x, a, lda, y): y + xᵀ·A, row after row, for A of m×n with n a multiple of eight.
func doubleRows(mod *Assembly) {
	f := mod.Func("doublerows", nil, I32, I32, I32, I32, I32, I32)
	m, n, x, a, lda, y := f.Param(0), f.Param(1), f.Param(2), f.Param(3), f.Param(4), f.Param(5)
	strip := func(rows int) {
		from, to := rowsFrom(f, a, lda, rows), f.Let(y.Get())
		var factor []Local
		for r := range rows {
			factor = append(factor, f.Let(LoadSplat64(x.Get(), uint32(8*r))))
		}
		along(f, n, append([]Local{to}, from...), func(v int) {
			sum := f.Let(Load(to.Get(), uint32(16*v)))
			for r := range from {
				f.Set(sum, Add64(sum.Get(), Mul64(Load(from[r].Get(), uint32(16*v)), factor[r].Get())))
			}
			f.Store(to.Get(), uint32(16*v), sum.Get())
		})
		f.Inc(x, int32(8*rows))
		f.Set(a, Add(a.Get(), Mul(lda.Get(), Int(int32(rows)))))
		f.Inc(m, int32(-rows))
	}
	f.While(Le(Int(4), m.Get()), func() { strip(4) })
	f.While(m.Get(), func() { strip(1) })
}
