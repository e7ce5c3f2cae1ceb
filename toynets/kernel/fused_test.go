//go:build !js

package kernel

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// TestNothingIsFused compiles the packages whose bits must not depend on the machine for arm64, where the compiler
// joins x*y + z into one rounding unless the product is rounded explicitly, and looks for the instructions.
func TestNothingIsFused(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles for another architecture")
	}
	build := exec.Command("go", "build", "-gcflags=-S", ".", "./approx", "../portable", "..", "../tree",
		"../../lmc/spectrum")
	build.Env = append(os.Environ(), "GOOS=linux", "GOARCH=arm64")
	listing, err := build.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, listing)
	}
	if len(regexp.MustCompile(`\tFMULS\t`).FindAll(listing, -1)) < 20 {
		t.Fatal("the listing shows no products: this test sees nothing")
	}
	fused := regexp.MustCompile(`.*\tFN?M(ADD|SUB)[SD]\t.*`)
	for _, line := range fused.FindAll(listing, -1) {
		t.Errorf("%s", line)
	}
}
