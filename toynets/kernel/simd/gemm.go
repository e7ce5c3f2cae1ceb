package simd

import (
	"onebasin/toynets/kernel/tiling"
	. "onebasin/toynets/kernel/wasmasm"
)

// The product is computed in tiles of 4×8 numbers of C, eight vectors that stay in registers while k runs: a step of k
// broadcasts four numbers of op(A) and multiplies them with two vectors of op(B). That is 12 registers of the 16 of
// SSE; 6×8, 4×12 and 3×16 tiles spill. Both operands are first copied into panels that the inner loop reads in order: 4
// rows of op(A), and 8 columns of op(B) (4, if no more than 4 are left), for at most KC steps of k.
//
// Each lane accumulates over k in order. Between two blocks of k the sums rest in C, which does not change their bits.
const (
	tileRows, tileCols = tiling.Rows, tiling.Cols
	mcMax, kcMax       = tiling.MC, tiling.KC
	unroll             = 8 // steps of k in a turn of the loop
)

// gemm exports gemm(flags, m, n, k, lda, ldb, ldc, a, b, c, workspace); bit 0 of flags says that A is transposed, bit 1
// that B is, bit 2 that C holds sums to go on with. Rows of the stored matrices are lda, ldb and ldc numbers apart. It
// returns the inner functions.
func gemm(mod *Assembly) (g gemmParts) {
	g = gemmParts{
		copy4:      packCopy(mod, 1),
		copy8:      packCopy(mod, 2),
		transpose4: packTranspose(mod),
		gather4:    packGather(mod),
	}
	g.panel[0], g.panel[1] = panel(mod, 1, g), panel(mod, 2, g)

	f := mod.Func("gemm", nil, I32, I32, I32, I32, I32, I32, I32, I32, I32, I32, I32)
	flags, m, n, k := f.Param(0), f.Param(1), f.Param(2), f.Param(3)
	lda, ldb, ldc := f.Param(4), f.Param(5), f.Param(6)
	a, b, c, ws := f.Param(7), f.Param(8), f.Param(9), f.Param(10)
	transA, transB := f.Let(And(flags.Get(), Int(1))), f.Let(And(flags.Get(), Int(2)))
	more := f.Let(And(flags.Get(), Int(4)))

	packedB := f.Let(Add(ws.Get(), Int(4*tileRows*tileCols)))
	packedA := f.Let(Add(packedB.Get(), Shl(least(k.Get(), Int(kcMax)), 5)))
	p, i, j := f.Local(I32), f.Local(I32), f.Local(I32)
	kc, mc, nc := f.Local(I32), f.Local(I32), f.Local(I32)
	src := f.Local(I32)

	blocks(f, p, kc, k, kcMax, func() {
		blocks(f, i, mc, m, mcMax, func() {
			// op(A)[i…, p…] starts at A[i, p] or A[p, i].
			f.IfElse(transA.Get(),
				func() { f.Set(src, element(a, p, lda, i)) },
				func() { f.Set(src, element(a, i, lda, p)) })
			g.packA(f, transA, src, lda, mc, kc, packedA)
			blocks(f, j, nc, n, tileCols, func() {
				f.IfElse(transB.Get(),
					func() { f.Set(src, element(b, j, ldb, p)) },
					func() { f.Set(src, element(b, p, ldb, j)) })
				g.packB(f, transB, src, ldb, nc, kc, packedB)
				out := element(c, i, ldc, j)
				call := func(width *Func) {
					f.Call(width, packedA.Get(), packedB.Get(), kc.Get(), mc.Get(), nc.Get(),
						out, ldc.Get(), Or(more.Get(), p.Get()), ws.Get())
				}
				f.IfElse(Lt(Int(4), nc.Get()),
					func() { call(g.panel[1]) },
					func() { call(g.panel[0]) })
			})
		})
	})
	return g
}

// gemmParts are the module's inner functions for the product.
type gemmParts struct {
	copy4, copy8, transpose4, gather4 *Func
	panel                             [2]*Func // 4 and 8 columns wide
}

// blocks runs body for at = 0, size, 2·size, … below n, with count the number of steps in the block.
func blocks(f *Func, at, count, n Local, size int32, body func()) {
	f.Set(at, Int(0))
	f.While(Lt(at.Get(), n.Get()), func() {
		f.Set(count, least(Sub(n.Get(), at.Get()), Int(size)))
		body()
		f.Inc(at, size)
	})
}

// least is the smaller of two integers; both are computed twice.
func least(a, b Expr) Expr { return Select(Lt(a, b), a, b) }

// element is the address of x[row, col] in a matrix with this many columns.
func element(x, row, columns, col Local) Expr {
	return Add(x.Get(), Shl(Add(Mul(row.Get(), columns.Get()), col.Get()), 2))
}

