package spectrum

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"onebasin/lmc/alignment"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// The truncated polar factor is Σ u_i v_iᵀ over the vectors that Align keeps.
func TestPolarFactor(t *testing.T) {
	for name, m := range matrices() {
		d := NewDecomposition(m.out, m.in, m.w)
		for d.Step() {
		}
		l := d.layer()
		gammas := []float64{0, 0.3, 1, 1.1}
		f := NewPolarFactors(m.out, m.in, m.w, gammas)
		for last := 0.0; f.Step(); last = f.Fraction() {
			require.GreaterOrEqual(t, f.Fraction(), last, name)
		}
		require.NoError(t, f.Err())
		require.Equal(t, 1.0, f.Fraction())
		require.False(t, f.Step(), "it is over")
		for k, gamma := range gammas {
			kept := l.above(gamma)
			if strings.HasPrefix(name, "identity") && gamma == 1 {
				kept = f.Kept()[k] // equal values may differ in the last bit
			}
			require.Equal(t, kept, f.Kept()[k], "%s, γ = %g", name, gamma)
			want := mat.NewDense(m.out, m.in, nil)
			if kept > 0 {
				want.Mul(dense(l.u.columns(kept)), dense(l.v.columns(kept)).T())
			}
			for i, x := range f.Factors()[k] {
				require.InDelta(t, want.At(i/m.in, i%m.in), float64(x), 2e-6, "%s, γ = %g", name, gamma)
			}
		}
	}
	f := factored(2, 3, []float32{3, 0, 0, 0, 0, -1}, 0.5)
	assert.Equal(t, []int{1}, f.Kept())
	assert.Equal(t, [][]float32{{1, 0, 0, 0, 0, 0}}, f.Factors())
}

func factored(out, in int, w []float32, gammas ...float64) *PolarFactors {
	f := NewPolarFactors(out, in, w, gammas)
	for f.Step() {
	}
	return f
}

// R from the polar factors is R from the vectors of the renumbered network, in the decimals that are shown.
func TestAlignmentFromPolarFactors(t *testing.T) {
	r := toynets.Stream(4, "polar")
	gammas := []float64{0, 0.1, 0.3, 0.7, 1}
	for seed := range uint64(6) {
		m := toynets.MLP{Widths: [][]int{{2, 12, 9, 4}, {3, 5, 2}, {20, 64, 40, 10}}[seed%3]}
		s := symmetry.MLPSymmetry(m)
		a, da := network(t, m, seed)
		b, _ := network(t, m, seed+50)
		p := s.Random(r)
		pb, err := Decompose(m, s.Apply(b, p))
		require.NoError(t, err)
		for k, want := range Align(da, pb, gammas) {
			got := alignment.Align(s, polar(m, a, gammas[k]), polar(m, b, gammas[k]), p)
			assert.InDelta(t, float64(want.R), float64(got), 1.01e-6, "%v, γ = %g", m.Widths, gammas[k])
		}
		assert.Equal(t, measure.Number(1), alignment.Align(s, polar(m, a, 0), polar(m, s.Apply(a, p), 0), p.Inverse()),
			"a copy that was put back")
		assert.False(t, alignment.Align(s, polar(m, a, 0), polar(m, make([]float32, len(a)), 0), p).Exists(),
			"zeros have no vectors")
	}
}

// polar returns what Align wants of a network.
func polar(m toynets.MLP, theta []float32, gamma float64) alignment.Polar {
	p := alignment.Polar{Factor: make([]float32, len(theta))}
	for l := 1; l <= m.Layers(); l++ {
		f := factored(m.Widths[l], m.Widths[l-1], m.Weight(theta, l), gamma)
		p.Kept = append(p.Kept, f.Kept()...)
		copy(m.Weight(p.Factor, l), f.Factors()[0])
	}
	return p
}
