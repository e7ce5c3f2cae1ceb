package spectrum

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"onebasin/toynets"
)

type weights struct {
	out, in int
	w       []float32
}

// matrices are of every shape that is treated by itself: tall, wide, of one row or column, of several slices; and such
// whose singular values are equal, zero, or far apart.
func matrices() map[string]weights {
	all := map[string]weights{}
	r := toynets.Stream(1, "matrices")
	for _, shape := range [][2]int{{1, 1}, {1, 7}, {7, 1}, {5, 5}, {9, 4}, {4, 9}, {130, 129}, {40, 300}, {257, 3}} {
		w := make([]float32, shape[0]*shape[1])
		for i := range w {
			w[i] = float32(r.Normal())
		}
		add := func(kind string, f func(i, j int, x float32) float32) {
			if len(w) > 10_000 && kind != "normal" && kind != "dead" {
				return // several slices are slow in wasm
			}
			m := weights{shape[0], shape[1], make([]float32, len(w))}
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
			require.GreaterOrEqual(t, d.Fraction(), last, name)
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
		us.Apply(func(i, j int, x float64) float64 { return x * l.s[j] }, dense(l.u))
		product.Mul(&us, dense(l.v).T())
		require.True(t, mat.EqualApprox(&product, w, tolerance), name)
		uu.Mul(dense(l.u).T(), dense(l.u))
		vv.Mul(dense(l.v).T(), dense(l.v))
		one := mat.NewDiagDense(len(want), nil)
		for k := range want {
			one.SetDiag(k, 1)
		}
		require.True(t, mat.EqualApprox(&uu, one, 1e-12), name)
		require.True(t, mat.EqualApprox(&vv, one, 1e-12), name)
	}
}

func TestNotAMatrix(t *testing.T) {
	for _, c := range []struct{ out, in, n int }{{2, 2, 3}, {0, 2, 0}, {-1, -4, 4}} {
		assert.Panics(t, func() { NewDecomposition(c.out, c.in, make([]float32, c.n)) })
	}
	d := NewDecomposition(1, 2, []float32{1, float32(math.NaN())})
	assert.False(t, d.Step())
	assert.Error(t, d.Err())
}

// dense copies m for gonum's mat, which judges.
func dense(m matrix) *mat.Dense {
	d := mat.NewDense(m.rows, m.cols, nil)
	for i := range m.rows {
		d.SetRow(i, m.row(i))
	}
	return d
}

// A decomposition has these bits on every processor and in every browser.
func TestDecompositionHasTheSameBitsEverywhere(t *testing.T) {
	r := toynets.Stream(1, "bits")
	w := make([]float32, 150*70)
	for i := range w {
		w[i] = float32(r.Normal())
	}
	d := NewDecomposition(150, 70, w)
	for d.Step() {
	}
	sum := fnv.New64a()
	l := d.layer()
	for _, list := range [][]float64{l.s, l.u.data, l.v.data} {
		for _, x := range list {
			_ = binary.Write(sum, binary.LittleEndian, x)
		}
	}
	assert.Equal(t, "179a8cf9945dde8e", fmt.Sprintf("%016x", sum.Sum64()))
}
