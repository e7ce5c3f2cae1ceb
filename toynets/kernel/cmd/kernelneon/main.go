// Command kernelneon writes the assembly of package kernel for arm64: the loops of the kernels with NEON, four float32
// or two float64 at a time.
//
//	go generate ./toynets/kernel
//
// Every product and every sum is rounded by itself, and every sum runs in the order of the scalar code, so the bits are
// the same. Go's assembler has no names for sums and products of vectors but the fused ones, so these are written as
// words; see [instruction].
package main

import (
	"flag"
	"log"
	"os"
)

func main() {
	out := flag.String("out", "loops_arm64.s", "file of the assembly")
	stubs := flag.String("stubs", "loops_arm64.go", "file of the declarations")
	flag.Parse()
	var f file
	products(&f)
	elementwise(&f)
	optimisers(&f)
	if err := os.WriteFile(*out, f.assembly(), 0o644); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(*stubs, f.declarations(), 0o644); err != nil {
		log.Fatal(err)
	}
}
