package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestLerpEndsAreExact(t *testing.T) {
	a, b := slices.Clone(specials), slices.Clone(specials)
	slices.Reverse(b)
	got := make([]float32, len(a))
	if Lerp(got, a, b, 0); !equalBits(got, a) {
		t.Errorf("at 0: %v", got)
	}
	if Lerp(got, a, b, 1); !equalBits(got, b) {
		t.Errorf("at 1: %v", got)
	}
	Lerp(got[:2], []float32{1, 2}, []float32{3, 10}, 0.25)
	if got[0] != 1.5 || got[1] != 4 {
		t.Errorf("at ¼: %v", got[:2])
	}
}

func TestPlaneByHand(t *testing.T) {
	got := make([]float32, 2)
	Plane(got, []float32{1, 2}, []float32{10, 20}, []float32{100, 300}, 0.5, -2)
	if want := []float32{-194, -588}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestColSumsByHand(t *testing.T) {
	got := []float32{9, 9, 9}
	ColSums(2, 3, []float32{1, 2, 3, 10, 20, 30}, got)
	if want := []float32{11, 22, 33}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if ColSums(0, 3, nil, got); !slices.Equal(got, make([]float32, 3)) {
		t.Errorf("of no rows: %v", got)
	}
}

func TestFunctionsAgainstMath(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	x, y := make([]float32, 999), make([]float32, 999)
	for i := range x {
		x[i] = float32(math.Abs(3 * r.NormFloat64()))
	}
	for _, f := range []struct {
		name string
		f    func(dst, x []float32)
		want func(float64) float64
	}{{"exp", Exp, math.Exp}, {"log", Log, math.Log}, {"tanh", TanhTo, math.Tanh}} {
		f.f(y, x)
		for i := range x {
			if want := f.want(float64(x[i])); math.Abs(float64(y[i])-want) > 6e-7*(1+math.Abs(want)) {
				t.Errorf("%s(%v) = %v, want %v", f.name, x[i], y[i], want)
			}
		}
	}
}
