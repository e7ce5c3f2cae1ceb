package simd

import . "onebasin/toynets/kernel/wasmasm"

// rows handles four rows of an m×n matrix at once, a row in each lane, so that each row's sum runs in order. Near the
// end the last row is repeated: its lanes compute and store the same twice.
type rows struct {
	f    *Func
	n    Local    // columns
	left Local    // rows not yet done
	row  [4]Local // indices of the four rows
}

// eachFour runs body for rows 0–3, 4–7, … of m.
func eachFour(f *Func, m, n Local, body func(r rows)) {
	r := rows{f: f, n: n, left: f.Let(m.Get())}
	first, last := f.Let(Int(0)), f.Let(Sub(m.Get(), Int(1)))
	for q := range r.row {
		r.row[q] = f.Local(I32)
	}
	f.While(Lt(Int(0), r.left.Get()), func() {
		for q, i := range r.row {
			f.Set(i, Add(first.Get(), Int(int32(q))))
			f.Set(i, Select(Lt(last.Get(), i.Get()), last.Get(), i.Get()))
		}
		body(r)
		f.Inc(first, 4)
		f.Inc(r.left, -4)
	})
}

// four is the address of an entry in each of the four rows.
type four [4]Local

// matrix points at column 0 of the rows in a matrix with n columns, vector at their entries in a vector.
func (r rows) matrix(base Local) four {
	return r.point(base, func(i Local) Expr { return Mul(i.Get(), r.n.Get()) })
}

func (r rows) vector(base Local) four {
	return r.point(base, func(i Local) Expr { return i.Get() })
}

func (r rows) point(base Local, index func(i Local) Expr) four {
	var at four
	for q, i := range r.row {
		at[q] = r.f.Let(Add(base.Get(), Shl(index(i), 2)))
	}
	return at
}

// load gathers the entries at a byte offset, store scatters them.
func (r rows) load(at four, offset Expr) Local {
	v := LoadOne(Add(at[0].Get(), offset), 0)
	for q := byte(1); q < 4; q++ {
		v = LoadLane(v, q, Add(at[q].Get(), offset), 0)
	}
	return r.f.Let(v)
}

func (r rows) store(at four, offset Expr, v Expr) {
	value := r.f.Let(v)
	for q := range at {
		r.f.StoreLane(Add(at[q].Get(), offset), 0, value.Get(), byte(q))
	}
}

// columns runs body for each column with its index and byte offset.
func (r rows) columns(body func(j, offset Local)) {
	j, offset := r.f.Local(I32), r.f.Local(I32)
	r.f.Set(j, Int(0))
	r.f.Set(offset, Int(0))
	r.f.While(Lt(j.Get(), r.n.Get()), func() {
		body(j, offset)
		r.f.Inc(j, 1)
		r.f.Inc(offset, 4)
	})
}

// top returns the four rows' largest entries.
func (r rows) top(x four) Local {
	top := r.load(x, Int(0))
	r.columns(func(_, offset Local) {
		f := r.f
		f.Set(top, PMax(top.Get(), r.load(x, offset.Get()).Get()))
	})
	return top
}

// softmaxXent exports softmaxxent(m, n, logits, labels, losses, dlogits, scale); an address of 0 stands for a result
// that is not wanted.
func softmaxXent(m *Assembly) {
	f := m.Func("softmaxxent", nil, I32, I32, I32, I32, I32, I32, F32)
	logits, labels, losses, dlogits := f.Param(2), f.Param(3), f.Param(4), f.Param(5)
	scale := f.Let(Splat(f.Param(6).Get()))
	eachFour(f, f.Param(0), f.Param(1), func(r rows) {
		x, d := r.matrix(logits), r.matrix(dlogits)
		label := r.load(r.vector(labels), Int(0))
		isLabel := func(j Local) Expr { return EqInt(Splat(j.Get()), label.Get()) }
		top := r.top(x)
		sum, atLabel := f.Let(Vec(0)), f.Let(Vec(0))
		r.columns(func(j, offset Local) {
			v := f.Let(Sub(r.load(x, offset.Get()).Get(), top.Get()))
			f.Set(atLabel, Select(isLabel(j), v.Get(), atLabel.Get()))
			e := f.Let(exp4(f, v))
			f.Set(sum, Add(sum.Get(), e.Get()))
			f.If(dlogits.Get(), func() { r.store(d, offset.Get(), e.Get()) })
		})
		f.If(dlogits.Get(), func() {
			r.columns(func(j, offset Local) {
				p := Div(r.load(d, offset.Get()).Get(), sum.Get())
				p = Sub(p, And(isLabel(j), Vec(1)))
				r.store(d, offset.Get(), Mul(scale.Get(), p))
			})
		})
		f.If(losses.Get(), func() {
			r.store(r.vector(losses), Int(0), Sub(log4(f, sum), atLabel.Get()))
		})
	})
}

// softmax exports softmax(m, n, logits, p).
func softmax(m *Assembly) {
	f := m.Func("softmax", nil, I32, I32, I32, I32)
	eachFour(f, f.Param(0), f.Param(1), func(r rows) {
		x, y := r.matrix(f.Param(2)), r.matrix(f.Param(3))
		top := r.top(x)
		sum := f.Let(Vec(0))
		r.columns(func(_, offset Local) {
			v := f.Let(Sub(r.load(x, offset.Get()).Get(), top.Get()))
			e := f.Let(exp4(f, v))
			f.Set(sum, Add(sum.Get(), e.Get()))
			r.store(y, offset.Get(), e.Get())
		})
		r.columns(func(_, offset Local) {
			r.store(y, offset.Get(), Div(r.load(y, offset.Get()).Get(), sum.Get()))
		})
	})
}

// countCorrect exports countcorrect(m, n, logits, labels), which returns the number of rows whose largest logit stands
// at the label.
func countCorrect(m *Assembly) {
	f := m.Func("countcorrect", []Type{I32}, I32, I32, I32, I32)
	count := f.Let(VecInt(0))
	eachFour(f, f.Param(0), f.Param(1), func(r rows) {
		x := r.matrix(f.Param(2))
		label := r.load(r.vector(f.Param(3)), Int(0))
		top, at := r.load(x, Int(0)), f.Let(VecInt(0))
		r.columns(func(j, offset Local) {
			v := r.load(x, offset.Get())
			larger := f.Let(Lt(top.Get(), v.Get()))
			f.Set(top, Select(larger.Get(), v.Get(), top.Get()))
			f.Set(at, Select(larger.Get(), Splat(j.Get()), at.Get()))
		})
		// A lane that repeats the last row does not count.
		own := LtInt(Lanes(0, 1, 2, 3), Splat(r.left.Get()))
		hit := And(EqInt(at.Get(), label.Get()), own)
		f.Set(count, SubInt(count.Get(), hit))
	})
	total := LaneInt(count.Get(), 0)
	for q := byte(1); q < 4; q++ {
		total = Add(total, LaneInt(count.Get(), q))
	}
	f.Return(total)
}
