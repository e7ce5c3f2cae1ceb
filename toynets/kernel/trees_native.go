//go:build !js

package kernel

// treesBound says that the loops of trees are plain Go here, which the compiler makes fast enough.
const treesBound = false

func simdSides(_, _ int, _, _, _, _ []float32)   { panic("kernel: no SIMD code for trees") }
func simdTreeShares(_ int, _, _, _ []float32)    { panic("kernel: no SIMD code for trees") }
func simdTreeSlopes(_ int, _, _, _, _ []float32) { panic("kernel: no SIMD code for trees") }
