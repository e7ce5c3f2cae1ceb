package matching

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets"
)

// By hand: b = (2; 3) and a = (4; 1.5) differ in c = 2 alone; a dead unit keeps its scale.
func TestScaleByHand(t *testing.T) {
	assert.InDelta(t, 2, scaleMatch{in: 8, out: 4.5, b2: 4, o2: 9}.best(), 1e-12)
	assert.Equal(t, 1.0, scaleMatch{in: 8, out: 0, b2: 4, o2: 0}.best())
	assert.Equal(t, 1.0, scaleMatch{in: 0, out: 3, b2: 0, o2: 9}.best())
	// Orthogonal: c⁴|b_in|² = |b_out|².
	assert.InDelta(t, math.Sqrt2, scaleMatch{b2: 1, o2: 4}.best(), 1e-12)
}

// No c of a fine grid has a larger weight, and h is 0 at the best, for pairs of units of many angles and lengths.
func TestScaleAgainstAGrid(t *testing.T) {
	r := toynets.Stream(2, "scale")
	for range 300 {
		m := scaleMatch{b2: math.Exp(2 * r.Normal()), o2: math.Exp(2 * r.Normal())}
		m.in = 3 * math.Sqrt(m.b2) * r.Normal()
		m.out = 3 * math.Sqrt(m.o2) * r.Normal()
		c := m.best()
		require.Greater(t, c, 0.0)
		at := m.weight(c)
		for x := -9.0; x <= 9; x += 0.01 {
			if w := m.weight(math.Exp(x)); w > at+1e-9*(1+math.Abs(at)) {
				t.Fatalf("%+v: %g gives %g, %g gives %g", m, c, at, math.Exp(x), w)
			}
		}
		size := c*c*c*c*m.b2 + c*c*c*math.Abs(m.in) + c*math.Abs(m.out) + m.o2
		require.LessOrEqual(t, math.Abs(m.h(c)), 1e-9*size, "%+v", m)
	}
}
