package spectrum_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"onebasin/lmc/curvature"
	"onebasin/lmc/path"
	"onebasin/lmc/vector"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// gonum judges lmc's own linear algebra, which keeps its bits on every machine.

// Eigenvalues are gonum's, and eigenvectors rebuild the matrix: for random matrices, for many equal eigenvalues, for a
// tridiagonal one.
func TestSymmetricEigenAgainstGonum(t *testing.T) {
	r := toynets.Stream(1, "eigen")
	for _, n := range []int{1, 2, 5, 40, 90} {
		for _, kind := range []string{"full", "rank 2", "tridiagonal"} {
			a := make([]float64, n*n)
			u, v := make([]float64, n), make([]float64, n)
			for i := range n {
				u[i], v[i] = r.Normal(), r.Normal()
			}
			for i := range n {
				for j := range i + 1 {
					x := r.Normal()
					switch {
					case kind == "rank 2":
						x = u[i]*u[j] - v[i]*v[j]
					case kind == "tridiagonal" && i-j > 1:
						x = 0
					}
					a[i*n+j], a[j*n+i] = x, x
				}
			}
			values, vectors := vector.SymmetricEigen(n, a)
			var eigen mat.EigenSym
			require.True(t, eigen.Factorize(mat.NewSymDense(n, append([]float64(nil), a...)), false))
			want := eigen.Values(nil)
			for k, x := range values {
				assert.InDelta(t, want[n-1-k], x, 1e-12*float64(n), "%s, %d: value %d", kind, n, k)
			}
			for i := range n {
				for j := range n {
					var sum, unit float64
					for k := range n {
						sum += values[k] * vectors[k][i] * vectors[k][j]
						unit += vectors[i][k] * vectors[j][k]
					}
					require.InDelta(t, a[i*n+j], sum, 1e-11)
					require.InDelta(t, map[bool]float64{true: 1}[i == j], unit, 1e-12)
				}
			}
		}
	}
}

// Lanczos finds the ends of the spectrum of a Hessian that is written out by central differences of gradients and taken
// apart by gonum; its directions are eigenvectors, ‖Hv − λv‖ being what it says.
func TestLanczosAgainstGonum(t *testing.T) {
	d, _, err := toynets.Generate(toynets.Spec{Task: "spirals", N: 60, NTest: 10, Noise: 0.1})
	require.NoError(t, err)
	m := toynets.MLP{Widths: []int{2, 6, 5, 2}, Act: kernel.Tanh}
	n := m.Params()
	theta := make([]float32, n)
	m.Init(theta, toynets.Stream(1, "init"))
	for i := range theta {
		theta[i] *= 2
	}
	gradient := toynets.NewGradient(m, d, 60)
	hessian := mat.NewSymDense(n, nil)
	const h = 1.0 / 128
	up, down, at := make([]float32, n), make([]float32, n), append([]float32(nil), theta...)
	for i := range n {
		at[i] = theta[i] + h
		gradient.All(up, at)
		at[i] = theta[i] - h
		gradient.All(down, at)
		at[i] = theta[i]
		for j := range i + 1 {
			hessian.SetSym(i, j, (float64(up[j])-float64(down[j]))/(2*h))
		}
	}
	var eigen mat.EigenSym
	require.True(t, eigen.Factorize(hessian, true))
	want := eigen.Values(nil)
	l := curvature.NewLanczos(toynets.NewHessian(m, d, 25), theta, n, toynets.Stream(1, "lanczos"))
	for l.Step() {
	}
	values, residuals := l.Values()
	require.LessOrEqual(t, len(values), n)
	for k := range 6 {
		assert.InDelta(t, want[n-1-k], values[k], 2e-4, "from above: %d", k)
		assert.InDelta(t, want[k], values[len(values)-1-k], 2e-4, "from below: %d", k)
	}
	product := make([]float64, n)
	for _, k := range []int{0, 1, 2, len(values) - 1} {
		v := l.Vector(k)
		toynets.NewHessian(m, d, 60).Product(product, theta, v)
		var sum float64
		for i, x := range product {
			sum += math.Pow(x-values[k]*float64(v[i]), 2)
		}
		assert.InDelta(t, residuals[k], math.Sqrt(sum), 1e-5, "residual %d", k)
	}
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	var cosine float64
	for i, x := range l.Vector(0) {
		cosine += float64(x) * vectors.At(i, n-1)
	}
	assert.InDelta(t, 1, math.Abs(cosine), 1e-4)
}

// The principal directions of a trajectory are the right singular vectors of its centred points.
func TestPrincipalAgainstGonum(t *testing.T) {
	d, _, err := toynets.Generate(toynets.Spec{Task: "spirals", N: 60, NTest: 10, Noise: 0.1})
	require.NoError(t, err)
	m := toynets.MLP{Widths: []int{2, 8, 2}}
	trainer := toynets.NewTrainer(m, d, toynets.Recipe{Opt: "adam", LR: 0.01, Batch: 20, Steps: 12, Seed: 1})
	var points [][]float32
	for trainer.Step() {
		points = append(points, append([]float32(nil), trainer.Theta()...))
	}
	n, params := len(points), m.Params()
	p := path.NewPrincipal(points)
	for p.Step() {
	}
	mean := p.Mean()
	x := mat.NewDense(n, params, nil)
	for i, row := range points {
		for j, v := range row {
			var centre float64
			for _, q := range points {
				centre += float64(q[j]) / float64(n)
			}
			x.Set(i, j, float64(v)-centre)
			assert.InDelta(t, centre, mean[j], 1e-6)
		}
	}
	var svd mat.SVD
	require.True(t, svd.Factorize(x, mat.SVDThin))
	s := svd.Values(nil)
	var v mat.Dense
	svd.VTo(&v)
	var all float64
	for _, value := range s {
		all += value * value
	}
	for k := range 3 {
		assert.InDelta(t, s[k]*s[k]/all, p.Explained(k), 1e-9)
		direction, along := p.Direction(k)
		var cosine float64
		for j, c := range direction {
			cosine += c * v.At(j, k)
		}
		assert.InDelta(t, 1, math.Abs(cosine), 1e-7, "direction %d", k)
		for i := range n {
			var coordinate float64
			for j, c := range direction {
				coordinate += c * x.At(i, j)
			}
			assert.InDelta(t, coordinate, along[i], 1e-6)
		}
		plane := path.PlaneAlong(mean, direction, direction, 2)
		u, _, _ := plane.Project(points[3])
		assert.InDelta(t, along[3]/2, u, 1e-5)
	}
	same := path.NewPrincipal([][]float32{points[0], points[0], points[0]})
	for same.Step() {
	}
	assert.Zero(t, same.Explained(0))
	direction, _ := same.Direction(0)
	assert.Equal(t, make([]float64, params), direction)
}
