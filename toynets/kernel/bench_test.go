package kernel_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"onebasin/toynets/kernel"
)

func fill(n int) []float32 {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	return x
}

// BenchmarkGemm gives the product's speed and how many times faster it is than gonum's blas32.Gemm for the same
// operands, in the same program and minute.
func BenchmarkGemm(b *testing.B) {
	forms := []struct {
		name           string
		transA, transB bool
	}{{"AB", false, false}, {"AᵀB", true, false}, {"ABᵀ", false, true}}
	shapes := [][3]int{{8, 8, 8}, {32, 32, 32}, {64, 64, 64}, {256, 256, 256}, {50, 64, 64}, {50, 2, 64},
		{128, 512, 784}}
	var ws kernel.Workspace
	for _, f := range forms {
		for _, s := range shapes {
			m, n, k := s[0], s[1], s[2]
			b.Run(fmt.Sprintf("%s/%dx%dx%d", f.name, m, n, k), func(b *testing.B) {
				x, y, z := fill(m*k), fill(k*n), fill(m*n)
				slow, fast := kernel.Race(b,
					func() { gonum(f.transA, f.transB, m, n, k, x, y, z) },
					func() { kernel.Gemm(f.transA, f.transB, m, n, k, x, y, z, &ws) })
				flops := 2 * float64(m*n*k)
				b.ReportMetric(flops/float64(fast), "GFLOP/s")
				b.ReportMetric(flops/float64(slow), "gonum-GFLOP/s")
			})
		}
	}
}

// gonum is the baseline with our argument conventions.
func gonum(transA, transB bool, m, n, k int, x, y, z []float32) {
	operand := func(trans bool, rows, cols int, data []float32) (blas.Transpose, blas32.General) {
		if trans {
			return blas.Trans, blas32.General{Rows: cols, Cols: rows, Stride: rows, Data: data}
		}
		return blas.NoTrans, blas32.General{Rows: rows, Cols: cols, Stride: cols, Data: data}
	}
	ta, a := operand(transA, m, k, x)
	tb, c := operand(transB, k, n, y)
	blas32.Gemm(ta, tb, 1, a, c, 0, blas32.General{Rows: m, Cols: n, Stride: n, Data: z})
}

// TestBaselineComputesTheSame keeps the baseline honest.
func TestBaselineComputesTheSame(t *testing.T) {
	const m, n, k = 7, 9, 11
	x, y := fill(m*k), fill(k*n)
	got, want := make([]float32, m*n), make([]float32, m*n)
	for form := range 4 {
		kernel.Gemm(form&1 != 0, form&2 != 0, m, n, k, x, y, got, &kernel.Workspace{})
		gonum(form&1 != 0, form&2 != 0, m, n, k, x, y, want)
		for i := range got {
			if math.Abs(float64(got[i]-want[i])) > 1e-5 {
				t.Fatalf("form %d: %v and %v", form, got[i], want[i])
			}
		}
	}
}
