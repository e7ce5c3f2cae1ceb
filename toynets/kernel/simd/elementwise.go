package simd

import . "onebasin/toynets/kernel/wasmasm"

// unary exports name(n, dst, x), which applies a function number by number.
func unary(m *Assembly, name string, apply function) {
	f := m.Func(name, nil, I32, I32, I32)
	n, dst, x := f.Param(0), f.Param(1), f.Param(2)
	each(f, 1, n, []Local{dst, x}, func(l lanes) { l.store(dst, apply(f, l.load(x))) })
}

// lerp exports lerp(n, dst, a, b, t).
func lerp(m *Assembly) {
	f := m.Func("lerp", nil, I32, I32, I32, I32, F32)
	n, dst, a, b := f.Param(0), f.Param(1), f.Param(2), f.Param(3)
	t := f.Let(Splat(f.Param(4).Get()))
	s := f.Let(Splat(Sub(Float(1), f.Param(4).Get())))
	each(f, 4, n, []Local{dst, a, b}, func(l lanes) {
		l.store(dst, Add(Mul(s.Get(), l.load(a).Get()), Mul(t.Get(), l.load(b).Get())))
	})
}

// plane exports plane(n, dst, o, e1, e2, u, v).
func plane(m *Assembly) {
	f := m.Func("plane", nil, I32, I32, I32, I32, I32, F32, F32)
	n, dst, o, e1, e2 := f.Param(0), f.Param(1), f.Param(2), f.Param(3), f.Param(4)
	u, v := f.Let(Splat(f.Param(5).Get())), f.Let(Splat(f.Param(6).Get()))
	each(f, 4, n, []Local{dst, o, e1, e2}, func(l lanes) {
		first := Add(l.load(o).Get(), Mul(u.Get(), l.load(e1).Get()))
		l.store(dst, Add(first, Mul(v.Get(), l.load(e2).Get())))
	})
}

// colSums exports colsums(m, n, x, dst), which goes on with the sums in dst: blocks of columns, each from the first row
// to the last.
func colSums(m *Assembly) {
	f := m.Func("colsums", nil, I32, I32, I32, I32)
	rows, n, x, dst := f.Param(0), f.Param(1), f.Param(2), f.Param(3)
	stride := f.Let(Shl(n.Get(), 2))
	p, left := f.Local(I32), f.Local(I32)
	block := func(vectors, width int) {
		sums := make([]Local, vectors)
		for v := range sums {
			sums[v] = f.Let(lanes{f, width, uint32(16 * v)}.load(dst).Get())
		}
		f.Set(p, x.Get())
		f.Set(left, rows.Get())
		f.While(left.Get(), func() {
			for v, s := range sums {
				l := lanes{f, width, uint32(16 * v)}
				f.Set(s, Add(s.Get(), l.load(p).Get()))
			}
			f.Set(p, Add(p.Get(), stride.Get()))
			f.Inc(left, -1)
		})
		for v, s := range sums {
			lanes{f, width, uint32(16 * v)}.store(dst, s.Get())
		}
		f.Inc(x, int32(4*vectors*width))
		f.Inc(dst, int32(4*vectors*width))
	}
	for _, vectors := range []int{8, 4, 1} {
		f.While(Le(Int(int32(4*vectors)), n.Get()), func() {
			block(vectors, 4)
			f.Inc(n, int32(-4*vectors))
		})
	}
	for _, width := range []int{2, 1} {
		f.If(And(n.Get(), Int(int32(width))), func() { block(1, width) })
	}
}
