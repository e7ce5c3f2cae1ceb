//go:build !js && !amd64 && !arm64

package kernel

// On this machine there is neither a SIMD module to bind nor assembly: bound is constant, and the compiler drops the
// calls below.
const bound = false

// Chosen names the implementation that computes.
func Chosen() string { return "go" }

const unbound = "kernel: no SIMD code"

func simdGemm(_ product, _ *Workspace)               { panic(unbound) }
func simdBiasAct(_ Act, _, _ int, _, _, _ []float32) { panic(unbound) }
func simdActGrad(_ Act, _, _, _, _ []float32)        { panic(unbound) }
func simdSoftmaxXent(_, _ int, _ []float32, _ []int32, _, _ []float32, _ float32) {
	panic(unbound)
}
func simdSoftmax(_, _ int, _, _ []float32)                  { panic(unbound) }
func simdCountCorrect(_, _ int, _ []float32, _ []int32) int { panic(unbound) }
func simdAddColSums(_, _ int, _, _ []float32)               { panic(unbound) }
func simdAdam(_ *adamFactors, _, _, _, _ []float32)         { panic(unbound) }
func simdSGD(_, _, _ float32, _, _, _ []float32)            { panic(unbound) }
func simdExp(_, _ []float32)                                { panic(unbound) }
func simdLog(_, _ []float32)                                { panic(unbound) }
func simdTanh(_, _ []float32)                               { panic(unbound) }
func simdLerp(_, _, _ []float32, _ float32)                 { panic(unbound) }
func simdPlane(_, _, _, _ []float32, _, _ float32)          { panic(unbound) }
func simdWide64() int                                       { panic(unbound) }
func simdPanel64(_, _ int, _ []float64, _ int, _, _ []float64, _ int, _ bool) {
	panic(unbound)
}
func simdDots64(_, _ int, _ []float64, _ int, _, _ []float64) { panic(unbound) }
func simdRows64(_, _ int, _, _ []float64, _ int, _ []float64) { panic(unbound) }

// skipsZeros says that there is no product which passes over zeros: wide vectors gain too little by it.
const skipsZeros = false

func simdSparse(_, _, _ int, _, _, _ []float32, _ *Workspace) (done bool) {
	panic("kernel: no product that passes over zeros")
}
