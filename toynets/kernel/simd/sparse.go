package simd

import (
	"onebasin/toynets/kernel/tiling"
	. "onebasin/toynets/kernel/wasmasm"
)

// sparse exports sparse(m, n, k, a, b, c, workspace), which computes C = A·Bᵀ row by row from those numbers of A alone
// that are not zero. It returns 0, and computes nothing, where a number of B is not finite: then a product with zero is
// no zero. n is a multiple of tiling.SparseCols, k one of four.
//
// The places of a row's numbers are written down first, without a branch; then every one of them is multiplied with
// SparseCols numbers of op(B), whose sums stay in registers. Each lane accumulates over k in order.
func sparse(mod *Assembly, g gemmParts) {
	f := mod.Func("sparse", []Type{I32}, I32, I32, I32, I32, I32, I32, I32)
	m, n, k, a, b, c, ws := f.Param(0), f.Param(1), f.Param(2), f.Param(3), f.Param(4), f.Param(5), f.Param(6)
	const vectors, wide = tiling.SparseCols / 4, 4 * tiling.SparseCols // wide in bytes
	row := f.Let(Shl(k.Get(), 2))
	panelSize := f.Let(Mul(k.Get(), Int(wide)))
	places := f.Let(Add(ws.Get(), Mul(row.Get(), n.Get())))

	at, end := f.Let(b.Get()), f.Let(Add(b.Get(), Mul(row.Get(), n.Get())))
	zero := f.Let(Vec(0))
	f.While(LtU(at.Get(), end.Get()), func() {
		f.Set(zero, Add(zero.Get(), Mul(Load(at.Get(), 0), Vec(0))))
		f.Inc(at, 16)
	})
	finite := Eq(zero.Get(), zero.Get())
	all := LaneInt(finite, 0)
	for q := byte(1); q < 4; q++ {
		all = And(all, LaneInt(finite, q))
	}
	ok := f.Let(And(all, Int(1)))

	f.If(ok.Get(), func() {
		// Panels of op(B): for each step of k SparseCols numbers.
		panel, last, column := f.Let(ws.Get()), f.Let(Add(ws.Get(), Mul(row.Get(), n.Get()))), f.Let(b.Get())
		f.While(LtU(panel.Get(), last.Get()), func() {
			for v := range int32(vectors) {
				f.Call(g.transpose4, column.Get(), row.Get(), k.Get(), Add(panel.Get(), Int(16*v)), Int(wide))
				f.Set(column, Add(column.Get(), Shl(row.Get(), 2)))
			}
			f.Set(panel, Add(panel.Get(), panelSize.Get()))
		})

		to, p, place := f.Local(I32), f.Local(I32), f.Local(I32)
		var sum [vectors]Local
		for v := range sum {
			sum[v] = f.Local(V128)
		}
		f.While(m.Get(), func() {
			f.Set(to, places.Get())
			f.Set(p, Int(0))
			f.While(LtU(p.Get(), row.Get()), func() {
				for u := range int32(4) {
					f.Store(to.Get(), 0, Add(p.Get(), Int(4*u)))
					// Without its sign −0 has no bits, as 0.
					none := Eq(Shl(LoadInt(Add(a.Get(), p.Get()), uint32(4*u)), 1), Int(0))
					f.Set(to, Sub(Add(to.Get(), Int(4)), Shl(none, 2)))
				}
				f.Inc(p, 16)
			})
			f.Set(panel, ws.Get())
			f.While(LtU(panel.Get(), last.Get()), func() {
				for _, s := range sum {
					f.Set(s, Vec(0))
				}
				f.Set(place, places.Get())
				f.While(LtU(place.Get(), to.Get()), func() {
					offset := f.Let(LoadInt(place.Get(), 0))
					x := f.Let(LoadSplat(Add(a.Get(), offset.Get()), 0))
					from := f.Let(Add(panel.Get(), Mul(offset.Get(), Int(tiling.SparseCols))))
					for v, s := range sum {
						f.Set(s, Add(s.Get(), Mul(x.Get(), Load(from.Get(), uint32(16*v)))))
					}
					f.Inc(place, 4)
				})
				for v, s := range sum {
					f.Store(c.Get(), uint32(16*v), s.Get())
				}
				f.Inc(c, wide)
				f.Set(panel, Add(panel.Get(), panelSize.Get()))
			})
			f.Set(a, Add(a.Get(), row.Get()))
			f.Inc(m, -1)
		})
	})
	f.Return(ok.Get())
}