// panel adds the function that multiplies all row panels of a packed block of op(A) with one packed panel of op(B),
// 4·vectors columns wide:
//
//	panel(packedA, packedB, kc, rows, cols, c, ldc, more, scratch)
//
// more is not zero if C holds sums to go on with. A tile that is not whole is computed in scratch and its part copied.
func panel(mod *Assembly, vectors int, g gemmParts) *Func {
	f := mod.Func("", nil, I32, I32, I32, I32, I32, I32, I32, I32, I32)
	a, packedB, kc, rows, cols := f.Param(0), f.Param(1), f.Param(2), f.Param(3), f.Param(4)
	c, ldc, more, scratch := f.Param(5), f.Param(6), f.Param(7), f.Param(8)

	stride := f.Let(Shl(ldc.Get(), 2))
	b, end, out, outStride, whole := f.Local(I32), f.Local(I32), f.Local(I32), f.Local(I32), f.Local(I32)
	var row [tileRows]Local
	for r := range row {
		row[r] = f.Local(I32)
	}
	var sum [tileRows][]Local
	for r := range sum {
		for range vectors {
			sum[r] = append(sum[r], f.Local(V128))
		}
	}
	tile := func(do func(r, v int, s Local)) {
		for r := range sum {
			for v, s := range sum[r] {
				do(r, v, s)
			}
		}
	}
	f.While(Lt(Int(0), rows.Get()), func() {
		f.Set(whole, And(Le(Int(tileRows), rows.Get()), Eq(cols.Get(), Int(int32(4*vectors)))))
		f.IfElse(whole.Get(), func() {
			f.Set(out, c.Get())
			f.Set(outStride, stride.Get())
		}, func() {
			f.Set(out, scratch.Get())
			f.Set(outStride, Int(4*tileCols))
			f.If(more.Get(), func() { copyPart(f, scratch, Int(4*tileCols), c, stride.Get(), rows, cols) })
		})
		for r := range row {
			if r == 0 {
				f.Set(row[0], out.Get())
			} else {
				f.Set(row[r], Add(row[r-1].Get(), outStride.Get()))
			}
		}
		f.IfElse(more.Get(),
			func() { tile(func(r, v int, s Local) { f.Set(s, Load(row[r].Get(), uint32(16*v))) }) },
			func() { tile(func(r, v int, s Local) { f.Set(s, Vec(0)) }) })

		f.Set(b, packedB.Get())
		// The loop asks after each step of k whether it is done. What is summed has to be ready at such an exit, so
		// that compilers which order the operations themselves cannot move all loads of a turn to its front, and spill.
		f.Set(end, Add(a.Get(), Shl(kc.Get(), 4)))
		f.Loop(func(exitIf, repeatIf func(Expr)) {
			for i := range unroll {
				if i > 0 {
					exitIf(LeU(end.Get(), a.Get()))
				}
				var bv []Local
				for v := range vectors {
					bv = append(bv, f.Let(Load(b.Get(), uint32(16*(i*vectors+v)))))
				}
				for r := range sum {
					x := f.Let(LoadSplat(a.Get(), uint32(4*r)))
					for v, s := range sum[r] {
						f.Set(s, Add(s.Get(), Mul(x.Get(), bv[v].Get())))
					}
				}
				f.Inc(a, 16)
			}
			f.Inc(b, int32(unroll*16*vectors))
			repeatIf(LtU(a.Get(), end.Get()))
		})
		tile(func(r, v int, s Local) { f.Store(row[r].Get(), uint32(16*v), s.Get()) })
		f.If(Eq(whole.Get(), Int(0)), func() { copyPart(f, c, stride.Get(), scratch, Int(4*tileCols), rows, cols) })
		f.Set(c, Add(c.Get(), Shl(ldc.Get(), 4)))
		f.Inc(rows, -tileRows)
	})
	return f
}

// copyPart copies the at most 4×8 numbers of C that a ragged tile covers.
func copyPart(f *Func, dst Local, dstStride Expr, src Local, srcStride Expr, rows, cols Local) {
	r, q := f.Local(I32), f.Local(I32)
	to, from := f.Let(dst.Get()), f.Let(src.Get())
	f.Set(r, least(rows.Get(), Int(tileRows)))
	f.While(r.Get(), func() {
		f.Set(q, Shl(cols.Get(), 2))
		f.While(q.Get(), func() {
			f.Inc(q, -4)
			f.Store(Add(to.Get(), q.Get()), 0, LoadFloat(Add(from.Get(), q.Get()), 0))
		})
		f.Set(to, Add(to.Get(), dstStride))
		f.Set(from, Add(from.Get(), srcStride))
		f.Inc(r, -1)
	})
}
