package kernel

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Two trees by hand.
func TestTreesByHand(t *testing.T) {
	left, right := []float32{0.5, 0.25, 1, 1, 0.5, 0}, []float32{0.5, 0.75, 0, 0, 0.5, 1}
	mu, dz := make([]float32, 8), make([]float32, 6)
	TreeShares(2, left, right, mu)
	assert.Equal(t, []float32{0.125, 0.375, 0.5, 0, 0.5, 0.5, 0, 0}, mu)
	TreeSlopes(2, left, right, []float32{8, 4, 1, 2, 1, -1, 0, 0}, dz)
	// v₁ = 2 + 3, v₂ = 1: ¼·4; (3/16·4)·½; 0. The other tree sends all to its left, and there ¼·2.
	assert.Equal(t, []float32{1, 0.375, 0, 0, 0.5, 0}, dz)
	Sides(2, 3, []float32{0, 1, 9, -1, 0, 9}, []float32{1, 0, -9}, left, right)
	assert.InDeltaSlice(t, []float64{0.7310586, 0.7310586, 0.5, 0.5, 0.5, 0.5}, left, 1e-7)
	assert.InDeltaSlice(t, []float64{0.2689414, 0.2689414, 0.5, 0.5, 0.5, 0.5}, right, 1e-7)
	assert.Panics(t, func() { Sides(2, 3, left, right[:2], left, right) })
	assert.Panics(t, func() { TreeShares(2, left[:5], right, mu) })
	assert.Panics(t, func() { TreeSlopes(2, left, right, mu[:7], dz) })
}
