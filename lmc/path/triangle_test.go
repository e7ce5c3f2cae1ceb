package path_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// The corners are the networks, and every point is the mean that its shares say.
func TestTriangle(t *testing.T) {
	r := toynets.Stream(1, "triangle")
	a, b, c := testnet.Normals(r, 50), testnet.Normals(r, 50), testnet.Normals(r, 50)
	tri := path.NewTriangle(a, b, c)
	assert.Equal(t, a, tri.Origin)
	for range 20 {
		x, y := r.Float64(), r.Float64()
		sa, sb, sc := path.Barycentric(x, y)
		assert.InDelta(t, 1, sa+sb+sc, 1e-12)
		for i := range a {
			want := sa*float64(a[i]) + sb*float64(b[i]) + sc*float64(c[i])
			assert.InDelta(t, want, float64(a[i])+x*float64(tri.E1[i])+y*float64(tri.E2[i]), 1e-5)
		}
	}
}

func TestSharesByHand(t *testing.T) {
	h := path.TriangleHeight
	for _, c := range []struct{ x, y, a, b, c, beside float64 }{
		{0, 0, 1, 0, 0, 0}, {1, 0, 0, 1, 0, 0}, {.5, h, 0, 0, 1, 0}, {.5, h / 3, 1. / 3, 1. / 3, 1. / 3, 0},
		{.5, -.1, .5 + .05/h, .5 + .05/h, -.1 / h, .1}, {0, h, .5, -.5, 1, h / 2},
	} {
		sa, sb, sc := path.Barycentric(c.x, c.y)
		assert.InDeltaSlice(t, []float64{c.a, c.b, c.c}, []float64{sa, sb, sc}, 1e-12)
		assert.InDelta(t, c.beside, path.OutsideTriangle(c.x, c.y), 1e-12)
	}
}
