package simd

import . "onebasin/toynets/kernel/wasmasm"

// activations lists σ and its gradient in the order of kernel.Act. A gradient takes the vector it depends on (y, or z
// for gelu) and dy.
var activations = []struct {
	value  function
	usesZ  bool
	grad   func(f *Func, v, dy Local) Expr
	unroll int
}{
	{ // Identity
		value:  func(f *Func, x Local) Expr { return x.Get() },
		grad:   func(f *Func, _, dy Local) Expr { return dy.Get() },
		unroll: 4,
	},
	{ // Relu
		value:  func(f *Func, x Local) Expr { return PMax(x.Get(), Vec(0)) },
		grad:   func(f *Func, y, dy Local) Expr { return AndNot(dy.Get(), Le(y.Get(), Vec(0))) },
		unroll: 4,
	},
	{ // Tanh
		value: tanh4,
		grad: func(f *Func, y, dy Local) Expr {
			return Mul(dy.Get(), Sub(Vec(1), Mul(y.Get(), y.Get())))
		},
		unroll: 1,
	},
	{ // Sigmoid
		value: sigmoid4,
		grad: func(f *Func, y, dy Local) Expr {
			return Mul(dy.Get(), Mul(y.Get(), Sub(Vec(1), y.Get())))
		},
		unroll: 1,
	},
	{ // Gelu
		value:  gelu4,
		usesZ:  true,
		grad:   func(f *Func, z, dy Local) Expr { return Mul(dy.Get(), geluGrad4(f, z)) },
		unroll: 1,
	},
}

// biasAct exports biasact(act, m, n, z, bias, y); without a bias, the address 0, the matrix is one long row.
func biasAct(m *Assembly) {
	dispatch := make([]*Func, len(activations))
	for i, a := range activations {
		f := m.Func("", nil, I32, I32, I32, I32, I32)
		rows, cols, z, bias, y := f.Param(0), f.Param(1), f.Param(2), f.Param(3), f.Param(4)
		n, b := f.Local(I32), f.Local(I32)
		f.IfElse(bias.Get(), func() {
			f.While(rows.Get(), func() {
				f.Set(n, cols.Get())
				f.Set(b, bias.Get())
				each(f, a.unroll, n, []Local{z, b, y}, func(l lanes) {
					x := f.Let(Add(l.load(z).Get(), l.load(b).Get()))
					l.store(z, x.Get())
					l.store(y, a.value(f, x))
				})
				f.Inc(rows, -1)
			})
		}, func() {
			f.Set(n, Mul(rows.Get(), cols.Get()))
			each(f, a.unroll, n, []Local{z, y}, func(l lanes) {
				l.store(y, a.value(f, l.load(z)))
			})
		})
		dispatch[i] = f
	}
	f := m.Func("biasact", nil, I32, I32, I32, I32, I32, I32)
	choose(f, dispatch)
}

// actGrad exports actgrad(act, n, z, y, dy, dz).
func actGrad(m *Assembly) {
	dispatch := make([]*Func, len(activations))
	for i, a := range activations {
		f := m.Func("", nil, I32, I32, I32, I32, I32)
		n, v, dy, dz := f.Param(0), f.Param(2), f.Param(3), f.Param(4)
		if a.usesZ {
			v = f.Param(1)
		}
		pointers := []Local{v, dy, dz}
		if i == 0 {
			pointers = pointers[1:]
		}
		each(f, a.unroll, n, pointers, func(l lanes) {
			d := l.load(dy)
			if i == 0 {
				l.store(dz, d.Get())
				return
			}
			l.store(dz, a.grad(f, l.load(v), d))
		})
		dispatch[i] = f
	}
	f := m.Func("actgrad", nil, I32, I32, I32, I32, I32, I32)
	choose(f, dispatch)
}

// choose calls the function that the first parameter names, with the others.
func choose(f *Func, dispatch []*Func) {
	var args []Expr
	for _, p := range f.Params()[1:] {
		args = append(args, p.Get())
	}
	for i, g := range dispatch {
		f.If(Eq(f.Param(0).Get(), Int(int32(i))), func() { f.Call(g, args...) })
	}
}
