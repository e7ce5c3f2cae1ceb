package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// tripleLoop is the textbook product that [Gemm] promises to equal bit for bit.
func tripleLoop(transA, transB bool, m, n, k int, a, b, c []float32) {
	for i := range m {
		for j := range n {
			var sum float32
			for p := range k {
				x, y := 0, 0
				if x = i*k + p; transA {
					x = p*m + i
				}
				if y = p*n + j; transB {
					y = j*k + p
				}
				sum += float32(a[x] * b[y])
			}
			c[i*n+j] = sum
		}
	}
}

func TestGemmByHand(t *testing.T) {
	a := []float32{1, 2, 3, 4, 5, 6} // 2×3
	b := []float32{7, 8, 9, 10, 11, 12}
	cases := []struct {
		name           string
		transA, transB bool
		m, n, k        int
		want           []float32
	}{
		{"A·B", false, false, 2, 2, 3, []float32{58, 64, 139, 154}},
		{"A·Bᵀ", false, true, 2, 2, 3, []float32{50, 68, 122, 167}},
		{"Aᵀ·B", true, false, 2, 2, 3, []float32{89, 98, 116, 128}},
		{"Aᵀ·Bᵀ", true, true, 2, 2, 3, []float32{76, 103, 100, 136}},
		{"k = 0", false, false, 2, 2, 0, []float32{0, 0, 0, 0}},
	}
	for _, c := range cases {
		got := []float32{9, 9, 9, 9}
		Gemm(c.transA, c.transB, c.m, c.n, c.k, a, b, got, &Workspace{})
		if !equalBits(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestGemmIsTheTripleLoop(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var ws Workspace
	for range 400 {
		m, n, k := r.IntN(20), r.IntN(20), r.IntN(20)
		checkGemm(t, r, m, n, k, &ws)
	}
	for _, s := range [][3]int{{50, 64, 2}, {50, 64, 64}, {50, 2, 64}, {64, 2, 50}, {2, 64, 50}, {33, 65, 700},
		{1, 1, 1000}} {
		checkGemm(t, r, s[0], s[1], s[2], &ws)
	}
}

func checkGemm(t *testing.T, r *rand.Rand, m, n, k int, ws *Workspace) {
	t.Helper()
	a, b := randoms(r, m*k), randoms(r, k*n)
	for form := range 4 {
		transA, transB := form&1 != 0, form&2 != 0
		got, want := randoms(r, m*n), make([]float32, m*n)
		Gemm(transA, transB, m, n, k, a, b, got, ws)
		tripleLoop(transA, transB, m, n, k, a, b, want)
		if !equalBits(got, want) {
			t.Fatalf("%d×%d×%d, transposed %v %v: not the triple loop's bits", m, n, k, transA, transB)
		}
	}
}

// randoms returns n numbers, now and then one of the special ones.
func randoms(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	special := r.IntN(4) == 0
	for i := range x {
		x[i] = float32(r.NormFloat64())
		if special && r.IntN(30) == 0 {
			x[i] = specials[r.IntN(len(specials))]
		}
	}
	return x
}

var specials = []float32{
	0, math.Float32frombits(1 << 31), 1, -1, math.Float32frombits(1), math.Float32frombits(0x807fffff),
	0x1p-126, math.MaxFloat32, -math.MaxFloat32, float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()),
	88.7, -87.4, -103.9, 1e-5, 4e-4, 7.9053, -7.9054, 16, -16.5, 1e20, 0.70710677,
}

// equalBits reports whether two slices hold the same bits, any NaN being equal to any other.
func equalBits(a, b []float32) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if math.Float32bits(a[i]) != math.Float32bits(b[i]) && !(a[i] != a[i] && b[i] != b[i]) {
			return false
		}
	}
	return true
}
