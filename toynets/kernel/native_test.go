//go:build amd64

package kernel

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// eachInstructions runs a test with every set of instructions that the processor has.
func eachInstructions(t *testing.T, run func(t *testing.T)) {
	if available() == plainGo {
		t.Skip("the processor has no AVX2")
	}
	before := chosen
	defer func() { chosen = before }()
	for i := avx2; i <= available(); i++ {
		chosen = i
		t.Run(instructionNames[i], run)
	}
}

func TestAssemblyEqualsScalar(t *testing.T) {
	eachInstructions(t, func(t *testing.T) { compareShapes(t, fast) })
}

func TestAssemblyOverAllFloats(t *testing.T) {
	eachInstructions(t, func(t *testing.T) { compareFunctions(t, fast) })
}

func TestAssemblySteps(t *testing.T) {
	eachInstructions(t, func(t *testing.T) { compareSteps(t, fast) })
}

func TestAssemblyOfDoubles(t *testing.T) {
	eachInstructions(t, func(t *testing.T) {
		compareDoubles(t, doubles{simdWide64(), simdPanel64, simdDots64, simdRows64})
		compareProducts(t)
	})
}

func FuzzAssemblyEqualsScalar(f *testing.F) {
	f.Add(uint64(1), uint16(1), uint16(1), uint16(1), true)
	f.Add(uint64(2), uint16(6), uint16(16), uint16(4), false)
	f.Add(uint64(3), uint16(8), uint16(33), uint16(257), true)
	f.Add(uint64(4), uint16(131), uint16(3), uint16(2), false)
	f.Fuzz(func(t *testing.T, seed uint64, m, n, k uint16, wide bool) {
		if available() == plainGo {
			t.Skip("the processor has no AVX2")
		}
		before := chosen
		defer func() { chosen = before }()
		if chosen = avx2; wide {
			chosen = available()
		}
		compareAll(t, fast, rand.New(rand.NewPCG(seed, 0)), int(m)%150, int(n)%90, int(k)%600)
	})
}

// What lies beside C in memory stays as it is.
func TestAssemblyStaysWithinItsSlices(t *testing.T) {
	eachInstructions(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(7, 7))
		for range 300 {
			m, n, k := 1+r.IntN(20), 1+r.IntN(40), 1+r.IntN(20)
			all := randoms(r, m*n+64)
			before := append([]float32{}, all...)
			c := all[32 : 32+m*n : 32+m*n]
			a, b := randoms(r, m*k), randoms(r, k*n)
			simdGemm(newProduct(r.IntN(2) > 0, r.IntN(2) > 0, m, n, k, a, b, c), &Workspace{})
			if !equalBits(all[:32], before[:32]) || !equalBits(all[32+m*n:], before[32+m*n:]) {
				t.Fatalf("m=%d n=%d k=%d: numbers beside C changed", m, n, k)
			}
		}
	})
}

// The assembly is what the generators write.
func TestAssemblyIsGenerated(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	for _, args := range [][]string{
		{"./cmd/kernelasm", "-out", file("loops_amd64.s"), "-stubs", file("loops_amd64.go"), "-pkg", "kernel"},
		{"./cmd/kernelneon", "-out", file("loops_arm64.s"), "-stubs", file("loops_arm64.go")},
	} {
		if out, err := exec.Command("go", append([]string{"run"}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	for _, base := range []string{"loops_amd64.s", "loops_amd64.go", "loops_arm64.s", "loops_arm64.go"} {
		name := file(base)
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Base(name))
		if err != nil {
			t.Fatal(err)
		}
		if body(got) != body(want) {
			t.Errorf("%s is not what cmd/kernelasm writes: run go generate ./toynets/kernel", filepath.Base(name))
		}
	}
}

// body is a file without its first line, which names the command that wrote it.
func body(file []byte) string {
	for i, c := range file {
		if c == '\n' {
			return string(file[i:])
		}
	}
	return ""
}
