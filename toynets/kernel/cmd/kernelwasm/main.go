// Command kernelwasm writes the kernels' WebAssembly module.
//
//	kernelwasm -o FILE
package main

import (
	"flag"
	"fmt"
	"os"

	"onebasin/toynets/kernel/simd"
)

func main() {
	out := flag.String("o", "kernel.wasm", "the file to write")
	flag.Parse()
	if err := os.WriteFile(*out, simd.Module(), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "kernelwasm:", err)
		os.Exit(1)
	}
}
