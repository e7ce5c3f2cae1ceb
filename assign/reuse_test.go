package assign

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"testing"
)

// A solver that has solved other problems, larger and smaller, gives the bits of a fresh one, and results handed out
// before stay as they were.
func TestReuseLeavesNoTrace(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	var used Solver
	for _, n := range []int{40, 3, 64, 0, 17, 1, 64} {
		for _, f := range families {
			w := f.make(n, r)
			fresh := solve(t, n, w)
			again, err := used.Maximize(n, w)
			if err != nil {
				t.Fatal(err)
			}
			kept := bits(again)
			used.Maximize(n, f.make(n, r))
			if bits(fresh) != kept || bits(again) != kept {
				t.Fatalf("%s, n = %d: the used solver differs", f.name, n)
			}
		}
	}
}

func bits(a Assignment) uint64 {
	h := fnv.New64a()
	put := func(x uint64) {
		for k := range 8 {
			h.Write([]byte{byte(x >> (8 * k))})
		}
	}
	for i, j := range a.Perm {
		put(uint64(j))
		put(math.Float64bits(a.U[i]))
		put(math.Float64bits(a.V[i]))
	}
	put(math.Float64bits(a.Value))
	return h.Sum64()
}

// The bits are the promise: this number is the same natively and under js/wasm. The matrices are made without any
// function whose bits could differ.
func TestBitsAreTheSameEverywhere(t *testing.T) {
	const want = 0x8454203ab840ab5d
	h := uint64(0)
	r := rand.New(rand.NewPCG(5, 5))
	for _, n := range []int{1, 2, 13, 64, 150} {
		a := fill(n, func(i, j int) float64 { return float64(r.IntN(1<<20)) - 1<<19 })
		b := fill(n, func(i, j int) float64 { return 1 / float64(1+r.IntN(1<<20)) })
		w := fill(n, func(i, j int) float64 {
			s := 0.0
			for k := range min(n, 6) {
				s += float64(a[i*n+k] * b[j*n+k])
			}
			return s
		})
		h = h*31 + bits(solve(t, n, w))
	}
	if h != want {
		t.Errorf("bits %#x, want %#x", h, uint64(want))
	}
}
