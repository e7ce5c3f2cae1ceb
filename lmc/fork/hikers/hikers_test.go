package hikers

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The mountain by hand: its start, its saddle, its two deepest points and halfway between them.
func TestHeight(t *testing.T) {
	for _, c := range []struct{ x, y, want float64 }{{0, 1.5, 3.725}, {0, -1, 0.6}, {math.Sqrt2, -2, 0.1},
		{-math.Sqrt2, -2, 0.1}, {0, -2, 1.1}} {
		assert.InDelta(t, c.want, Height(c.x, c.y), 1e-12)
	}
}

// Without noise a step goes against the differences of the height.
func TestSteps(t *testing.T) {
	const h = 1e-6
	for _, at := range []Point{{0.3, 1.2}, {-1.7, -0.4}, {1, -2.5}} {
		p := Walk(1, at, 0)
		mean := Point{}
		const pairs = 4000 // over which the noise of a first step averages to 0.0003
		for n := range pairs {
			q := Walk(n, at, 0)
			mean.X, mean.Y = mean.X+(q.AX[1]-at.X)/pairs, mean.Y+(q.AY[1]-at.Y)/pairs
			if n == 200 && testing.Short() {
				t.Skip("walks four thousand pairs")
			}
		}
		assert.InDelta(t, -rate*(Height(at.X+h, at.Y)-Height(at.X-h, at.Y))/(2*h), mean.X, 0.002)
		assert.InDelta(t, -rate*(Height(at.X, at.Y+h)-Height(at.X, at.Y-h))/(2*h), mean.Y, 0.002)
		assert.Len(t, p.AX, Steps+1)
	}
}

// Hikers who part after the last step, or never, are one; they share their way until they part, and A's is the same
// wherever they part.
func TestPartings(t *testing.T) {
	p := Walk(3, Top, Steps)
	assert.Equal(t, p.AX, p.BX)
	assert.InDelta(t, 0, float64(p.Barrier()), 1e-15)
	q := Walk(3, Top, 50)
	assert.Equal(t, p.AX, q.AX)
	assert.Equal(t, q.AY[:51], q.BY[:51])
	assert.NotEqual(t, q.AY[51], q.BY[51])
}

// The earlier hikers part the more pairs end on two sides of the ridge; from a valley's wall none do.
func TestRidge(t *testing.T) {
	apart := func(from Point, k int) (n int) {
		for pair := range 200 {
			if Walk(pair, from, k).Barrier() > 0.5 {
				n++
			}
		}
		return n
	}
	assert.Greater(t, apart(Top, 0), 60)
	assert.Less(t, apart(Top, 200), 10)
	assert.Zero(t, apart(Point{1.2, -1}, 0))
}
