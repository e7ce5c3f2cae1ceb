//go:build js

package kernel

import (
	"unsafe"

	"onebasin/toynets/kernel/tiling"
)

// The imports below are satisfied by web/kernel.js: either by the module of package simd, which works in this program's
// own memory, or by functions that are never called because available returns 0. A program that imports them does not
// start in a host that offers neither.

// bound is decided once, when the program starts, and never changes.
var bound = available() != 0

func at(x []float32) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(x)) }
func atInts(x []int32) unsafe.Pointer {
	return unsafe.Pointer(unsafe.SliceData(x))
}

func simdGemm(p product, ws *Workspace) {
	buf := ws.floats(tiling.Floats(p.m, p.k))
	gemm(p.flags(), int32(p.m), int32(p.n), int32(p.k), int32(p.lda), int32(p.ldb), int32(p.ldc),
		at(p.a), at(p.b), at(p.c), at(buf))
}

// skipsZeros says that there is a product which passes over zeros.
const skipsZeros = true

func simdSparse(m, n, k int, a, b, c []float32, ws *Workspace) (done bool) {
	return sparse(int32(m), int32(n), int32(k), at(a), at(b), at(c), at(ws.floats(tiling.SparseFloats(n, k)))) != 0
}

func simdBiasAct(act Act, m, n int, z, bias, y []float32) {
	biasact(int32(act), int32(m), int32(n), at(z), at(bias), at(y))
}

func simdActGrad(act Act, z, y, dy, dz []float32) {
	actgrad(int32(act), int32(len(dz)), at(z), at(y), at(dy), at(dz))
}

func simdSoftmaxXent(m, n int, logits []float32, labels []int32, losses, dlogits []float32, scale float32) {
	softmaxxent(int32(m), int32(n), at(logits), atInts(labels), at(losses), at(dlogits), scale)
}

func simdSoftmax(m, n int, logits, p []float32) {
	softmax(int32(m), int32(n), at(logits), at(p))
}

func simdCountCorrect(m, n int, logits []float32, labels []int32) int {
	return int(countcorrect(int32(m), int32(n), at(logits), atInts(labels)))
}

func simdAddColSums(m, n int, x, dst []float32) {
	colsums(int32(m), int32(n), at(x), at(dst))
}

func simdAdam(f *adamFactors, p, g, m, v []float32) {
	adam(int32(len(p)), unsafe.Pointer(f), at(p), at(g), at(m), at(v))
}

func simdSGD(lr, momentum, wd float32, p, g, buf []float32) {
	sgd(int32(len(p)), lr, momentum, wd, at(p), at(g), at(buf))
}

func simdExp(dst, x []float32)  { exp(int32(len(dst)), at(dst), at(x)) }
func simdLog(dst, x []float32)  { log(int32(len(dst)), at(dst), at(x)) }
func simdTanh(dst, x []float32) { tanh(int32(len(dst)), at(dst), at(x)) }

func simdLerp(dst, a, b []float32, t float32) {
	lerp(int32(len(dst)), at(dst), at(a), at(b), t)
}

func simdPlane(dst, o, e1, e2 []float32, u, v float32) {
	plane(int32(len(dst)), at(dst), at(o), at(e1), at(e2), u, v)
}

// simdWide64 is two vectors.
func simdWide64() int { return 4 }

func at64(x []float64) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(x)) }

func simdPanel64(m, k int, a []float64, lda int, b, c []float64, ldc int, more bool) {
	var goOn int32
	if more {
		goOn = 1
	}
	doublepanel(int32(m), int32(k), at64(a), int32(8*lda), at64(b), at64(c), int32(8*ldc), goOn)
}

func simdDots64(m, n int, a []float64, lda int, x, y []float64) {
	doubledots(int32(m), int32(n), at64(a), int32(8*lda), at64(x), at64(y))
}

func simdRows64(m, n int, x, a []float64, lda int, y []float64) {
	doublerows(int32(m), int32(n), at64(x), at64(a), int32(8*lda), at64(y))
}

//go:wasmimport kernel available
func available() int32

//go:wasmimport kernel gemm
//go:noescape
func gemm(flags, m, n, k, lda, ldb, ldc int32, a, b, c, ws unsafe.Pointer)

//go:wasmimport kernel sparse
//go:noescape
func sparse(m, n, k int32, a, b, c, ws unsafe.Pointer) int32

//go:wasmimport kernel biasact
//go:noescape
func biasact(act, m, n int32, z, bias, y unsafe.Pointer)

//go:wasmimport kernel actgrad
//go:noescape
func actgrad(act, n int32, z, y, dy, dz unsafe.Pointer)

//go:wasmimport kernel softmaxxent
//go:noescape
func softmaxxent(m, n int32, logits, labels, losses, dlogits unsafe.Pointer, scale float32)

//go:wasmimport kernel softmax
//go:noescape
func softmax(m, n int32, logits, p unsafe.Pointer)

//go:wasmimport kernel countcorrect
//go:noescape
func countcorrect(m, n int32, logits, labels unsafe.Pointer) int32

//go:wasmimport kernel colsums
//go:noescape
func colsums(m, n int32, x, dst unsafe.Pointer)

//go:wasmimport kernel adam
//go:noescape
func adam(n int32, factors, p, g, m, v unsafe.Pointer)

//go:wasmimport kernel sgd
//go:noescape
func sgd(n int32, lr, momentum, wd float32, p, g, buf unsafe.Pointer)

//go:wasmimport kernel exp
//go:noescape
func exp(n int32, dst, x unsafe.Pointer)

//go:wasmimport kernel log
//go:noescape
func log(n int32, dst, x unsafe.Pointer)

//go:wasmimport kernel tanh
//go:noescape
func tanh(n int32, dst, x unsafe.Pointer)

//go:wasmimport kernel lerp
//go:noescape
func lerp(n int32, dst, a, b unsafe.Pointer, t float32)

//go:wasmimport kernel plane
//go:noescape
func plane(n int32, dst, o, e1, e2 unsafe.Pointer, u, v float32)

//go:wasmimport kernel doublepanel
//go:noescape
func doublepanel(m, k int32, a unsafe.Pointer, lda int32, b, c unsafe.Pointer, ldc, more int32)

//go:wasmimport kernel doubledots
//go:noescape
func doubledots(m, n int32, a unsafe.Pointer, lda int32, x, y unsafe.Pointer)

//go:wasmimport kernel doublerows
//go:noescape
func doublerows(m, n int32, x, a unsafe.Pointer, lda int32, y unsafe.Pointer)
