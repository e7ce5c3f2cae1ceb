package kernel_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"onebasin/toynets/kernel"
)

// The product beside gonum's: the same shapes in the same run, so that the
// ratio of the two GFLOP/s columns is the gain.

func fill(n int) []float32 {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	return x
}

func benchmarkProduct(b *testing.B, gemm func(m, n, k int, x, y, z []float32)) {
	for _, s := range [][3]int{{8, 8, 8}, {32, 32, 32}, {64, 64, 64}, {256, 256, 256}, {50, 64, 64}, {128, 512, 784}} {
		m, n, k := s[0], s[1], s[2]
		x, y, z := fill(m*k), fill(k*n), fill(m*n)
		b.Run(fmt.Sprintf("%dx%dx%d", m, n, k), func(b *testing.B) {
			for b.Loop() {
				gemm(m, n, k, x, y, z)
			}
			b.ReportMetric(2*float64(m*n*k)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
		})
	}
}

func BenchmarkGemm(b *testing.B) {
	var ws kernel.Workspace
	for form, name := range []string{"AB", "AᵀB", "ABᵀ", "AᵀBᵀ"} {
		b.Run(name, func(b *testing.B) {
			benchmarkProduct(b, func(m, n, k int, x, y, z []float32) {
				kernel.Gemm(form&1 != 0, form&2 != 0, m, n, k, x, y, z, &ws)
			})
		})
	}
}

func BenchmarkGonum(b *testing.B) {
	benchmarkProduct(b, func(m, n, k int, x, y, z []float32) {
		blas32.Gemm(blas.NoTrans, blas.NoTrans, 1,
			blas32.General{Rows: m, Cols: k, Stride: k, Data: x},
			blas32.General{Rows: k, Cols: n, Stride: n, Data: y}, 0,
			blas32.General{Rows: m, Cols: n, Stride: n, Data: z})
	})
}
