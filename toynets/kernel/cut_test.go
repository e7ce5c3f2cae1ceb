package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// record is a computation of stages of so many units, each of a cost, that writes down what it does.
type record struct {
	cut    Cut
	stages [][2]int
	did    [][]int
	work   int // of the last piece
}

func (l *record) step(work int) (done bool) {
	l.cut.Begin(work)
	l.work = 0
	for s, stage := range l.stages {
		for l.cut.More(stage[0], stage[1]) {
			first, last := l.cut.Range()
			for u := first; u < last; u++ {
				l.did[s] = append(l.did[s], u)
				l.work += stage[1]
			}
		}
		if l.cut.Paused() {
			return false
		}
	}
	l.cut.End()
	return true
}

// Whatever the pieces, every unit is done once, in order, and no piece is larger than asked for by more than its last
// unit.
func TestPiecesAreTheWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		l := &record{}
		dearest, whole := 0, 0
		for range r.IntN(6) {
			stage := [2]int{r.IntN(20), r.IntN(10)}
			l.stages = append(l.stages, stage)
			dearest, whole = max(dearest, stage[1]), whole+stage[0]*stage[1]
		}
		for _, work := range []int{1, 1 + r.IntN(100), Whole} {
			for range 2 { // a computation can be done again
				l.did = make([][]int, len(l.stages))
				calls := 1
				for ; !l.step(work); calls++ {
					if l.work > work+dearest {
						t.Fatalf("%d of work where %d was asked for", l.work, work)
					}
				}
				if work == Whole && calls > 1 || calls > 1+whole/work {
					t.Fatalf("%d calls for %d in pieces of %d", calls, whole, work)
				}
				for s, stage := range l.stages {
					want := make([]int, 0, stage[0])
					for u := range stage[0] {
						want = append(want, u)
					}
					if !slices.Equal(l.did[s], want) {
						t.Fatalf("stage %d: %v", s, l.did[s])
					}
				}
			}
		}
	}
}

// A product in pieces is the textbook triple loop, to the bit.
func TestCutGemmIsTheTripleLoop(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var ws Workspace
	for _, s := range [][3]int{
		{0, 3, 4}, {3, 0, 4}, {3, 4, 0}, {1, 1, 1}, {5, 6, 7}, {100, 129, 257}, {1, 9, 20000}, {300, 3, 2600},
	} {
		m, n, k := s[0], s[1], s[2]
		a, b := randoms(r, m*k), randoms(r, k*n)
		for form := range 4 {
			transA, transB := form&1 != 0, form&2 != 0
			got, want := randoms(r, m*n), make([]float32, m*n)
			var cut Cut
			pieces := 0
			for done := false; !done; pieces++ {
				cut.Begin(1)
				if done = cut.Gemm(transA, transB, m, n, k, a, b, got, &ws); done {
					cut.End()
				}
			}
			if least := m * n * k / PieceWork(); pieces < least {
				t.Fatalf("%v in %d pieces", s, pieces)
			}
			tripleLoop(transA, transB, m, n, k, a, b, want)
			if !equalBits(got, want) {
				t.Fatalf("%v, transposed %v %v: not the triple loop's bits", s, transA, transB)
			}
		}
	}
}
