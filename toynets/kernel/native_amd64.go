package kernel

import (
	"fmt"
	"os"

	"golang.org/x/sys/cpu"
)

//go:generate go run ./cmd/kernelasm -out loops_amd64.s -stubs loops_amd64.go -pkg kernel

// An instruction set of the processor.
type instructions int

const (
	plainGo instructions = iota
	avx2
	avx512
)

var instructionNames = [...]string{plainGo: "go", avx2: "avx2", avx512: "avx512"}

// chosen is decided once, when the program starts: the widest vectors that the processor has, or what the environment
// variable ONEBASIN_KERNEL names, for comparisons. The results do not depend on it.
var chosen = choose(os.Getenv("ONEBASIN_KERNEL"))

// bound reports whether there is anything faster than the scalar code.
var bound = chosen != plainGo

// Chosen names the implementation that computes: "go", "avx2" or "avx512".
func Chosen() string { return instructionNames[chosen] }

// choose returns the named instructions, or the best there are. A program that asks for others than the processor has
// does not start.
func choose(name string) instructions {
	best := available()
	if name == "" {
		return best
	}
	for i, n := range instructionNames {
		if n == name && instructions(i) <= best {
			return instructions(i)
		}
	}
	fmt.Fprintf(os.Stderr, "ONEBASIN_KERNEL is %q; this machine has go and up to %s\n", name, instructionNames[best])
	os.Exit(2)
	return plainGo
}

// available returns the best instructions that the processor and its system have.
func available() instructions {
	switch x := cpu.X86; {
	case x.HasAVX2 && x.HasAVX512F && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512BW:
		return avx512
	case x.HasAVX2:
		return avx2
	}
	return plainGo
}
