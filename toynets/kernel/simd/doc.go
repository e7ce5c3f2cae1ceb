// Package simd is the WebAssembly SIMD form of package kernel's functions, written in Go with package wasmasm and built
// when the project is built.
//
// The module imports the memory of the Go program it serves as env.mem, so that pointers into Go slices are used as
// they are, and exports one function per kernel. Arguments are 32-bit integers, addresses and float32; lengths are
// checked, and dimensions of 0 kept away, on the Go side. A lane does what the scalar code in package kernel does, in
// the same order, so the bits are equal.
//
//	os.WriteFile("kernel.wasm", simd.Module(), 0o644)
//
// The files here import wasmasm by the dot, so that a kernel reads like its formula: Add(Mul(p, x), c).
//
// The module has no memory, table, start function or state of its own.
package simd

import "onebasin/toynets/kernel/wasmasm"

// Module returns the binary module. Every call returns the same bytes.
func Module() []byte {
	m := wasmasm.New()
	m.ImportMemory("env", "mem")
	sparse(m, gemm(m))
	biasAct(m)
	actGrad(m)
	softmaxXent(m)
	softmax(m)
	countCorrect(m)
	colSums(m)
	adam(m)
	sgd(m)
	unary(m, "exp", exp4)
	unary(m, "log", log4)
	unary(m, "tanh", tanh4)
	lerp(m)
	plane(m)
	treeSides(m)
	treeShares(m)
	treeSlopes(m)
	doublePanel(m)
	doubleDots(m)
	doubleRows(m)
	return m.Bytes()
}
