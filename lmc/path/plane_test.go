package path_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/matching"
	"onebasin/lmc/path"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// Both axes are as long as B − A and orthogonal, whatever the points.
func TestPlaneIsIsometric(t *testing.T) {
	for seed := range uint64(10) {
		r := toynets.Stream(seed, "plane")
		n := 2 + int(seed)*50
		a, b, c := testnet.Normals(r, n), testnet.Normals(r, n), testnet.Normals(r, n)
		p, spanned, err := path.NewPlane(a, b, c, r)
		require.NoError(t, err)
		require.True(t, spanned)
		require.InEpsilon(t, vector.Distance(a, b), p.Unit, 1e-15)
		require.InEpsilon(t, p.Unit, testnet.Norm(p.E1), 1e-6)
		require.InEpsilon(t, p.Unit, testnet.Norm(p.E2), 1e-6)
		require.InDelta(t, 0, matching.Objective(p.E1, p.E2)/testnet.Square(p.Unit), 1e-6)

		at := func(x []float32) (u, v float64) {
			u, v, off := p.Project(x)
			require.InDelta(t, 0, off, 2e-3, "it is in the plane")
			for i := range x { // and back
				require.InDelta(t, x[i], float64(p.Origin[i])+u*float64(p.E1[i])+v*float64(p.E2[i]), 1e-5*p.Unit)
			}
			return u, v
		}
		u, v := at(a)
		assert.Equal(t, [2]float64{0, 0}, [2]float64{u, v})
		u, v = at(b)
		assert.InDelta(t, 1, u, 1e-6)
		assert.InDelta(t, 0, v, 1e-6)
		u, v = at(c)
		assert.Positive(t, v, "π(B) lies above the line")
		// The distances of three points fix the triangle: u and v are those of plane geometry.
		ac, bc := vector.Distance(a, c)/p.Unit, vector.Distance(b, c)/p.Unit
		assert.InDelta(t, (testnet.Square(ac)-testnet.Square(bc)+1)/2, u, 1e-5)
		assert.InDelta(t, math.Sqrt(testnet.Square(ac)-testnet.Square(u)), v, 1e-5)
	}
}

func TestProjectionTellsTheDistanceFromThePlane(t *testing.T) {
	a, b, c := []float32{0, 0, 0}, []float32{2, 0, 0}, []float32{1, 1, 0}
	p, _, err := path.NewPlane(a, b, c, toynets.Stream(1, "plane"))
	require.NoError(t, err)
	u, v, off := p.Project([]float32{1, -1, 4})
	assert.InDeltaSlice(t, []float64{0.5, -0.5, 2}, []float64{u, v, off}, 1e-6)
}

// When nothing was moved there is no third point: the second axis is random, and said to be.
func TestPlaneThroughALine(t *testing.T) {
	r := toynets.Stream(2, "plane")
	a, b := testnet.Normals(r, 40), testnet.Normals(r, 40)
	for _, c := range [][]float32{b, a} {
		p, spanned, err := path.NewPlane(a, b, c, toynets.Stream(3, "plane"))
		require.NoError(t, err)
		assert.False(t, spanned)
		assert.InEpsilon(t, p.Unit, testnet.Norm(p.E2), 1e-6)
		assert.InDelta(t, 0, matching.Objective(p.E1, p.E2)/testnet.Square(p.Unit), 1e-6)
		again, _, _ := path.NewPlane(a, b, c, toynets.Stream(3, "plane"))
		assert.Equal(t, p.E2, again.E2, "the same stream gives the same direction")
	}
}

// A permutation that moves a nearly dead unit puts π(B) very near the line; the axes are orthogonal all the same.
func TestPlaneNearlyALine(t *testing.T) {
	r := toynets.Stream(4, "plane")
	a, b := testnet.Normals(r, 200), testnet.Normals(r, 200)
	c := append([]float32(nil), b...)
	c[0] += 1e-3
	p, spanned, err := path.NewPlane(a, b, c, r)
	require.NoError(t, err)
	assert.True(t, spanned)
	assert.InDelta(t, 0, matching.Objective(p.E1, p.E2)/testnet.Square(p.Unit), 1e-5)
	assert.InEpsilon(t, p.Unit, testnet.Norm(p.E2), 1e-6)
}

func TestNoPlane(t *testing.T) {
	a := []float32{1, 2, 3}
	for _, c := range []struct{ b, c []float32 }{
		{a, []float32{0, 0, 1}}, {a, a}, {[]float32{1, 2, float32(math.NaN())}, a},
		{[]float32{1, 2, float32(math.Inf(1))}, a},
	} {
		p, _, err := path.NewPlane(a, c.b, c.c, toynets.Stream(1, "plane"))
		assert.Error(t, err, "%v %v", c.b, c.c)
		assert.Nil(t, p)
	}
	// With one parameter there is a line but no plane.
	_, _, err := path.NewPlane([]float32{0}, []float32{1}, []float32{2}, toynets.Stream(1, "plane"))
	assert.Error(t, err)
}

func TestAround(t *testing.T) {
	for _, c := range []struct {
		points         [][2]float64
		margin, aspect float64
		want           path.Window
	}{
		{[][2]float64{{0, 0}, {1, 0}, {0.5, 1}}, 0, 1, path.Window{U0: 0, U1: 1, V0: 0, V1: 1}},
		{[][2]float64{{0, 0}, {1, 0}}, 0.5, 2, path.Window{U0: 0 - 0.5, U1: 1.5, V0: -0.5, V1: 0.5}},
		{[][2]float64{{0, 0}, {1, 0}}, 0.5, 1, path.Window{U0: -0.5, U1: 1.5, V0: -1, V1: 1}},
		{[][2]float64{{0, 0}, {0, 2}}, 1, 2, path.Window{U0: -4, U1: 4, V0: -1, V1: 3}},
	} {
		w := path.WindowAround(c.points, c.margin, c.aspect)
		assert.InDeltaSlice(t, []float64{c.want.U0, c.want.U1, c.want.V0, c.want.V1},
			[]float64{w.U0, w.U1, w.V0, w.V1}, 1e-12)
		assert.InDelta(t, c.aspect, (w.U1-w.U0)/(w.V1-w.V0), 1e-12)
	}
}

func TestGridOfAWindow(t *testing.T) {
	w := path.Window{U0: -1, U1: 2, V0: 0, V1: 1}
	for _, c := range []struct {
		i, j int
		u, v float64
	}{{0, 0, -1, 0}, {3, 0, 2, 0}, {0, 3, -1, 1}, {3, 3, 2, 1}, {1, 2, 0, 2.0 / 3}} {
		u, v := w.At(4, c.i, c.j)
		assert.InDelta(t, c.u, u, 1e-15)
		assert.InDelta(t, c.v, v, 1e-15)
	}
}
