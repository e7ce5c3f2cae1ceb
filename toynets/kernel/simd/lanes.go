package simd

import . "onebasin/toynets/kernel/wasmasm"

// lanes is a place in a sweep over slices: how many numbers are handled at once, and how far beyond the pointers they
// lie.
type lanes struct {
	f      *Func
	width  int
	offset uint32
}

// load reads the place's numbers; lanes beyond its width are zero.
func (l lanes) load(p Local) Local {
	switch l.width {
	case 1:
		return l.f.Let(LoadOne(p.Get(), l.offset))
	case 2:
		return l.f.Let(LoadTwo(p.Get(), l.offset))
	}
	return l.f.Let(Load(p.Get(), l.offset))
}

// store writes the place's numbers.
func (l lanes) store(p Local, v Expr) {
	switch l.width {
	case 1:
		l.f.StoreLane(p.Get(), l.offset, v, 0)
	case 2:
		l.f.StoreTwo(p.Get(), l.offset, v)
	default:
		l.f.Store(p.Get(), l.offset, v)
	}
}

// each sweeps n numbers: unroll vectors at a time, then one, then the last three numbers as two and one. It moves the
// pointers and counts n down to zero.
func each(f *Func, unroll int, n Local, pointers []Local, body func(l lanes)) {
	advance := func(by int) {
		for _, p := range pointers {
			f.Inc(p, int32(4*by))
		}
	}
	sweep := func(vectors int) {
		f.While(Le(Int(int32(4*vectors)), n.Get()), func() {
			for v := range vectors {
				body(lanes{f, 4, uint32(16 * v)})
			}
			advance(4 * vectors)
			f.Inc(n, int32(-4*vectors))
		})
	}
	if unroll > 1 {
		sweep(unroll)
	}
	sweep(1)
	for _, width := range []int{2, 1} {
		f.If(And(n.Get(), Int(int32(width))), func() {
			body(lanes{f, width, 0})
			advance(width)
		})
	}
}
