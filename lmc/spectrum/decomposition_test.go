package spectrum

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"onebasin/lmc"
	"onebasin/toynets"
)

type matrix struct {
	out, in int
	w       []float32
}

// matrices are of every shape that is treated by itself: tall, wide, of one row or
// column, of several slices; and such whose singular values are equal, zero, or far
// apart.
func matrices() map[string]matrix {
	all := map[string]matrix{}
	r := toynets.Stream(1, "matrices")
	for _, shape := range [][2]int{{1, 1}, {1, 7}, {7, 1}, {5, 5}, {9, 4}, {4, 9}, {130, 129}, {40, 300}, {257, 3}} {
		w := make([]float32, shape[0]*shape[1])
		for i := range w {
			w[i] = float32(r.Normal())
		}
		add := func(kind string, f func(i, j int, x float32) float32) {
			m := matrix{shape[0], shape[1], make([]float32, len(w))}
			for k, x := range w {
				m.w[k] = f(k/shape[1], k%shape[1], x)
			}
			all[fmt.Sprint(kind, shape)] = m
		}
		add("normal", func(_, _ int, x float32) float32 { return x })
		add("zero", func(_, _ int, x float32) float32 { return 0 })
		add("identity", func(i, j int, x float32) float32 {
			if i == j {
				return 2
			}
			return 0
		})
		add("one", func(i, j int, x float32) float32 { return float32(i + 1) })
		add("graded", func(i, j int, x float32) float32 { return x * float32(math.Pow(2, -float64(i)/3)) })
		add("tiny", func(i, j int, x float32) float32 { return 1e-40 * x })
		add("dead", func(i, j int, x float32) float32 {
			if i%3 == 1 {
				return 1e-20 * x
			}
			return x
		})
	}
	return all
}

// gonum's own SVD has the same singular values, and U S Vᵀ is the matrix.
func TestDecompositionIsGonums(t *testing.T) {
	for name, m := range matrices() {
		kept := append([]float32(nil), m.w...)
		d := NewDecomposition(m.out, m.in, m.w)
		assert.Zero(t, d.Fraction())
		for last := 0.0; d.Step(); last = d.Fraction() {
			require.Greater(t, d.Fraction(), last, name)
		}
		require.NoError(t, d.Err(), name)
		require.Equal(t, 1.0, d.Fraction())
		require.False(t, d.Step(), "it is over")
		require.Equal(t, kept, m.w)

		w := mat.NewDense(m.out, m.in, nil)
		for k, x := range m.w {
			w.Set(k/m.in, k%m.in, float64(x))
		}
		var svd mat.SVD
		require.True(t, svd.Factorize(w, mat.SVDNone))
		want := svd.Values(nil)
		l := d.layer()
		require.Len(t, l.s, len(want))
		tolerance := 1e-14 * max(want[0], 1e-300) * float64(len(want))
		for k, s := range want {
			require.InDelta(t, s, l.s[k], tolerance, "%s, value %d", name, k)
		}
		var us, product, uu, vv mat.Dense
		us.Apply(func(i, j int, x float64) float64 { return x * l.s[j] }, &l.u)
		product.Mul(&us, l.v.T())
		require.True(t, mat.EqualApprox(&product, w, tolerance), name)
		uu.Mul(l.u.T(), &l.u)
		vv.Mul(l.v.T(), &l.v)
		one := mat.NewDiagDense(len(want), nil)
		for k := range want {
			one.SetDiag(k, 1)
		}
		require.True(t, mat.EqualApprox(&uu, one, 1e-12), name)
		require.True(t, mat.EqualApprox(&vv, one, 1e-12), name)
	}
}

// The truncated polar factor is Σ u_i v_iᵀ over the vectors that Align keeps.
func TestPolarFactor(t *testing.T) {
	for name, m := range matrices() {
		d := NewDecomposition(m.out, m.in, m.w)
		for d.Step() {
		}
		l := d.layer()
		for _, gamma := range []float64{0, 0.3, 1, 1.1} {
			kept, factor := d.Polar(gamma)
			require.Equal(t, l.above(gamma), kept, name)
			want := mat.NewDense(m.out, m.in, nil)
			if kept > 0 {
				want.Mul(columns(&l.u, kept), columns(&l.v, kept).T())
			}
			for k, x := range factor {
				require.InDelta(t, want.At(k/m.in, k%m.in), float64(x), 2e-6, "%s, γ = %g", name, gamma)
			}
		}
	}
	kept, factor := decomposed(2, 3, []float32{3, 0, 0, 0, 0, -1}).Polar(0.5)
	assert.Equal(t, 1, kept)
	assert.Equal(t, []float32{1, 0, 0, 0, 0, 0}, factor)
}

func decomposed(out, in int, w []float32) *Decomposition {
	d := NewDecomposition(out, in, w)
	for d.Step() {
	}
	return d
}

// R from the polar factors is R from the vectors of the renumbered network, in the
// decimals that are shown.
func TestAlignmentFromPolarFactors(t *testing.T) {
	r := toynets.Stream(4, "polar")
	gammas := []float64{0, 0.1, 0.3, 0.7, 1}
	for seed := range uint64(6) {
		m := toynets.MLP{Widths: [][]int{{2, 12, 9, 4}, {3, 5, 2}, {20, 64, 40, 10}}[seed%3]}
		s := lmc.MLPSymmetry(m)
		a, da := network(t, m, seed)
		b, _ := network(t, m, seed+50)
		p := s.Random(r)
		pb, err := Decompose(m, s.Apply(b, p))
		require.NoError(t, err)
		for k, want := range Align(da, pb, gammas) {
			got := lmc.Align(s, polar(m, a, gammas[k]), polar(m, b, gammas[k]), p)
			assert.InDelta(t, float64(want.R), float64(got), 1.01e-6, "%v, γ = %g", m.Widths, gammas[k])
		}
		assert.Equal(t, lmc.Number(1), lmc.Align(s, polar(m, a, 0), polar(m, s.Apply(a, p), 0), p.Inverse()), "a copy that was put back")
		assert.False(t, lmc.Align(s, polar(m, a, 0), polar(m, make([]float32, len(a)), 0), p).Exists(), "zeros have no vectors")
	}
}

// polar returns what Align wants of a network.
func polar(m toynets.MLP, theta []float32, gamma float64) lmc.Polar {
	p := lmc.Polar{Factor: make([]float32, len(theta))}
	for l := 1; l <= m.Layers(); l++ {
		kept, factor := decomposed(m.Widths[l], m.Widths[l-1], m.Weight(theta, l)).Polar(gamma)
		p.Kept = append(p.Kept, kept)
		copy(m.Weight(p.Factor, l), factor)
	}
	return p
}

func TestNotAMatrix(t *testing.T) {
	for _, c := range []struct{ out, in, n int }{{2, 2, 3}, {0, 2, 0}, {-1, -4, 4}} {
		assert.Panics(t, func() { NewDecomposition(c.out, c.in, make([]float32, c.n)) })
	}
	d := NewDecomposition(1, 2, []float32{1, float32(math.NaN())})
	assert.False(t, d.Step())
	assert.Error(t, d.Err())
}
