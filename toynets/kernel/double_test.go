package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// doubles is one implementation of the loops over float64.
type doubles struct {
	wide  int
	panel func(m, k int, a []float64, lda int, b, c []float64, ldc int, more bool)
	dots  func(m, n int, a []float64, lda int, x, y []float64)
	rows  func(m, n int, x, a []float64, lda int, y []float64)
}

// tripleLoop64 is the textbook product that [Gemm64] promises to equal bit for bit.
func tripleLoop64(transA bool, m, n, k int, a []float64, lda int, b []float64, ldb int, c []float64, ldc int,
	add bool) {
	for i := range m {
		for j := range n {
			var sum float64
			if add {
				sum = c[i*ldc+j]
			}
			for p := range k {
				sum += float64(a[corner(transA, i, p, lda)] * b[p*ldb+j])
			}
			c[i*ldc+j] = sum
		}
	}
}

func randoms64(r *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	special := r.IntN(4) == 0
	for i := range x {
		x[i] = r.NormFloat64()
		if special && r.IntN(30) == 0 {
			x[i] = []float64{0, math.Copysign(0, -1), math.Inf(1), math.NaN(), 5e-324, math.MaxFloat64}[r.IntN(6)]
		}
	}
	return x
}

func requireBits64(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range want {
		if math.Float64bits(got[i]) != math.Float64bits(want[i]) && !(got[i] != got[i] && want[i] != want[i]) {
			t.Fatalf("%s: number %d is %v, not %v", what, i, got[i], want[i])
		}
	}
}

// compareDoubles compares loops with the scalar ones, in matrices that are parts of others.
func compareDoubles(t *testing.T, d doubles) {
	t.Helper()
	r := rand.New(rand.NewPCG(4, 4))
	for turn := range 300 {
		m, n, k := 1+r.IntN(20), 8*(1+r.IntN(6)), 1+r.IntN(40)
		if turn < 12 {
			m = 1 + turn
		}
		a, lda := randoms64(r, m*(n+k+3)), n+k+3
		b, ldc := randoms64(r, k*d.wide), d.wide+r.IntN(3)
		c := randoms64(r, m*ldc)
		for _, more := range []bool{false, true} {
			got, want := slices.Clone(c), slices.Clone(c)
			d.panel(m, k, a, lda, b, got, ldc, more)
			tripleLoop64(false, m, d.wide, k, a, lda, b, d.wide, want, ldc, more)
			requireBits64(t, "a panel", got, want)
		}
		x, y := randoms64(r, n), randoms64(r, m)
		got, want := slices.Clone(y), slices.Clone(y)
		d.dots(m, n, a, lda, x, got)
		scalarDots64(m, n, a, lda, x, want)
		requireBits64(t, "matrix by vector", got, want)
		got, want = slices.Clone(x), slices.Clone(x)
		d.rows(m, n, y, a, lda, got)
		scalarRows64(m, n, y, a, lda, want)
		requireBits64(t, "vector by matrix", got, want)
	}
}

func TestModuleEqualsScalarInDoubles(t *testing.T) { compareDoubles(t, bindDoubles(t)) }

