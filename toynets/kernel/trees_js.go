//go:build js

package kernel

import "unsafe"

// treesBound says whether the SIMD module has the loops of trees.
var treesBound = bound

func simdNegate(dst, x []float32) { neg(int32(len(dst)), at(dst), at(x)) }

func simdTreeShares(trees int, left, right, mu []float32) {
	treeshares(int32(trees), at(left), at(right), at(mu))
}

func simdTreeSlopes(trees int, left, right, dmu, dz []float32) {
	treeslopes(int32(trees), at(left), at(right), at(dmu), at(dz))
}

//go:wasmimport kernel neg
//go:noescape
func neg(n int32, dst, x unsafe.Pointer)

//go:wasmimport kernel treeshares
//go:noescape
func treeshares(trees int32, left, right, mu unsafe.Pointer)

//go:wasmimport kernel treeslopes
//go:noescape
func treeslopes(trees int32, left, right, dmu, dz unsafe.Pointer)
