package simd

import . "onebasin/toynets/kernel/wasmasm"

// adam exports adam(n, factors, p, g, m, v), factors being the address of kernel's adamFactors.
func adam(mod *Assembly) {
	f := mod.Func("adam", nil, I32, I32, I32, I32, I32, I32)
	n, factors, p, g, m, v := f.Param(0), f.Param(1), f.Param(2), f.Param(3), f.Param(4), f.Param(5)
	names := []string{"coupled", "shrink", "beta1", "rest1", "beta2", "rest2", "step", "scale", "eps"}
	factor := map[string]Local{}
	for i, name := range names {
		factor[name] = f.Let(LoadSplat(factors.Get(), uint32(4*i)))
	}
	get := func(name string) Expr { return factor[name].Get() }
	update := func(decay string) {
		each(f, 1, n, []Local{p, g, m, v}, func(l lanes) {
			w, d := l.load(p), l.load(g)
			switch decay {
			case "coupled":
				f.Set(d, Add(d.Get(), Mul(get("coupled"), w.Get())))
			case "shrink":
				f.Set(w, Sub(w.Get(), Mul(get("shrink"), w.Get())))
			}
			m1 := f.Let(Add(Mul(get("beta1"), l.load(m).Get()), Mul(get("rest1"), d.Get())))
			v1 := f.Let(Add(Mul(get("beta2"), l.load(v).Get()), Mul(Mul(get("rest2"), d.Get()), d.Get())))
			l.store(m, m1.Get())
			l.store(v, v1.Get())
			below := Add(Mul(Sqrt(v1.Get()), get("scale")), get("eps"))
			l.store(p, Sub(w.Get(), Div(Mul(get("step"), m1.Get()), below)))
		})
	}
	zero := func(i uint32) Expr { return Eq(LoadFloat(factors.Get(), 4*i), Float(0)) }
	f.IfElse(zero(0), func() {
		f.IfElse(zero(1), func() { update("") }, func() { update("shrink") })
	}, func() { update("coupled") })
}

// sgd exports sgd(n, lr, momentum, wd, p, g, buf).
func sgd(mod *Assembly) {
	f := mod.Func("sgd", nil, I32, F32, F32, F32, I32, I32, I32)
	n, p, g, buf := f.Param(0), f.Param(4), f.Param(5), f.Param(6)
	lr, momentum, wd := f.Let(Splat(f.Param(1).Get())), f.Let(Splat(f.Param(2).Get())), f.Let(Splat(f.Param(3).Get()))
	update := func(decay bool) {
		each(f, 2, n, []Local{p, g, buf}, func(l lanes) {
			w, d := l.load(p), l.load(g)
			if decay {
				f.Set(d, Add(d.Get(), Mul(wd.Get(), w.Get())))
			}
			b := f.Let(Add(Mul(momentum.Get(), l.load(buf).Get()), d.Get()))
			l.store(buf, b.Get())
			l.store(p, Sub(w.Get(), Mul(lr.Get(), b.Get())))
		})
	}
	f.IfElse(Eq(f.Param(3).Get(), Float(0)), func() { update(false) }, func() { update(true) })
}