// compareProducts compares the exported functions with the textbook's loops, for all small shapes, for blocks of every
// dimension, and checks that nothing beside C changes.
func compareProducts(t *testing.T) {
	t.Helper()
	r := rand.New(rand.NewPCG(5, 5))
	var ws Workspace64
	shapes := [][3]int{{0, 3, 3}, {3, 0, 3}, {3, 3, 0}, {0, 0, 0}, {130, 33, 257}, {257, 17, 5}, {9, 50, 600}}
	for range 300 {
		shapes = append(shapes, [3]int{r.IntN(20), r.IntN(40), r.IntN(20)})
	}
	for _, s := range shapes {
		m, n, k := s[0], s[1], s[2]
		lda, ldb, ldc := max(m, k)+r.IntN(3), n+r.IntN(3), n+r.IntN(3)
		a, b, c := randoms64(r, max(m, k)*lda), randoms64(r, k*ldb), randoms64(r, m*ldc+5)
		for form := range 4 {
			transA, add := form&1 != 0, form&2 != 0
			got, want := slices.Clone(c), slices.Clone(c)
			Gemm64(transA, m, n, k, a, lda, b, ldb, got, ldc, add, &ws)
			tripleLoop64(transA, m, n, k, a, lda, b, ldb, want, ldc, add)
			requireBits64(t, "matrix by matrix", got, want)
		}
		x, y := randoms64(r, k), randoms64(r, m)
		got, want := slices.Clone(y), slices.Clone(y)
		MatVec64(m, k, a, lda, x, got)
		whole := k &^ 7
		scalarDots64(m, whole, a, lda, x, want)
		for i := range want {
			for j := whole; j < k; j++ {
				want[i] += float64(a[i*lda+j] * x[j])
			}
		}
		requireBits64(t, "matrix by vector", got, want)
		got, want = slices.Clone(x), slices.Clone(x)
		VecMat64(m, k, y, a, lda, got)
		scalarRows64(m, k, y, a, lda, want)
		requireBits64(t, "vector by matrix", got, want)
	}
}

// The judge itself is judged by textbook loops.
func TestScalarDoubles(t *testing.T) {
	compareDoubles(t, doubles{scalarWide64, scalarPanel64, scalarDots64, scalarRows64})
}

func TestProductsOfDoubles(t *testing.T) { compareProducts(t) }

func TestDoublesByHand(t *testing.T) {
	a := []float64{1, 2, 3, 4, 5, 6} // 2×3
	c := []float64{1, 1, 1, 1}
	Gemm64(false, 2, 2, 3, a, 3, []float64{7, 8, 9, 10, 11, 12}, 2, c, 2, true, &Workspace64{})
	requireBits64(t, "product", c, []float64{59, 65, 140, 155})
	y := make([]float64, 2)
	MatVec64(2, 3, a, 3, []float64{1, 10, 100}, y)
	requireBits64(t, "matrix by vector", y, []float64{321, 654})
	x := []float64{0, 0, 1}
	VecMat64(2, 3, []float64{1, 10}, a, 3, x)
	requireBits64(t, "vector by matrix", x, []float64{41, 52, 64})
	for _, f := range []func(){
		func() { Gemm64(false, 2, 2, 3, a, 3, a, 2, c[:3], 2, false, &Workspace64{}) },
		func() { Gemm64(false, 2, 2, 3, a, 2, a, 2, c, 2, false, &Workspace64{}) },
		func() { MatVec64(2, 3, a[:5], 3, x, y) },
		func() { VecMat64(2, 3, y, a, 3, x[:2]) },
		func() { MatVec64(-1, 3, a, 3, x, y) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("a slice that is too short was taken")
				}
			}()
			f()
		}()
	}
}

// BenchmarkGemm64 gives the speed of 256³.
func BenchmarkGemm64(b *testing.B) {
	const n = 256
	r := rand.New(rand.NewPCG(1, 1))
	x, y, z := randoms64(r, n*n), randoms64(r, n*n), make([]float64, n*n)
	var ws Workspace64
	for b.Loop() {
		Gemm64(false, n, n, n, x, n, y, n, z, n, false, &ws)
	}
	b.ReportMetric(2*n*n*n*float64(b.N)/float64(b.Elapsed()), "GFLOP/s")
}

func BenchmarkVectors64(b *testing.B) {
	const n = 512
	r := rand.New(rand.NewPCG(1, 1))
	x, y, z := randoms64(r, n*n), randoms64(r, n), make([]float64, n)
	b.Run("MatVec", func(b *testing.B) {
		for b.Loop() {
			MatVec64(n, n, x, n, y, z)
		}
		b.ReportMetric(2*n*n*float64(b.N)/float64(b.Elapsed()), "GFLOP/s")
	})
	b.Run("VecMat", func(b *testing.B) {
		for b.Loop() {
			VecMat64(n, n, y, x, n, z)
		}
		b.ReportMetric(2*n*n*float64(b.N)/float64(b.Elapsed()), "GFLOP/s")
	})
}
