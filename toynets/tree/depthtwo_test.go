package tree

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/toynets"
)

// What is written out for depth 2 has the bits of the loops.
func TestDepthTwoHasTheBitsOfTheLoops(t *testing.T) {
	const trees = 200
	e := Ensemble{Arch: Perfect, Trees: trees, Depth: 2, Inputs: 1, Outputs: 1}
	r := toynets.Stream(1, "test")
	draw := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(r.Uniform(-1, 1))
		}
		return x
	}
	left, right, dmu := draw(3*trees), draw(3*trees), draw(4*trees)
	mu, dz, value, reach := make([]float32, 4*trees), make([]float32, 3*trees), make([]float32, 8), make([]float32, 12)
	sharesOfTwo(left, right, mu, trees)
	slopesOfTwo(left, right, dmu, dz, trees)
	for k := range trees {
		wantMu, wantDz := make([]float32, 4), make([]float32, 3)
		e.shares(left[3*k:3*k+3], right[3*k:3*k+3], wantMu)
		e.slopes(left[3*k:3*k+3], right[3*k:3*k+3], dmu[4*k:4*k+4], wantDz, value, reach)
		assert.Equal(t, wantMu, mu[4*k:4*k+4])
		assert.Equal(t, wantDz, dz[3*k:3*k+3])
	}
}
