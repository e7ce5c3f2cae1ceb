package spectrum

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"onebasin/toynets"
)

// bidiagonals are kinds of B that divide and conquer treats by itself: with zeros in either diagonal, with equal
// values, with values that are close, far apart, or all the same.
var bidiagonals = map[string]func(r *toynets.Rand, k int) (diagonal, above float64){
	"normal": func(r *toynets.Rand, _ int) (float64, float64) { return r.Normal(), r.Normal() },
	"zeros": func(r *toynets.Rand, _ int) (float64, float64) {
		return r.Normal() * float64(r.IntN(2)), r.Normal() * float64(r.IntN(2))
	},
	"diagonal": func(r *toynets.Rand, _ int) (float64, float64) { return float64(1 + r.IntN(3)), 0 },
	"above":    func(r *toynets.Rand, _ int) (float64, float64) { return 0, float64(r.IntN(3)) },
	"toeplitz": func(*toynets.Rand, int) (float64, float64) { return 2, 1 },
	"close": func(r *toynets.Rand, _ int) (float64, float64) {
		return 1 + 1e-9*r.Normal(), 1e-9 * r.Normal()
	},
	"rounding": func(r *toynets.Rand, _ int) (float64, float64) {
		return 1 + 1e-15*r.Normal(), 1e-15 * r.Normal()
	},
	"graded": func(r *toynets.Rand, k int) (float64, float64) {
		return r.Normal() * math.Pow(0.5, float64(k)), r.Normal() * math.Pow(0.5, float64(k))
	},
	"rising": func(r *toynets.Rand, k int) (float64, float64) {
		return r.Normal() * math.Pow(1.7, float64(k)), r.Normal() * math.Pow(1.7, float64(k))
	},
	"small": func(r *toynets.Rand, _ int) (float64, float64) { return 1e-40 * r.Normal(), 1e-40 * r.Normal() },
	"zero":  func(*toynets.Rand, int) (float64, float64) { return 0, 0 },
}

// The vectors are orthogonal, turn B into the diagonal of its singular values, and these are gonum's, whatever B is.
func TestDivide(t *testing.T) {
	r := toynets.Stream(1, "divide")
	for kind, entry := range bidiagonals {
		for _, n := range []int{1, 2, 3, 5, 8, 16, 31, 70} {
			diagonal, above := make([]float64, n), make([]float64, n)
			b := mat.NewDense(n, n, nil)
			for k := range n {
				diagonal[k], above[k] = entry(r, k)
				b.Set(k, k, diagonal[k])
				if k+1 < n {
					b.Set(k, k+1, above[k])
				}
			}
			above[n-1] = 0
			d := newDivide(diagonal, above)
			for last := 0.0; d.step(5000); last = d.fraction() {
				require.GreaterOrEqual(t, d.fraction(), last)
			}
			require.False(t, d.step(1))
			require.Equal(t, 1.0, d.fraction())

			var svd mat.SVD
			require.True(t, svd.Factorize(b, mat.SVDNone))
			want := svd.Values(nil)
			tolerance := 1e-14 * float64(n) * max(want[0], 1e-300)
			u, v := mat.NewDense(n, n, nil), mat.NewDense(n, n, nil)
			for i := range n {
				require.InDelta(t, want[n-1-i], d.s[i], tolerance, "%s, %d: value %d", kind, n, i)
				u.SetRow(i, d.qt[i*n:][:n])
				v.SetRow(i, d.wt[i*(n+1):][:n])
				require.Zero(t, d.wt[i*(n+1)+n], "an entry in the column of zeros")
			}
			var uu, vv, middle mat.Dense
			uu.Mul(u, u.T())
			vv.Mul(v, v.T())
			middle.Product(u, b, v.T())
			for i := range n {
				for j := range n {
					one, s := 0.0, 0.0
					if i == j {
						one, s = 1, d.s[i]
					}
					require.InDelta(t, one, uu.At(i, j), 1e-14*float64(n+10), "%s, %d: u_%d·u_%d", kind, n, i, j)
					require.InDelta(t, one, vv.At(i, j), 1e-14*float64(n+10), "%s, %d: v_%d·v_%d", kind, n, i, j)
					require.InDelta(t, s, middle.At(i, j), tolerance, "%s, %d: u_%d B v_%d", kind, n, i, j)
				}
			}
		}
	}
}

// By hand: for B = (1 1; 0 1) the singular values are the golden section and its inverse.
func TestDivideByHand(t *testing.T) {
	d := newDivide([]float64{1, 1}, []float64{1, 0})
	for d.step(1) {
	}
	golden := (1 + math.Sqrt(5)) / 2
	require.InDelta(t, golden, d.s[1], 1e-15)
	require.InDelta(t, 1/golden, d.s[0], 1e-15)
}

// A decomposition has the same bits in pieces of every size.
func TestDivideInPieces(t *testing.T) {
	r := toynets.Stream(2, "divide")
	const n = 60
	diagonal, above := make([]float64, n), make([]float64, n)
	for k := range n {
		diagonal[k], above[k] = r.Normal(), r.Normal()
	}
	above[n-1] = 0
	whole := newDivide(diagonal, above)
	for whole.step(1 << 40) {
	}
	for _, work := range []int{1, 1000, 30000} {
		d := newDivide(diagonal, above)
		for d.step(work) {
		}
		require.Equal(t, whole.s, d.s)
		require.Equal(t, whole.qt, d.qt)
		require.Equal(t, whole.wt, d.wt)
	}
}
