package curvature

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// On any line and for every a,
//
//	L(θ(a)) − chord = −∫₀¹ min(a,t) (1 − max(a,t)) ΔᵀH(θ(t))Δ dt,
//
// exactly: Green's function of the second derivative with its ends held. The integral is Simpson's on both sides of the
// kink at a, with an error far below float32's.
func TestExcessIsTheIntegralOfCurvature(t *testing.T) {
	for seed := range uint64(5) {
		m, d, x, y := testnet.TanhPair(t, seed)
		delta := make([]float32, len(x))
		for i := range delta {
			x[i], y[i] = 3*x[i], 3*y[i] // so that there is an excess to speak of
			delta[i] = y[i] - x[i]
		}
		line := path.NewLine(m, x, y, d, d)
		h := toynets.NewHessian(m, d, 60)
		product := make([]float64, len(x))
		curvature := func(at float64) (sum float64) {
			h.Product(product, line.At(at), delta)
			for i, v := range product {
				sum += v * float64(delta[i])
			}
			return sum
		}
		loss := func(at float64) float64 { train, _ := line.Score(at); return train.Loss }
		for _, a := range []float64{0.25, 0.5, 0.8} {
			const n = 40
			var integral float64
			for _, side := range [][2]float64{{0, a}, {a, 1}} {
				step := (side[1] - side[0]) / n
				for k := range n + 1 {
					at := side[0] + float64(k)*step
					weight := []float64{2, 4}[k%2]
					if k == 0 || k == n {
						weight = 1
					}
					integral += weight * step / 3 * min(a, at) * (1 - max(a, at)) * curvature(at)
				}
			}
			want := loss(a) - (1-a)*loss(0) - a*loss(1)
			assert.InDelta(t, want, -integral, 2e-5+1e-4*max(want, -want), "seed %d, a = %g", seed, a)
		}
	}
}

// The excess itself falls with the second power of the distance from A to B and the estimate's error with the fourth:
// over five pairs, half the line has an eighth of the error at most, and a tenth of it what float32 leaves of the loss.
func TestSecondOrderEstimate(t *testing.T) {
	var whole, half float64
	for seed := range uint64(5) {
		m, d, a, far := testnet.TanhPair(t, seed)
		off := func(share float32) float64 {
			b := make([]float32, len(a))
			for i := range b {
				b[i] = a[i] + share*(far[i]-a[i])
			}
			s := NewSecondOrder(m, d, a, b, 17)
			last := 0.0
			for s.Step() {
				require.Greater(t, s.Fraction(), last)
				last = s.Fraction()
			}
			assert.False(t, s.Step())
			assert.InDelta(t, 1, s.Fraction(), 1e-12)
			slope, curvature := s.Terms()
			line := path.NewLine(m, a, b, d, d)
			at := func(x float64) float64 { train, _ := line.Score(x); return train.Loss }
			return math.Abs(at(0.5) - (at(0)+at(1))/2 - slope - curvature)
		}
		whole, half = whole+off(0.5), half+off(0.25)
		assert.Less(t, off(0.1), 5e-6, "seed %d", seed)
	}
	assert.Less(t, half, whole/8)
}

// A network of one layer with two classes, at θ = 0 and θ = (1, 0; 0, 0), one example x = 1 of class 0, by hand. p =
// σ(w); g_A along Δ: −½, H_A: ¼; at B g = −(1 − σ(1)), H = σ(1)(1 − σ(1)).
func TestSecondOrderByHand(t *testing.T) {
	m := toynets.MLP{Widths: []int{1, 2}}
	d := toynets.Data{X: []float32{1}, Y: []int32{0}, N: 1, Dim: 1, Classes: 2}
	s := NewSecondOrder(m, d, make([]float32, 4), []float32{1, 0, 0, 0}, 9)
	for s.Step() {
	}
	slope, curvature := s.Terms()
	const sigma = 0.7310585786300049
	assert.InDelta(t, 0.25*(-0.5+(1-sigma)), slope, 1e-7)
	assert.InDelta(t, (0.25+sigma*(1-sigma))/16, curvature, 1e-7)
}
