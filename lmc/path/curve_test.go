package path

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/measure"
	"onebasin/toynets"
)

// A curve by hand, and its chain: A = 0, C = 4, B = 8 and 0 in turn.
func TestBendByHand(t *testing.T) {
	p := Curve{A: []float32{0, 0}, C: []float32{4, 4}, B: []float32{8, 0}}
	for _, c := range []struct {
		t            float64
		curve, chain []float32
	}{
		{0, []float32{0, 0}, []float32{0, 0}}, {0.25, []float32{2, 1.5}, []float32{2, 2}},
		{0.5, []float32{4, 2}, []float32{4, 4}},
		{0.75, []float32{6, 1.5}, []float32{6, 2}}, {1, []float32{8, 0}, []float32{8, 0}},
	} {
		got := make([]float32, 2)
		p.AtTo(got, c.t)
		assert.Equal(t, c.curve, got, "curve at %v", c.t)
		chain := p
		chain.Chain = true
		chain.AtTo(got, c.t)
		assert.Equal(t, c.chain, got, "chain at %v", c.t)
	}
}

// bending begins a training between the networks of taylor's tests.
func bending(t *testing.T, chain bool, steps int) (*CurveTraining, toynets.MLP, toynets.Data) {
	t.Helper()
	m, d, a, b := testnet.TanhPair(t, 3)
	return NewCurveTraining(m, a, b, chain, d, steps, toynets.Stream(1, "bend")), m, d
}

// The gradient with respect to C is what central differences of the loss say.
func TestBendGradient(t *testing.T) {
	for _, chain := range []bool{false, true} {
		for _, at := range []float64{0.1, 0.5, 0.8} {
			s, m, d := bending(t, chain, 1)
			require.Equal(t, d.N, len(s.order))
			s.begin(at)
			for s.gradient.Step() {
			}
			s.descent()
			grad := append([]float32(nil), s.grad...)
			batch := s.order[:min(curveBatch, d.N)]
			g := toynets.NewGradient(m, d, curveBatch)
			loss := func() float64 {
				s.path.AtTo(s.theta, at)
				l, _ := g.At(s.theta, batch)
				return l
			}
			const h = 1e-2
			for i := 0; i < len(grad); i += 7 {
				c := s.path.C[i]
				s.path.C[i] = c + h
				up := loss()
				s.path.C[i] = c - h
				down := loss()
				s.path.C[i] = c
				assert.InDelta(t, (up-down)/(2*h), float64(grad[i]), 2e-4, "chain %v, t = %v, parameter %d",
					chain, at, i)
			}
		}
	}
}

// A trained path keeps its ends to the bit and has a lower mean loss than the straight line that it starts as; what it
// was given is as it was.
func TestBendTrains(t *testing.T) {
	for _, chain := range []bool{false, true} {
		s, m, d := bending(t, chain, 300)
		a, b := append([]float32(nil), s.path.A...), append([]float32(nil), s.path.B...)
		eval, theta := toynets.NewEvaluator(m), make([]float32, len(a))
		over := func() (sum float64) {
			for _, u := range measure.Lambdas(21) {
				s.Path().AtTo(theta, u)
				sum += eval.Score(theta, d).Loss / 21
			}
			return sum
		}
		straight := over()
		line := NewLine(m, a, b, d, d)
		s.Path().AtTo(theta, 0.3)
		assert.InDeltaSlice(t, line.At(0.3), theta, 1e-6, "it starts straight")
		for n := 1; s.Step(); n++ {
			require.Len(t, s.Losses(), n)
		}
		assert.Equal(t, 1.0, s.Fraction())
		assert.Less(t, over(), straight)
		s.Path().AtTo(theta, 0)
		assert.Equal(t, a, theta)
		s.Path().AtTo(theta, 1)
		assert.Equal(t, b, theta)
		assert.Equal(t, a, s.path.A)
		assert.Equal(t, b, s.path.B)
	}
}

// Where the loss is no number the training ends, with C as it was.
func TestBendStopsAtNaN(t *testing.T) {
	s, _, _ := bending(t, false, 10)
	s.path.B[0] = float32(measure.Missing)
	c := append([]float32(nil), s.path.C...)
	assert.False(t, s.Step())
	assert.False(t, s.Step())
	assert.Empty(t, s.Losses())
	assert.Equal(t, c, s.path.C)
}
