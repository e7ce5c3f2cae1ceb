package assign

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// certify checks an answer without knowing how it was found: perm is a permutation, the value is its weight, the duals
// are feasible and tight on it. Together these prove that no permutation weighs more. The tolerance is rounding: every
// dual is a sum of at most about 4n rounded differences of numbers no larger than the largest magnitude that occurs.
func certify(t testing.TB, n int, w []float64, a Assignment) {
	t.Helper()
	if len(a.Perm) != n || len(a.U) != n || len(a.V) != n {
		t.Fatalf("lengths %d %d %d, want %d", len(a.Perm), len(a.U), len(a.V), n)
	}
	seen := make([]bool, n)
	for _, j := range a.Perm {
		if j < 0 || j >= n || seen[j] {
			t.Fatalf("not a permutation: %v", a.Perm)
		}
		seen[j] = true
	}
	scale := 0.0
	for _, list := range [][]float64{w, a.U, a.V} {
		for _, x := range list {
			scale = max(scale, math.Abs(x))
		}
	}
	if math.IsNaN(scale) || math.IsInf(scale, 0) {
		t.Fatalf("a dual is not finite (n = %d)", n)
	}
	const ulp = 0x1p-53
	tol := 4 * float64(n) * ulp * scale
	value := 0.0
	for i, j := range a.Perm {
		value += w[i*n+j]
		if gap := math.Abs(a.U[i] + a.V[j] - w[i*n+j]); gap > 4*ulp*scale {
			t.Fatalf("n = %d: pair (%d,%d) is not tight: gap %g, scale %g", n, i, j, gap, scale)
		}
	}
	if value != a.Value {
		t.Fatalf("value %v, but the permutation weighs %v", a.Value, value)
	}
	for i := range n {
		for j := range n {
			if slack := a.U[i] + a.V[j] - w[i*n+j]; !(slack >= -tol) {
				t.Fatalf("n = %d: duals infeasible at (%d,%d): slack %g, tolerance %g", n, i, j, slack, tol)
			}
		}
	}
}

func solve(t testing.TB, n int, w []float64) Assignment {
	t.Helper()
	before := slices.Clone(w)
	a, err := Maximize(n, w)
	if err != nil {
		t.Fatal(err)
	}
	for k := range w {
		if math.Float64bits(w[k]) != math.Float64bits(before[k]) {
			t.Fatalf("w[%d] was changed", k)
		}
	}
	certify(t, n, w, a)
	return a
}

// families are the kinds of matrices that every property is tried on.
var families = []struct {
	name string
	make func(n int, r *rand.Rand) []float64
}{
	{"uniform", func(n int, r *rand.Rand) []float64 { return fill(n, func(i, j int) float64 { return r.Float64() }) }},
	{"signed", func(n int, r *rand.Rand) []float64 {
		return fill(n, func(i, j int) float64 { return 2*r.Float64() - 1 })
	}},
	{"integer", func(n int, r *rand.Rand) []float64 {
		return fill(n, func(i, j int) float64 { return float64(r.IntN(1000) - 500) })
	}},
	{"tied", func(n int, r *rand.Rand) []float64 {
		return fill(n, func(i, j int) float64 { return float64(r.IntN(3)) })
	}},
	{"sparse", func(n int, r *rand.Rand) []float64 {
		return fill(n, func(i, j int) float64 { return max(0, r.Float64()-.8) })
	}},
	{"constant", func(n int, r *rand.Rand) []float64 { return fill(n, func(i, j int) float64 { return -7.25 }) }},
	{"huge", func(n int, r *rand.Rand) []float64 {
		return fill(n, func(i, j int) float64 { return (2*r.Float64() - 1) * 1e300 })
	}},
	{"tiny", func(n int, r *rand.Rand) []float64 {
		return fill(n, func(i, j int) float64 { return r.Float64() * 1e-300 })
	}},
	{"subnormal", func(n int, r *rand.Rand) []float64 {
		return fill(n, func(i, j int) float64 { return r.Float64() * 1e-318 })
	}},
	{"at the limit", func(n int, r *rand.Rand) []float64 {
		return fill(n, func(i, j int) float64 { return Limit(n) * float64(2*r.IntN(2)-1) })
	}},
	{"wide", func(n int, r *rand.Rand) []float64 {
		return fill(n, func(i, j int) float64 { return math.Ldexp(2*r.Float64()-1, r.IntN(120)-60) })
	}},
	{"offset", func(n int, r *rand.Rand) []float64 {
		return fill(n, func(i, j int) float64 { return 1e12 + r.Float64() })
	}},
	{"product", func(n int, r *rand.Rand) []float64 {
		return fill(n, func(i, j int) float64 { return -float64((i + 1) * (j + 1)) })
	}},
	{"rank one", func(n int, r *rand.Rand) []float64 { return lowRank(n, 1, 0, r) }},
	{"gram", gram},
}

func fill(n int, f func(i, j int) float64) []float64 {
	w := make([]float64, n*n)
	for k := range w {
		w[k] = f(k/n, k%n)
	}
	return w
}

// lowRank is a product of two correlated n×rank factors, the second with its rows shuffled, plus noise.
func lowRank(n, rank int, noise float64, r *rand.Rand) []float64 {
	a, b := make([]float64, n*rank), make([]float64, n*rank)
	for i, p := range r.Perm(n) {
		for k := range rank {
			a[i*rank+k] = r.NormFloat64() / float64(k+1)
			b[p*rank+k] = a[i*rank+k] + .3*r.NormFloat64()
		}
	}
	return fill(n, func(i, j int) float64 {
		s := noise * r.NormFloat64()
		for k := range rank {
			s += a[i*rank+k] * b[j*rank+k]
		}
		return s
	})
}

// gram looks like what weight matching meets: a few strong directions, shared by both networks, over many weak ones. A
// fifth of the units are dead in both: rows and columns of zeros.
func gram(n int, r *rand.Rand) []float64 {
	w := lowRank(n, 8, .02, r)
	for i := 0; i < n; i += 5 {
		for j := range n {
			w[i*n+j], w[j*n+i] = 0, 0
		}
	}
	return w
}

func TestCertificate(t *testing.T) {
	for _, f := range families {
		t.Run(f.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, uint64(len(f.name))))
			for _, n := range []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 64, 100} {
				for range 5 {
					solve(t, n, f.make(n, r))
				}
			}
		})
	}
}
