package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestAdamByHand: from m = v = 0 the first step moves each parameter by lr against its gradient's sign, whatever the
// gradient's size.
func TestAdamByHand(t *testing.T) {
	p, g := []float32{1, -2, 3}, []float32{0.5, -100, 1e-3}
	m, v := make([]float32, 3), make([]float32, 3)
	Adam(AdamStep{LR: 0.1, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, Correct1: 1 - 0.9, Correct2: 1 - 0.999}, p, g, m, v)
	for i, want := range []float32{0.9, -1.9, 2.9} {
		if math.Abs(float64(p[i]-want)) > 3e-5 {
			t.Errorf("p[%d] = %v, want %v", i, p[i], want)
		}
	}
	near(t, "m", m, []float64{0.05, -10, 1e-4})
}

// TestAdamAgainstFloat64 follows 200 steps of the textbook recursion.
func TestAdamAgainstFloat64(t *testing.T) {
	for _, decoupled := range []bool{false, true} {
		const n, lr, b1, b2, eps, wd = 13, 0.003, 0.9, 0.999, 1e-8, 0.01
		r := rand.New(rand.NewPCG(6, 1))
		p, g := make([]float32, n), make([]float32, n)
		m, v := make([]float32, n), make([]float32, n)
		pp, mm, vv := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range p {
			p[i] = float32(r.NormFloat64())
			pp[i] = float64(p[i])
		}
		for step := 1; step <= 200; step++ {
			c1, c2 := 1-math.Pow(b1, float64(step)), 1-math.Pow(b2, float64(step))
			for i := range g {
				g[i] = float32(0.3 + r.NormFloat64())
			}
			before := slices.Clone(g)
			Adam(AdamStep{lr, b1, b2, eps, float32(c1), float32(c2), wd, decoupled}, p, g, m, v)
			if !slices.Equal(g, before) {
				t.Fatal("the gradient was changed")
			}
			for i := range pp {
				d := float64(g[i])
				if decoupled {
					pp[i] -= lr * wd * pp[i]
				} else {
					d += wd * pp[i]
				}
				mm[i] = b1*mm[i] + (1-b1)*d
				vv[i] = b2*vv[i] + (1-b2)*d*d
				pp[i] -= lr * (mm[i] / c1) / (math.Sqrt(vv[i]/c2) + eps)
			}
		}
		for i := range p {
			if math.Abs(float64(p[i])-pp[i]) > 2e-5 {
				t.Errorf("decoupled %v: p[%d] = %v after 200 steps, want %v", decoupled, i, p[i], pp[i])
			}
		}
	}
}

func TestSGDByHand(t *testing.T) {
	p, g, buf := []float32{1, 2}, []float32{0.5, -1}, make([]float32, 2)
	SGD(0.5, 0.5, 0, p, g, buf) // buf = g
	SGD(0.5, 0.5, 0, p, g, buf) // buf = 1.5 g
	if want := []float32{1 - 0.625, 2 + 1.25}; !slices.Equal(p, want) {
		t.Errorf("p = %v, want %v", p, want)
	}
	p, buf = []float32{1, 2}, make([]float32, 2)
	SGD(0.5, 0, 0.25, p, g, buf)
	if want := []float32{1 - 0.375, 2 + 0.25}; !slices.Equal(p, want) {
		t.Errorf("with weight decay p = %v, want %v", p, want)
	}
}
