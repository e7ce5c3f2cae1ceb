package simd

import . "onebasin/toynets/kernel/wasmasm"

// negate exports neg(n, dst, x).
func negate(m *Assembly) { unary(m, "neg", func(_ *Func, x Local) Expr { return Neg(x.Get()) }) }

// Trees of depth 2 lie one after the other, three nodes and four leaves each. Four trees are handled at a time: their
// numbers are brought into vectors of one node, or of one leaf, of each.

// three reads the nodes of four trees.
func three(f *Func, p Local) (a, b, c Local) {
	x, y, z := f.Let(Load(p.Get(), 0)), f.Let(Load(p.Get(), 16)), f.Let(Load(p.Get(), 32))
	pick := func(v, w Local, lanes ...byte) Expr { return Shuffle(v.Get(), w.Get(), lanes...) }
	a = f.Let(Shuffle(pick(x, y, 0, 3, 6, 6), z.Get(), 0, 1, 2, 5))
	b = f.Let(Shuffle(pick(x, y, 1, 4, 7, 7), z.Get(), 0, 1, 2, 6))
	c = f.Let(Shuffle(pick(x, y, 2, 5, 5, 5), z.Get(), 0, 1, 4, 7))
	return a, b, c
}

// transposed turns four vectors of four numbers.
func transposed(f *Func, x [4]Local) [4]Local {
	lo := func(a, b Local) Local { return f.Let(Shuffle(a.Get(), b.Get(), 0, 4, 1, 5)) }
	hi := func(a, b Local) Local { return f.Let(Shuffle(a.Get(), b.Get(), 2, 6, 3, 7)) }
	s, t, u, v := lo(x[0], x[2]), lo(x[1], x[3]), hi(x[0], x[2]), hi(x[1], x[3])
	return [4]Local{lo(s, t), hi(s, t), lo(u, v), hi(u, v)}
}

// treeShares exports treeshares(n, left, right, mu) of n trees, a multiple of four: what comes to their leaves.
func treeShares(m *Assembly) {
	f := m.Func("treeshares", nil, I32, I32, I32, I32)
	n, left, right, mu := f.Param(0), f.Param(1), f.Param(2), f.Param(3)
	f.While(n.Get(), func() {
		l0, l1, l2 := three(f, left)
		r0, r1, r2 := three(f, right)
		product := func(a, b Local) Local { return f.Let(Mul(a.Get(), b.Get())) }
		for t, v := range transposed(f, [4]Local{product(l0, l1), product(l0, r1), product(r0, l2), product(r0, r2)}) {
			f.Store(mu.Get(), uint32(16*t), v.Get())
		}
		f.Inc(left, 48)
		f.Inc(right, 48)
		f.Inc(mu, 64)
		f.Inc(n, -4)
	})
}

// treeSlopes exports treeslopes(n, left, right, dmu, dz) of n trees, a multiple of four: the gradient of their
// questions.
func treeSlopes(m *Assembly) {
	f := m.Func("treeslopes", nil, I32, I32, I32, I32, I32)
	n, left, right, dmu, dz := f.Param(0), f.Param(1), f.Param(2), f.Param(3), f.Param(4)
	f.While(n.Get(), func() {
		l0, l1, l2 := three(f, left)
		r0, r1, r2 := three(f, right)
		var rows [4]Local
		for t := range rows {
			rows[t] = f.Let(Load(dmu.Get(), uint32(16*t)))
		}
		d := transposed(f, rows)
		mul := func(a, b Local) Expr { return Mul(a.Get(), b.Get()) }
		sub := func(a, b Local) Expr { return Sub(a.Get(), b.Get()) }
		v1 := f.Let(Add(mul(l1, d[0]), mul(r1, d[1])))
		v2 := f.Let(Add(mul(l2, d[2]), mul(r2, d[3])))
		z0 := f.Let(Mul(mul(l0, r0), sub(v1, v2)))
		z1 := f.Let(Mul(Mul(mul(l1, r1), sub(d[0], d[1])), l0.Get()))
		z2 := f.Let(Mul(Mul(mul(l2, r2), sub(d[2], d[3])), r0.Get()))
		lo := f.Let(Shuffle(z0.Get(), z1.Get(), 0, 4, 1, 5))
		hi := f.Let(Shuffle(z0.Get(), z1.Get(), 2, 6, 3, 7))
		f.Store(dz.Get(), 0, Shuffle(lo.Get(), z2.Get(), 0, 1, 4, 2))
		f.Store(dz.Get(), 16, Shuffle(Shuffle(lo.Get(), z2.Get(), 3, 5, 3, 5), hi.Get(), 0, 1, 4, 5))
		f.Store(dz.Get(), 32, Shuffle(hi.Get(), z2.Get(), 6, 2, 3, 7))
		f.Inc(left, 48)
		f.Inc(right, 48)
		f.Inc(dmu, 64)
		f.Inc(dz, 48)
		f.Inc(n, -4)
	})
}
