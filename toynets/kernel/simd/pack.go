package simd

import . "onebasin/toynets/kernel/wasmasm"

// A packer writes, for each of steps of k, a vector of four numbers that are neighbours along the other dimension:
//
//	for p = 0 … steps−1: dst[p·every … p·every+3] = x[0…3, p]
//
// In the last panel there may be fewer than four; then the last one is repeated, and the numbers of C that come of it
// are thrown away.

// packCopy adds copy4(src, stride, steps, dst, every): the four are neighbours in memory, and k goes down the rows.
// With two vectors it adds copy8, which does eight at once: rows a power of two apart share few places in a cache, and
// what one pass has read is gone in the next.
func packCopy(mod *Assembly, vectors uint32) *Func {
	f := mod.Func("", nil, I32, I32, I32, I32, I32)
	src, stride, steps, dst, every := f.Param(0), f.Param(1), f.Param(2), f.Param(3), f.Param(4)
	f.While(steps.Get(), func() {
		for v := range vectors {
			f.Store(dst.Get(), 16*v, Load(src.Get(), 16*v))
		}
		f.Set(src, Add(src.Get(), stride.Get()))
		f.Set(dst, Add(dst.Get(), every.Get()))
		f.Inc(steps, -1)
	})
	return f
}

// packTranspose adds transpose4(src, stride, steps, dst, every): the four lie in four rows, and k goes along them; 4×4
// numbers are transposed at a time.
func packTranspose(mod *Assembly) *Func {
	f := mod.Func("", nil, I32, I32, I32, I32, I32)
	src, stride, steps, dst, every := f.Param(0), f.Param(1), f.Param(2), f.Param(3), f.Param(4)
	var row [4]Local
	row[0] = src
	for r := 1; r < 4; r++ {
		row[r] = f.Let(Add(row[r-1].Get(), stride.Get()))
	}
	f.While(Le(Int(4), steps.Get()), func() {
		var x [4]Local
		for r := range x {
			x[r] = f.Let(Load(row[r].Get(), 0))
		}
		lo := func(a, b Local) Local { return f.Let(Shuffle(a.Get(), b.Get(), 0, 4, 1, 5)) }
		hi := func(a, b Local) Local { return f.Let(Shuffle(a.Get(), b.Get(), 2, 6, 3, 7)) }
		s, t, u, v := lo(x[0], x[2]), lo(x[1], x[3]), hi(x[0], x[2]), hi(x[1], x[3])
		for _, y := range []Local{lo(s, t), hi(s, t), lo(u, v), hi(u, v)} {
			f.Store(dst.Get(), 0, y.Get())
			f.Set(dst, Add(dst.Get(), every.Get()))
		}
		for r := range row {
			f.Inc(row[r], 16)
		}
		f.Inc(steps, -4)
	})
	gather(f, row, Int(4), steps, dst, every)
	return f
}

// packGather adds gather4(src, across, step, count, steps, dst, every), which handles any layout and count 1…4: x[q, p]
// lies at src + q·across + p·step.
func packGather(mod *Assembly) *Func {
	f := mod.Func("", nil, I32, I32, I32, I32, I32, I32, I32)
	src, across, step, count := f.Param(0), f.Param(1), f.Param(2), f.Param(3)
	steps, dst, every := f.Param(4), f.Param(5), f.Param(6)
	var at [4]Local
	at[0] = src
	for q := 1; q < 4; q++ {
		at[q] = f.Let(Add(at[q-1].Get(), Select(Lt(Int(int32(q)), count.Get()), across.Get(), Int(0))))
	}
	gather(f, at, step.Get(), steps, dst, every)
	return f
}

func gather(f *Func, at [4]Local, step Expr, steps, dst, every Local) {
	f.While(steps.Get(), func() {
		v := LoadOne(at[0].Get(), 0)
		for q := byte(1); q < 4; q++ {
			v = LoadLane(v, q, at[q].Get(), 0)
		}
		f.Store(dst.Get(), 0, v)
		for q := range at {
			f.Set(at[q], Add(at[q].Get(), step))
		}
		f.Set(dst, Add(dst.Get(), every.Get()))
		f.Inc(steps, -1)
	})
}

// packA packs mc rows of op(A) for kc steps into panels of four rows; src is where they start, and rows of A are stride
// numbers apart.
func (g gemmParts) packA(f *Func, trans, src, stride, mc, kc, dst Local) {
	left, at, to := f.Let(mc.Get()), f.Let(src.Get()), f.Let(dst.Get())
	f.While(Lt(Int(0), left.Get()), func() {
		g.four(f, trans, at, stride, left, kc, to.Get(), 16)
		f.Set(at, Add(at.Get(), Select(trans.Get(), Int(16), Shl(stride.Get(), 4))))
		f.Set(to, Add(to.Get(), Shl(kc.Get(), 4)))
		f.Inc(left, -4)
	})
}

// packB packs nc ≤ 8 columns of op(B) for kc steps into one panel, 4 columns wide if that is enough. Columns of B are
// to it what rows of A are to packA, with the meaning of the transposition reversed.
func (g gemmParts) packB(f *Func, trans, src, stride, nc, kc, dst Local) {
	straight := f.Let(Eq(trans.Get(), Int(0)))
	right, at := f.Let(Sub(nc.Get(), Int(4))), f.Local(I32)
	f.IfElse(And(straight.Get(), Eq(nc.Get(), Int(8))), func() {
		f.Call(g.copy8, src.Get(), Shl(stride.Get(), 2), kc.Get(), dst.Get(), Int(32))
	}, func() {
		f.IfElse(Lt(Int(0), right.Get()), func() {
			g.four(f, straight, src, stride, nc, kc, dst.Get(), 32)
			f.Set(at, Add(src.Get(), Select(straight.Get(), Int(16), Shl(stride.Get(), 4))))
			g.four(f, straight, at, stride, right, kc, Add(dst.Get(), Int(16)), 32)
		}, func() {
			g.four(f, straight, src, stride, nc, kc, dst.Get(), 16)
		})
	})
}

// four packs four neighbours, or the count that are left, with the packer that fits. across says that they are
// neighbours in memory, else each is in a row of its own; rows are stride numbers apart.
func (g gemmParts) four(f *Func, across, src, stride, count, kc Local, dst Expr, every int32) {
	bytes := Shl(stride.Get(), 2)
	f.IfElse(Le(Int(4), count.Get()), func() {
		f.IfElse(across.Get(),
			func() { f.Call(g.copy4, src.Get(), bytes, kc.Get(), dst, Int(every)) },
			func() { f.Call(g.transpose4, src.Get(), bytes, kc.Get(), dst, Int(every)) })
	}, func() {
		f.IfElse(across.Get(),
			func() { f.Call(g.gather4, src.Get(), Int(4), bytes, count.Get(), kc.Get(), dst, Int(every)) },
			func() { f.Call(g.gather4, src.Get(), bytes, Int(4), count.Get(), kc.Get(), dst, Int(every)) })
	})
}
