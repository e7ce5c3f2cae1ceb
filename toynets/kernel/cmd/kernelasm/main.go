// Command kernelasm writes the assembly of package kernel for amd64: the loops of the kernels, eight numbers at a time
// with AVX2, and the matrix product sixteen at a time with AVX-512, too.
//
//	go generate ./toynets/kernel
//
// Every product and every sum is rounded by itself, and every sum runs in the order of the scalar code, so the bits are
// the same. The loops handle whole vectors; what is left at the end of a slice is done by the scalar code.
package main

import . "github.com/mmcloughlin/avo/build"

func main() {
	products()
	elementwise()
	activations()
	optimisers()
	doubles()
	Generate()
}
