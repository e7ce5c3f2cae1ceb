//go:build js

package kernel

import "unsafe"

// treesBound says whether the SIMD module has the loops of trees.
var treesBound = bound

func simdSides(m, n int, z, bias, left, right []float32) {
	treesides(int32(m), int32(n), at(z), at(bias), at(left), at(right))
}

func simdTreeShares(trees int, left, right, mu []float32) {
	treeshares(int32(trees), at(left), at(right), at(mu))
}

func simdTreeSlopes(trees int, left, right, dmu, dz []float32) {
	treeslopes(int32(trees), at(left), at(right), at(dmu), at(dz))
}

//go:wasmimport kernel treesides
//go:noescape
func treesides(m, n int32, z, bias, left, right unsafe.Pointer)

//go:wasmimport kernel treeshares
//go:noescape
func treeshares(trees int32, left, right, mu unsafe.Pointer)

//go:wasmimport kernel treeslopes
//go:noescape
func treeslopes(trees int32, left, right, dmu, dz unsafe.Pointer)
