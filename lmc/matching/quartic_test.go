package matching

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/toynets"
)

func TestQuarticByHand(t *testing.T) {
	for _, c := range []struct {
		c     quartic
		alpha float64
	}{
		{quartic{1}, 0},                  // constant: the smallest of equals
		{quartic{0, 1}, 1},               // rises
		{quartic{0, -1}, 0},              // falls
		{quartic{0, 1, -1}, .5},          // a hill
		{quartic{0, -1, 1}, 0},           // a valley, both ends equal
		{quartic{5, -1, 2}, 1},           // a valley, the far end higher
		{quartic{0, 0, 3, -2}, 1},        // 3α²−2α³: largest at 1
		{quartic{0, 0, 4, -4}, 2. / 3},   // 4α²(1−α)
		{quartic{0, 0, 1, -2, 1}, .5},    // α²(1−α)²
		{quartic{0, 0, 0, 8, -8}, .75},   // 8α³(1−α)
		{quartic{1, -3, 13, -22, 11}, 0}, // two hills and valleys, all below the start
	} {
		assert.InDelta(t, c.alpha, c.c.highest(), 1e-12, "%v", c.c)
	}
}

// No point of a fine grid is higher.
func TestQuarticAgainstAGrid(t *testing.T) {
	r := toynets.Stream(1, "quartic")
	inside := 0
	for range 2000 {
		var c quartic
		for k := range c {
			c[k] = r.Normal() * []float64{1, 1, 4, 8, 8}[k]
		}
		alpha := c.highest()
		if alpha > 0 && alpha < 1 {
			inside++
		}
		assert.True(t, alpha >= 0 && alpha <= 1)
		for k := range 501 {
			if x := float64(k) / 500; c.at(x) > c.at(alpha)+1e-9 {
				t.Fatalf("%v: %v at %v, but %v at %v", c, c.at(alpha), alpha, c.at(x), x)
			}
		}
	}
	assert.Greater(t, inside, 300)
}
