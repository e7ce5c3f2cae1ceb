package portable

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// ulps is the distance of got from want in units of want's last place.
func ulps(got, want float64) float64 {
	if got == want || math.IsNaN(got) && math.IsNaN(want) {
		return 0
	}
	if math.IsNaN(got) || math.IsNaN(want) || math.IsInf(got, 0) || math.IsInf(want, 0) {
		return math.Inf(1)
	}
	return math.Abs(got-want) / math.Abs(math.Nextafter(want, math.Inf(1))-want)
}

func TestSpecialValues(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	negZero := math.Copysign(0, -1)
	cases := []struct {
		name    string
		f       func(float64) float64
		x, want float64
	}{
		{"log", Log, 1, 0}, {"log", Log, 0, -inf}, {"log", Log, negZero, -inf},
		{"log", Log, -1, nan}, {"log", Log, inf, inf}, {"log", Log, nan, nan}, {"log", Log, -inf, nan},
		{"log", Log, 2, math.Ln2}, {"log", Log, 5e-324, -744.4400719213812},
		{"exp", Exp, 0, 1}, {"exp", Exp, 1, math.E}, {"exp", Exp, inf, inf}, {"exp", Exp, -inf, 0},
		{"exp", Exp, nan, nan}, {"exp", Exp, 710, inf}, {"exp", Exp, -746, 0}, {"exp", Exp, -745, 5e-324},
		{"sin", Sin, 0, 0}, {"sin", Sin, negZero, negZero}, {"sin", Sin, inf, nan}, {"sin", Sin, nan, nan},
		{"sin", Sin, math.Pi / 2, 1}, {"sin", Sin, -math.Pi / 2, -1},
		{"cos", Cos, 0, 1}, {"cos", Cos, -inf, nan}, {"cos", Cos, nan, nan}, {"cos", Cos, math.Pi, -1},
	}
	for _, c := range cases {
		got := c.f(c.x)
		if math.Float64bits(got) != math.Float64bits(c.want) && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%s(%v) = %v, want %v", c.name, c.x, got, c.want)
		}
	}
}

// TestAgainstMath compares with the standard library, itself within 1 ulp.
func TestAgainstMath(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	sample := func(lo, hi float64) float64 { return lo + (hi-lo)*r.Float64() }
	worst := map[string]float64{}
	check := func(name string, x, got, want float64) {
		if u := ulps(got, want); u > worst[name] {
			worst[name] = u
			if u > 2 {
				t.Errorf("%s(%v) = %v, want %v: %v ulp", name, x, got, want, u)
			}
		}
	}
	for range 300000 {
		// Denormals have their own test: math.Log on amd64 is wrong there.
		x := math.Ldexp(1+r.Float64(), r.IntN(2046)-1022)
		check("log", x, Log(x), math.Log(x))
		x = sample(0.5, 2)
		check("log", x, Log(x), math.Log(x))
		x = sample(-708, 709)
		check("exp", x, Exp(x), math.Exp(x))
		x = sample(-1, 1)
		check("exp", x, Exp(x), math.Exp(x))
		for _, x := range []float64{sample(-7, 7), sample(-1e6, 1e6), sample(0, 1e300)} {
			check("sin", x, Sin(x), math.Sin(x))
			check("cos", x, Cos(x), math.Cos(x))
		}
	}
	t.Logf("largest difference in ulp: %v", worst)
}

func TestLogOfDenormals(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 10000 {
		x := math.Float64frombits(r.Uint64() >> (12 + r.IntN(50)))
		if x == 0 {
			continue
		}
		want := Log(math.Ldexp(x, 200)) - 200*math.Ln2
		if math.Abs(Log(x)-want) > 3e-13 {
			t.Fatalf("Log(%v) = %v, want %v", x, Log(x), want)
		}
	}
}

// TestExpInvertsLog judges both without the standard library.
func TestExpInvertsLog(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100000 {
		x := math.Ldexp(0.5+r.Float64(), r.IntN(100)-50)
		l := Log(x)
		// An error of 1 ulp in l is multiplied by |l| in Exp(l).
		if tol := (math.Abs(l) + 2) * 0x1p-52; math.Abs(Exp(l)-x) > tol*x {
			t.Fatalf("Exp(Log(%v)) = %v", x, Exp(l))
		}
	}
}

// TestHugeReduction checks the reduction of large arguments against exact integer arithmetic with 1200 bits of π.
func TestHugeReduction(t *testing.T) {
	// Machin: π = 16 atan(1/5) − 4 atan(1/239), in fixed point.
	const prec = 1400
	one := new(big.Int).Lsh(big.NewInt(1), prec)
	atanInverse := func(n int64) *big.Int {
		sum, term := new(big.Int), new(big.Int).Div(one, big.NewInt(n))
		for k := int64(1); term.Sign() != 0; k += 2 {
			part := new(big.Int).Div(term, big.NewInt(k))
			if k%4 == 1 {
				sum.Add(sum, part)
			} else {
				sum.Sub(sum, part)
			}
			term.Div(term, big.NewInt(n*n))
		}
		return sum
	}
	pi := new(big.Int).Mul(big.NewInt(16), atanInverse(5))
	pi.Sub(pi, new(big.Int).Mul(big.NewInt(4), atanInverse(239)))
	twoPi := new(big.Int).Lsh(pi, 1)
	r := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		x := math.Ldexp(1+r.Float64(), 29+r.IntN(990))
		fixed, _ := new(big.Float).SetMantExp(big.NewFloat(x), prec).Int(nil)
		rest, _ := new(big.Float).SetMantExp(new(big.Float).SetInt(fixed.Mod(fixed, twoPi)), -prec).Float64()
		if d := math.Abs(Sin(x) - math.Sin(rest)); d > 1e-15 {
			t.Fatalf("Sin(%v) = %v, want %v", x, Sin(x), math.Sin(rest))
		}
		if d := math.Abs(Cos(x) - math.Cos(rest)); d > 1e-15 {
			t.Fatalf("Cos(%v) = %v, want %v", x, Cos(x), math.Cos(rest))
		}
	}
}

var sink float64

func BenchmarkLog(b *testing.B) {
	x := 0.3
	for b.Loop() {
		sink += Log(x)
		x += 1e-9
	}
}

func BenchmarkExp(b *testing.B) {
	x := 0.3
	for b.Loop() {
		sink += Exp(x)
		x += 1e-9
	}
}
