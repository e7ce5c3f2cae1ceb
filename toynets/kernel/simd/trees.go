package simd

import (
	"onebasin/toynets/kernel/approx"
	. "onebasin/toynets/kernel/wasmasm"
)

// treeSides exports treesides(m, n, z, bias, left, right): what goes to either side at the questions of m rows.
func treeSides(m *Assembly) {
	f := m.Func("treesides", nil, I32, I32, I32, I32, I32, I32)
	rows, cols, z, bias, left, right := f.Param(0), f.Param(1), f.Param(2), f.Param(3), f.Param(4), f.Param(5)
	n, b := f.Local(I32), f.Local(I32)
	f.While(rows.Get(), func() {
		f.Set(n, cols.Get())
		f.Set(b, bias.Get())
		each(f, 1, n, []Local{z, b, left, right}, func(l lanes) {
			toLeft, toRight := sides4(f, f.Let(Add(l.load(z).Get(), l.load(b).Get())))
			l.store(left, toLeft)
			l.store(right, toRight)
		})
		f.Inc(rows, -1)
	})
}

// sides4 is approx.Sigmoid of x and of −x in each lane, from one reduction of the exponential's argument: for −x the
// whole number of ln 2 and what is left of it have the other sign, exactly. A power that is lost in 1 + e is held at
// 2⁻¹²⁵, so that it needs one factor; 2·y makes room for 2¹²⁸.
func sides4(f *Func, x Local) (left, right Expr) {
	x = f.Let(PMax(PMin(x.Get(), Vec(approx.ExpMax)), Vec(-approx.ExpMax)))
	t := f.Let(Add(Mul(x.Get(), Vec(approx.Log2E)), Vec(approx.Round)))
	whole := f.Let(Sub(t.Get(), Vec(approx.Round)))
	r := f.Let(Sub(x.Get(), Mul(whole.Get(), Vec(approx.Ln2Hi))))
	f.Set(r, Sub(r.Get(), Mul(whole.Get(), Vec(approx.Ln2Lo))))
	square := f.Let(Mul(r.Get(), r.Get()))
	side := func(join func(a, b Expr) Expr, power Expr) Expr {
		p := Vec(approx.ExpP0)
		for _, c := range []float32{approx.ExpP1, approx.ExpP2, approx.ExpP3, approx.ExpP4, approx.ExpP5} {
			p = join(Vec(c), Mul(p, r.Get()))
		}
		y := f.Let(Add(join(Mul(p, square.Get()), r.Get()), Vec(1)))
		e := Mul(Add(y.Get(), y.Get()), ShlInt(power, 23))
		return Div(Vec(1), Add(Vec(1), e))
	}
	up := side(Add, AddInt(PMax(t.Get(), Vec(approx.Round-125)), VecInt(126)))
	down := side(Sub, SubInt(VecInt(126), PMin(t.Get(), Vec(approx.Round+125))))
	return down, up
}

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
