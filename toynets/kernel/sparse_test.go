package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The product that passes over zeros has the bits of the textbook product, whatever A holds, and leaves a B alone that
// is not finite.
func TestSparse(t *testing.T) {
	f := bindModule(t)
	r := rand.New(rand.NewPCG(5, 9))
	negative := float32(math.Copysign(0, -1))
	for _, size := range [][3]int{{1, 32, 4}, {3, 64, 64}, {7, 96, 20}, {64, 32, 128}} {
		m, n, k := size[0], size[1], size[2]
		for _, share := range []float64{0, 0.5, 1} {
			a, b := make([]float32, m*k), make([]float32, n*k)
			for i := range b {
				b[i] = float32(r.NormFloat64())
			}
			for i := range a {
				if a[i] = float32(r.NormFloat64()); r.Float64() < share {
					a[i] = []float32{0, negative}[i%2]
				}
			}
			if share == 0.5 { // what relu passes on of a network that diverges, and what is hardly a number
				a[0], a[len(a)-1], b[0], b[1] = float32(math.NaN()), float32(math.Inf(1)), 1e-45, -1e-45
				a[1] = 1e-3
			}
			want, got := make([]float32, m*n), make([]float32, m*n)
			scalarGemm(newProduct(false, true, m, n, k, a, b, want), new(Workspace))
			assert.True(t, f.sparse(m, n, k, a, b, got, new(Workspace)))
			for i := range want {
				assert.Equal(t, bits(want[i]), bits(got[i]), "%v, a share of %v zeros, number %d", size, share, i)
			}
			for _, bad := range []float64{math.NaN(), math.Inf(-1)} {
				at, before := r.IntN(len(b)), slices.Clone(got)
				kept := b[at]
				b[at] = float32(bad)
				assert.False(t, f.sparse(m, n, k, a, b, got, new(Workspace)))
				assert.Equal(t, len(before), len(got))
				b[at] = kept
			}
		}
	}
}

// bits are a number's, one NaN being as good as another.
func bits(x float32) uint32 {
	if x != x {
		return math.Float32bits(float32(math.NaN()))
	}
	return math.Float32bits(x)
}

// The stage has the bits of the plain one with any share of zeros, and where B is not finite.
func TestSparseGemm(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 9))
	for _, share := range []float64{0, 0.4, 0.9} {
		for _, bad := range []bool{false, true} {
			const m, n, k = 70, 64, 32
			a, b := make([]float32, m*k), make([]float32, n*k)
			for i := range a {
				if r.Float64() >= share {
					a[i] = float32(r.NormFloat64())
				}
			}
			for i := range b {
				b[i] = float32(r.NormFloat64())
			}
			if bad {
				b[17] = float32(math.Inf(1))
			}
			var c Cut
			want, got := make([]float32, m*n), make([]float32, m*n)
			Gemm(false, true, m, n, k, a, b, want, new(Workspace))
			c.Begin(Whole)
			assert.True(t, c.SparseGemm(m, n, k, a, b, got, new(Workspace)))
			for i := range want {
				assert.Equal(t, bits(want[i]), bits(got[i]), "a share of %v, %v", share, bad)
			}
		}
	}
}
