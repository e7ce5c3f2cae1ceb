package assign

import (
	"math"
	"math/rand/v2"
	"testing"
)

// From any start the answer is certified; from the problem's own answer it is that answer.
func TestAgainIsOptimal(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for _, f := range families {
		for _, n := range []int{0, 1, 2, 5, 17, 40} {
			w := f.make(n, r)
			var s Solver
			cold, err := s.Maximize(n, w)
			if err != nil {
				t.Fatal(err)
			}
			certify(t, n, w, cold)
			scale := 0.0
			for _, x := range w {
				scale = max(scale, math.Abs(x))
			}
			v := make([]float64, n)
			for j := range v {
				v[j] = scale * (r.Float64() - 0.5)
			}
			for _, start := range []struct {
				perm []int
				v    []float64
			}{{cold.Perm, cold.V}, {r.Perm(n), cold.V}, {r.Perm(n), v}, {cold.Perm, make([]float64, n)}} {
				warm, err := s.Again(n, w, start.perm, start.v)
				if err != nil {
					t.Fatal(err)
				}
				certify(t, n, w, warm)
				if math.Abs(warm.Value-cold.Value) > 16*float64(n)*0x1p-53*scale {
					t.Fatalf("%s, n = %d: %v from a start, %v from none", f.name, n, warm.Value, cold.Value)
				}
			}
		}
	}
}

// After a small change the answer is the changed problem's, and the start is as it was.
func TestAgainAfterAChange(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	const n = 30
	w := fill(n, func(i, j int) float64 { return r.NormFloat64() })
	var s Solver
	a, err := s.Maximize(n, w)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		kept := bits(a)
		for range 3 {
			w[r.IntN(n*n)] += r.NormFloat64()
		}
		next, err := s.Again(n, w, a.Perm, a.V)
		if err != nil {
			t.Fatal(err)
		}
		certify(t, n, w, next)
		if bits(a) != kept {
			t.Fatal("the start was changed")
		}
		a = next
	}
}

func TestAgainRefuses(t *testing.T) {
	var s Solver
	w := []float64{1, 2, 3, 4}
	a, err := s.Again(2, w, []int{0, 1}, []float64{0, math.NaN()})
	if err != nil || bits(a) != bits(solve(t, 2, w)) {
		t.Error("duals that are no numbers are no start")
	}
	if _, err := s.Again(2, []float64{1, 2, 3, math.Inf(1)}, []int{0, 1}, []float64{0, 0}); err == nil {
		t.Error("an infinite weight was taken")
	}
	for _, perm := range [][]int{{0, 0}, {0, 2}, {0, -1}, {0}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v was taken for a permutation", perm)
				}
			}()
			s.Again(2, w, perm, []float64{0, 0})
		}()
	}
}
