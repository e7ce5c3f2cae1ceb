package main

// sweep adds a function that goes over slices, four numbers at a time; n is a multiple of four, not 0. body is given
// the vectors of the factors and, for each slice, a vector: those in reads are loaded, those in writes are stored.
func sweep(f *file, name, doc string, names, slices []string, reads, writes []int, body func(factor, x []int)) {
	r, factor := f.begin(name, doc, ints("n"), factors(names...), pointers("float32", slices...))
	x := make([]int, len(slices))
	for k := range x {
		x[k] = k
	}
	loop := f.fresh("loop")
	f.label(loop)
	for _, k := range reads {
		f.line("VLD1 (%s), [V%d.S4]", r[1+k], x[k])
	}
	body(factor, x)
	for _, k := range writes {
		f.line("VST1 [V%d.S4], (%s)", x[k], r[1+k])
	}
	for k := range slices {
		f.line("ADD $16, %s", r[1+k])
	}
	f.line("SUB $4, %s", r[0])
	f.line("CBNZ %s, %s", r[0], loop)
	f.line("RET")
}

// Vectors for what is computed on the way, beside those of slices and factors.
const t0, t1, t2 = 8, 9, 10

func elementwise(f *file) {
	sweep(
		f,
		"neonLerp",
		"computes dst = s·a + t·b.",
		[]string{"s", "t"},
		[]string{"dst", "a", "b"},
		[]int{1, 2},
		[]int{0},
		func(factor, x []int) {
			f.do(fmul4, t0, factor[0], x[1])
			f.do(fmul4, t1, factor[1], x[2])
			f.do(fadd4, x[0], t0, t1)
		},
	)
	sweep(f, "neonPlane", "computes dst = (o + u·e1) + v·e2.", []string{"u", "v"}, []string{"dst", "o", "e1", "e2"},
		[]int{1, 2, 3}, []int{0}, func(factor, x []int) {
			f.do(fmul4, t0, factor[0], x[2])
			f.do(fmul4, t1, factor[1], x[3])
			f.do(fadd4, t0, x[1], t0)
			f.do(fadd4, x[0], t0, t1)
		})
	sweep(f, "neonAdd", "adds x to dst.", nil, []string{"dst", "x"}, []int{0, 1}, []int{0}, func(_, x []int) {
		f.do(fadd4, x[0], x[0], x[1])
	})
	sweep(f, "neonRelu", "computes y = 0 where z < 0, else z.", nil, []string{"y", "z"}, []int{1}, []int{0},
		func(_, x []int) {
			f.do(fcmlt4, t0, x[1])
			f.do(bic, x[0], x[1], t0)
		})
	sweep(
		f,
		"neonReluGrad",
		"computes dz = 0 where y ≤ 0, else dy.",
		nil,
		[]string{"dz", "dy", "y"},
		[]int{1, 2},
		[]int{0},
		func(_, x []int) {
			f.do(fcmle4, t0, x[2])
			f.do(bic, x[0], x[1], t0)
		},
	)
	sweep(f, "neonTanhGrad", "computes dz = dy·(1 − y²); one is 1.", []string{"one"}, []string{"dz", "dy", "y"},
		[]int{1, 2}, []int{0}, func(factor, x []int) {
			f.do(fmul4, t0, x[2], x[2])
			f.do(fsub4, t0, factor[0], t0)
			f.do(fmul4, x[0], x[1], t0)
		})
	sweep(f, "neonSigmoidGrad", "computes dz = dy·(y·(1 − y)); one is 1.", []string{"one"}, []string{"dz", "dy", "y"},
		[]int{1, 2}, []int{0}, func(factor, x []int) {
			f.do(fsub4, t0, factor[0], x[2])
			f.do(fmul4, t0, x[2], t0)
			f.do(fmul4, x[0], x[1], t0)
		})
}

// optimisers adds a step of Adam, without decay, with decay of the gradient, of the weights, and one of SGD, without
// decay and with it.
func optimisers(f *file) {
	for _, c := range []struct {
		name, doc          string
		coupled, decoupled bool
	}{
		{"neonAdam", "is a step of Adam without decay; of is not read.", false, false},
		{"neonAdamCoupled", "is a step of Adam whose gradients are raised by of·p.", true, false},
		{"neonAdamDecoupled", "is a step of Adam whose weights are lowered by of·p.", false, true},
	} {
		sweep(f, c.name, c.doc, []string{"of", "beta1", "rest1", "beta2", "rest2", "step", "scale", "eps"},
			[]string{"p", "d", "m", "v"}, []int{0, 1, 2, 3}, []int{0, 2, 3}, func(factor, x []int) {
				of, beta1, rest1, beta2 := factor[0], factor[1], factor[2], factor[3]
				rest2, step, scale, eps := factor[4], factor[5], factor[6], factor[7]
				p, g, m, v := x[0], x[1], x[2], x[3]
				if c.coupled {
					f.do(fmul4, t0, of, p)
					f.do(fadd4, g, g, t0)
				}
				if c.decoupled {
					f.do(fmul4, t0, of, p)
					f.do(fsub4, p, p, t0)
				}
				f.do(fmul4, t0, beta1, m)
				f.do(fmul4, t1, rest1, g)
				f.do(fadd4, m, t0, t1)
				f.do(fmul4, t0, beta2, v)
				f.do(fmul4, t1, rest2, g)
				f.do(fmul4, t1, t1, g)
				f.do(fadd4, v, t0, t1)
				f.do(fsqrt4, t0, v)
				f.do(fmul4, t0, t0, scale)
				f.do(fadd4, t0, t0, eps)
				f.do(fmul4, t1, step, m)
				f.do(fdiv4, t0, t1, t0)
				f.do(fsub4, p, p, t0)
			})
	}
	for _, c := range []struct {
		name, doc string
		decay     bool
	}{
		{"neonSGD", "is a step of SGD without decay; wd is not read.", false},
		{"neonSGDDecay", "is a step of SGD.", true},
	} {
		sweep(
			f,
			c.name,
			c.doc,
			[]string{"lr", "momentum", "wd"},
			[]string{"p", "d", "buf"},
			[]int{0, 1, 2},
			[]int{0, 2},
			func(factor, x []int) {
				lr, momentum, wd := factor[0], factor[1], factor[2]
				p, g, buf := x[0], x[1], x[2]
				if c.decay {
					f.do(fmul4, t0, wd, p)
					f.do(fadd4, g, g, t0)
				}
				f.do(fmul4, t0, momentum, buf)
				f.do(fadd4, buf, t0, g)
				f.do(fmul4, t0, lr, buf)
				f.do(fsub4, p, p, t0)
			},
		)
	}
}
