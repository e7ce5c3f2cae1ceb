package assign

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// With small integers the only ties are true ones: an answer is unique if and only if trying all permutations finds one
// best.
func TestUniqueAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 11))
	found := [2]int{}
	var s Solver
	for round := range 4000 {
		n, values := 1+round%6, 2+r.IntN(12)
		w := fill(n, func(i, j int) float64 { return float64(r.IntN(values)) })
		best, times := math.Inf(-1), 0
		eachPermutation(n, func(p []int) {
			sum := 0.0
			for i, j := range p {
				sum += w[i*n+j]
			}
			if sum > best {
				best, times = sum, 0
			}
			if sum == best {
				times++
			}
		})
		kept := slices.Clone(w)
		a, err := s.Maximize(n, w)
		if err != nil {
			t.Fatal(err)
		}
		before := bits(a)
		if got := s.Unique(n, w, a); got != (times == 1) {
			t.Fatalf("%v, n = %d: unique is %v, but %d permutations are best", w, n, got, times)
		}
		if bits(a) != before || !slices.Equal(w, kept) {
			t.Fatal("the problem was changed")
		}
		found[min(times, 2)-1]++
	}
	if found[0] < 500 || found[1] < 500 {
		t.Fatalf("%d with one best, %d with more: this tests nothing", found[0], found[1])
	}
}

// A unique answer is found from any start, and in any order of the columns.
func TestUniqueIsFoundFromAnywhere(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 12))
	var s Solver
	for _, f := range families {
		for _, n := range []int{0, 1, 2, 7, 33, 90} {
			w := f.make(n, r)
			a := solve(t, n, w)
			if !s.Unique(n, w, a) {
				continue
			}
			v := make([]float64, n)
			for j := range v {
				v[j] = a.V[j] + (r.Float64()-.5)*magnitude(w)
			}
			warm, err := s.Again(n, w, r.Perm(n), v)
			if err != nil || !slices.Equal(warm.Perm, a.Perm) {
				t.Fatalf("%s, n = %d: another answer from another start", f.name, n)
			}
			order := r.Perm(n)
			turned := solve(t, n, fill(n, func(i, j int) float64 { return w[i*n+order[j]] }))
			for i, j := range turned.Perm {
				if order[j] != a.Perm[i] {
					t.Fatalf("%s, n = %d: another answer in another order", f.name, n)
				}
			}
		}
	}
}

// Differences that rounding can hide prove nothing; those that it cannot, do.
func TestUniqueHasAMargin(t *testing.T) {
	var s Solver
	for _, c := range []struct {
		gap  float64
		want bool
	}{{0, false}, {1e-15, false}, {1e-12, true}, {1, true}} {
		w := []float64{1 + c.gap, 1, 1, 1}
		a := solve(t, 2, w)
		if got := s.Unique(2, w, a); got != c.want {
			t.Errorf("a gap of %g: unique is %v", c.gap, got)
		}
	}
}
