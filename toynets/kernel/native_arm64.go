package kernel

import (
	"fmt"
	"os"
)

//go:generate go run ./cmd/kernelneon -out loops_arm64.s -stubs loops_arm64.go

// bound is decided once, when the program starts: every arm64 processor has NEON, and the environment variable
// ONEBASIN_KERNEL may name the scalar code, for comparisons. The results do not depend on it.
var bound = neon(os.Getenv("ONEBASIN_KERNEL"))

// Chosen names the implementation that computes: "go" or "neon".
func Chosen() string {
	if bound {
		return "neon"
	}
	return "go"
}

func neon(name string) bool {
	switch name {
	case "", "neon":
		return true
	case "go":
		return false
	}
	fmt.Fprintf(os.Stderr, "ONEBASIN_KERNEL is %q; this machine has go and neon\n", name)
	os.Exit(2)
	return false
}
