package assign

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func ExampleMaximize() {
	a, err := Maximize(3, []float64{
		7, 5, 1,
		6, 3, 1,
		2, 4, 0,
	})
	fmt.Println(a.Perm, a.Value, err)
	// Output: [0 2 1] 12 <nil>
}

func TestByHand(t *testing.T) {
	for _, c := range []struct {
		n    int
		w    []float64
		perm []int
	}{
		{0, nil, []int{}},
		{1, []float64{-3}, []int{0}},
		{2, []float64{1, 2, 3, 5}, []int{0, 1}},
		{2, []float64{1, 3, 3, 4}, []int{1, 0}},
		{3, []float64{0, 0, 9, 9, 0, 0, 0, 9, 0}, []int{2, 0, 1}},
		{3, []float64{4, 1, 3, 2, 0, 5, 3, 2, 2}, []int{0, 2, 1}},
	} {
		if a := solve(t, c.n, c.w); !slices.Equal(a.Perm, c.perm) {
			t.Errorf("%v: got %v, want %v", c.w, a.Perm, c.perm)
		}
	}
}

// The best of all n! permutations, each weighed as the solver weighs its own.
func TestAgainstEveryPermutation(t *testing.T) {
	for _, f := range families {
		t.Run(f.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(2, uint64(len(f.name))))
			for n := 1; n <= 7; n++ {
				for range 8 {
					w := f.make(n, r)
					best := math.Inf(-1)
					eachPermutation(n, func(p []int) {
						sum := 0.0
						for i, j := range p {
							sum += w[i*n+j]
						}
						best = max(best, sum)
					})
					scale := 0.0
					for _, x := range w {
						scale = max(scale, math.Abs(x))
					}
					if a := solve(t, n, w); math.Abs(a.Value-best) > 8*float64(n)*0x1p-53*scale {
						t.Fatalf("n = %d: %v, the best of all is %v\n%v", n, a.Value, best, w)
					}
				}
			}
		})
	}
}

func eachPermutation(n int, visit func([]int)) {
	p := make([]int, 0, n)
	var grow func()
	grow = func() {
		if len(p) == n {
			visit(p)
			return
		}
		for j := range n {
			if !slices.Contains(p, j) {
				p = append(p, j)
				grow()
				p = p[:len(p)-1]
			}
		}
	}
	grow()
}

func TestPlantedPermutationIsFound(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for _, n := range []int{2, 9, 64, 200} {
		a := make([]float64, n*16)
		for k := range a {
			a[k] = r.NormFloat64()
		}
		planted := r.Perm(n)
		w := fill(n, func(i, j int) float64 { // −½|a_i − a_π(j)|²: zero on the planted pairs alone
			s := 0.0
			for k := range 16 {
				d := a[i*16+k] - a[planted[j]*16+k]
				s -= d * d / 2
			}
			return s
		})
		for i, j := range solve(t, n, w).Perm {
			if planted[j] != i {
				t.Fatalf("n = %d: row %d went to column %d", n, i, j)
			}
		}
	}
}

func TestConstantGivesTheIdentity(t *testing.T) {
	for n := range 20 {
		for i, j := range solve(t, n, fill(n, func(i, j int) float64 { return 2.5 })).Perm {
			if i != j {
				t.Fatalf("n = %d: row %d went to column %d", n, i, j)
			}
		}
	}
}
