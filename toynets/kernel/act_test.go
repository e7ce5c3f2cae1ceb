package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// reference is each activation in float64, straight from its formula.
var reference = map[Act]func(z float64) float64{
	Identity: func(z float64) float64 { return z },
	Relu:     func(z float64) float64 { return math.Max(z, 0) },
	Tanh:     math.Tanh,
	Sigmoid:  func(z float64) float64 { return 1 / (1 + math.Exp(-z)) },
	Gelu: func(z float64) float64 {
		return 0.5 * z * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(z+0.044715*z*z*z)))
	},
}

func TestBiasActAgainstFormulas(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	const m, n = 37, 11
	for act, sigma := range reference {
		z, bias, y := make([]float32, m*n), make([]float32, n), make([]float32, m*n)
		for i := range z {
			z[i] = float32(4 * r.NormFloat64())
		}
		for j := range bias {
			bias[j] = float32(r.NormFloat64())
		}
		before, biasBefore := slices.Clone(z), slices.Clone(bias)
		BiasAct(act, m, n, z, bias, y)
		for i := range z {
			if want := before[i] + bias[i%n]; z[i] != want {
				t.Fatalf("z[%d] = %v, want %v", i, z[i], want)
			}
			want := sigma(float64(z[i]))
			if d := math.Abs(float64(y[i]) - want); d > 1e-6*math.Abs(want)+1e-6 {
				t.Errorf("activation %d of %v is %v, want %v", act, z[i], y[i], want)
			}
		}
		if !slices.Equal(bias, biasBefore) {
			t.Error("the bias was changed")
		}
	}
}

// TestActGradAgainstDifferences judges σ′ by central differences of the float64 formulas.
func TestActGradAgainstDifferences(t *testing.T) {
	for act, sigma := range reference {
		var z, y, dy []float32
		for x := float32(-12); x <= 12; x += 0.037 {
			if act == Relu && math.Abs(float64(x)) < 0.01 {
				continue // not differentiable at 0
			}
			z = append(z, x)
			y = append(y, float32(sigma(float64(x))))
			dy = append(dy, 3)
		}
		dz := make([]float32, len(z))
		ActGrad(act, z, y, dy, dz)
		for i, x := range z {
			const h = 1e-4
			want := 3 * (sigma(float64(x)+h) - sigma(float64(x)-h)) / (2 * h)
			if d := math.Abs(float64(dz[i]) - want); d > 3e-5 {
				t.Errorf("activation %d: gradient at %v is %v, want %v", act, x, dz[i], want)
			}
		}
	}
}

func TestActivationsAtTheEdges(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	cases := []struct {
		act     Act
		z, want float32
	}{
		{Relu, -inf, 0}, {Relu, inf, inf}, {Relu, nan, nan}, {Relu, 0, 0},
		{Tanh, -inf, -1}, {Tanh, inf, 1}, {Tanh, nan, nan},
		{Sigmoid, -inf, 0}, {Sigmoid, inf, 1}, {Sigmoid, 0, 0.5}, {Sigmoid, nan, nan},
		{Gelu, inf, inf}, {Gelu, 0, 0}, {Gelu, nan, nan}, {Gelu, 1e30, 1e30},
	}
	for _, c := range cases {
		z := []float32{c.z}
		BiasAct(c.act, 1, 1, z, nil, z)
		if !equalBits(z, []float32{c.want}) {
			t.Errorf("activation %d of %v is %v, want %v", c.act, c.z, z[0], c.want)
		}
	}
	for _, c := range []struct{ z, want float32 }{{1e30, 1}, {-1e30, 0}, {inf, 1}, {-inf, 0}} {
		dz := []float32{0}
		ActGrad(Gelu, []float32{c.z}, nil, []float32{1}, dz)
		if dz[0] != c.want {
			t.Errorf("gelu′(%v) = %v, want %v", c.z, dz[0], c.want)
		}
	}
}
