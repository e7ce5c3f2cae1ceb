package kernel

import (
	"math/rand/v2"
	"testing"
)

func TestAssemblyEqualsScalar(t *testing.T) { compareShapes(t, fast) }

func TestAssemblyOverAllFloats(t *testing.T) { compareFunctions(t, fast) }

func TestAssemblySteps(t *testing.T) { compareSteps(t, fast) }

func TestAssemblyOfDoubles(t *testing.T) {
	compareDoubles(t, doubles{simdWide64(), simdPanel64, simdDots64, simdRows64})
	compareProducts(t)
}

func FuzzAssemblyEqualsScalar(f *testing.F) {
	f.Add(uint64(1), uint16(1), uint16(1), uint16(1))
	f.Add(uint64(3), uint16(8), uint16(33), uint16(257))
	f.Fuzz(func(t *testing.T, seed uint64, m, n, k uint16) {
		compareAll(t, fast, rand.New(rand.NewPCG(seed, 0)), int(m)%150, int(n)%90, int(k)%600)
	})
}
