// Package wasmasm writes WebAssembly modules with 128-bit SIMD from Go, just enough for numerical loops.
//
// An [Expr] is a typed piece of code that leaves one value; operations take expressions and give expressions, and panic
// when the types do not fit, so a kernel reads like the formula it computes. A [Func] collects statements: assignments
// to locals, stores, loops. Nothing is optimised here; the engine that runs the module does that.
//
//	m := wasmasm.New()
//	m.ImportMemory("env", "mem")
//	f := m.Func("scale", nil, wasmasm.I32, wasmasm.I32, wasmasm.F32) // x, end, s
//	x, end, s := f.Param(0), f.Param(1), f.Let(wasmasm.Splat(f.Param(2).Get()))
//	f.While(wasmasm.LtU(x.Get(), end.Get()), func() {
//		f.Store(x.Get(), 0, wasmasm.Mul(wasmasm.Load(x.Get(), 0), s.Get()))
//		f.Inc(x, 16)
//	})
//	binary := m.Bytes()
//
// An expression that is used twice is computed twice: give it a name with [Func.Let]. The encoding is that of the
// WebAssembly core specification 2.0.
package wasmasm
