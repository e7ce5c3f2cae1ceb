package wasmasm

// Func is a function under construction. Its methods append statements.
type Func struct {
	name    string
	index   uint32
	params  []Type
	results []Type
	locals  []Type
	body    []byte
}

// Local is a parameter or a local variable.
type Local struct {
	index uint32
	typ   Type
}

// Get reads the variable.
func (l Local) Get() Expr { return Expr{l.typ, appendU32([]byte{0x20}, l.index)} }

// Param returns parameter i.
func (f *Func) Param(i int) Local { return Local{uint32(i), f.params[i]} }

// Params returns all parameters in order.
func (f *Func) Params() []Local {
	all := make([]Local, len(f.params))
	for i := range all {
		all[i] = f.Param(i)
	}
	return all
}

// Local declares a variable, which starts at zero when the function is entered.
func (f *Func) Local(t Type) Local {
	f.locals = append(f.locals, t)
	return Local{uint32(len(f.params) + len(f.locals) - 1), t}
}

// Set assigns to a variable.
func (f *Func) Set(l Local, e Expr) {
	e.must(l.typ)
	f.emit(e.code, appendU32([]byte{0x21}, l.index))
}

// Let declares a variable that holds e.
func (f *Func) Let(e Expr) Local {
	l := f.Local(e.typ)
	f.Set(l, e)
	return l
}

// Inc adds a constant to an integer variable.
func (f *Func) Inc(l Local, by int32) { f.Set(l, Add(l.Get(), Int(by))) }

// If runs then where cond is not zero.
func (f *Func) If(cond Expr, then func()) {
	cond.must(I32)
	f.emit(cond.code, []byte{0x04, 0x40})
	then()
	f.emit([]byte{0x0b})
}

// IfElse runs one of two bodies.
func (f *Func) IfElse(cond Expr, then, otherwise func()) {
	cond.must(I32)
	f.emit(cond.code, []byte{0x04, 0x40})
	then()
	f.emit([]byte{0x05})
	otherwise()
	f.emit([]byte{0x0b})
}

// While repeats body as long as cond is not zero. The test stands at the end of the loop, and once before it.
func (f *Func) While(cond Expr, body func()) {
	f.If(cond, func() {
		f.emit([]byte{0x03, 0x40})
		body()
		f.emit(cond.code, []byte{0x0d, 0, 0x0b})
	})
}

// Loop runs body again and again until exitIf's condition is not zero, or repeatIf's, which stands at the end, is zero.
func (f *Func) Loop(body func(exitIf, repeatIf func(cond Expr))) {
	branch := func(depth byte) func(Expr) {
		return func(cond Expr) {
			cond.must(I32)
			f.emit(cond.code, []byte{0x0d, depth})
		}
	}
	f.emit([]byte{0x02, 0x40, 0x03, 0x40})
	body(branch(1), branch(0))
	f.emit([]byte{0x0b, 0x0b})
}

// Call calls a function without result.
func (f *Func) Call(g *Func, args ...Expr) {
	if len(args) != len(g.params) || len(g.results) != 0 {
		panic("wasmasm: call does not fit the function")
	}
	for i, a := range args {
		a.must(g.params[i])
		f.emit(a.code)
	}
	f.emit(appendU32([]byte{0x10}, g.index))
}

// Return leaves the value of e on the stack; it must be the last statement.
func (f *Func) Return(e Expr) {
	e.must(f.results[0])
	f.emit(e.code)
}

func (f *Func) emit(parts ...[]byte) {
	for _, p := range parts {
		f.body = append(f.body, p...)
	}
}

// encode returns the function's entry in the code section.
func (f *Func) encode() []byte {
	var runs [][]byte
	for i := 0; i < len(f.locals); {
		j := i
		for j < len(f.locals) && f.locals[j] == f.locals[i] {
			j++
		}
		runs = append(runs, append(appendU32(nil, uint32(j-i)), byte(f.locals[i])))
		i = j
	}
	code := appendU32(nil, uint32(len(runs)))
	for _, r := range runs {
		code = append(code, r...)
	}
	code = append(code, f.body...)
	code = append(code, 0x0b)
	return append(appendU32(nil, uint32(len(code))), code...)
}
