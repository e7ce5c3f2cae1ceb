//go:build js

package kernel

import "testing"

// bindModule returns the SIMD module as this program has it bound.
func bindModule(t testing.TB) functions {
	if !bound {
		t.Skip("the SIMD module is not bound")
	}
	f := fast
	f.trees = &treeLoops{simdSides, simdTreeShares, simdTreeSlopes}
	f.sparse = simdSparse
	return f
}

func bindDoubles(t testing.TB) doubles {
	bindModule(t)
	return doubles{simdWide64(), simdPanel64, simdDots64, simdRows64}
}
