package approx

import (
	"math"
	"testing"
)

// ulps is the error of got against the real number want, in units of the last place of want rounded to float32.
func ulps(got float32, want float64) float64 {
	w := float32(want)
	if math.IsNaN(want) || math.IsInf(float64(w), 0) {
		if got == w || got != got && w != w {
			return 0
		}
		return math.Inf(1)
	}
	a := math.Float32frombits(math.Float32bits(w) &^ (1 << 31))
	ulp := float64(math.Float32frombits(math.Float32bits(a)+1)) - float64(a)
	return math.Abs(float64(got)-want) / ulp
}

func TestErrorOverAllFloats(t *testing.T) {
	stride := uint64(1021)
	if testing.Short() {
		stride = 9973
	}
	functions := []struct {
		name  string
		f     func(float32) float32
		want  func(float64) float64
		bound float64
	}{
		{"exp", Exp, math.Exp, 1},
		{"log", Log, math.Log, 1},
		{"tanh", Tanh, math.Tanh, 7},
	}
	for _, fn := range functions {
		worst, at := 0.0, float32(0)
		for b := uint64(0); b < 1<<32; b += stride {
			x := math.Float32frombits(uint32(b))
			if u := ulps(fn.f(x), fn.want(float64(x))); u > worst {
				worst, at = u, x
			}
		}
		t.Logf("%s: at most %.3f ulp, at %v", fn.name, worst, at)
		if worst > fn.bound {
			t.Errorf("%s(%v) is off by %.3f ulp, want at most %v", fn.name, at, worst, fn.bound)
		}
	}
}

func TestSpecialValues(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	negZero := math.Float32frombits(1 << 31)
	tiny := math.Float32frombits(1)
	cases := []struct {
		name    string
		f       func(float32) float32
		x, want float32
	}{
		{"exp", Exp, 0, 1}, {"exp", Exp, negZero, 1}, {"exp", Exp, inf, inf}, {"exp", Exp, -inf, 0},
		{"exp", Exp, nan, nan}, {"exp", Exp, 1, math.E}, {"exp", Exp, 88.8, inf}, {"exp", Exp, -104, 0},
		{"exp", Exp, -103.2, tiny}, {"exp", Exp, tiny, 1},
		{"log", Log, 1, 0}, {"log", Log, 0, -inf}, {"log", Log, negZero, -inf}, {"log", Log, inf, inf},
		{"log", Log, -1, nan}, {"log", Log, -inf, nan}, {"log", Log, nan, nan}, {"log", Log, -tiny, nan},
		{"log", Log, tiny, -103.278929903431851}, {"log", Log, 2, math.Ln2},
		{"tanh", Tanh, 0, 0}, {"tanh", Tanh, negZero, negZero}, {"tanh", Tanh, inf, 1}, {"tanh", Tanh, -inf, -1},
		{"tanh", Tanh, nan, nan}, {"tanh", Tanh, 9, 1}, {"tanh", Tanh, -9, -1}, {"tanh", Tanh, tiny, tiny},
	}
	for _, c := range cases {
		got := c.f(c.x)
		if math.Float32bits(got) != math.Float32bits(c.want) && !(got != got && c.want != c.want) {
			t.Errorf("%s(%v) = %v, want %v", c.name, c.x, got, c.want)
		}
	}
}

func TestTanhStaysWithinOne(t *testing.T) {
	for b := uint32(0x40000000); b < 0x42000000; b++ {
		x := math.Float32frombits(b)
		y := Tanh(x)
		if y > 1 || Tanh(-x) != -y {
			t.Fatalf("Tanh(%v) = %v, Tanh(−x) = %v", x, y, Tanh(-x))
		}
	}
}
