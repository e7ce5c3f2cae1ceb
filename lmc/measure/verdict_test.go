package measure_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/measure"
)

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		before, after float64
		want          measure.Verdict
	}{
		{1.13, 0.0204, measure.Gone},
		{1.57, 0.24, measure.MostlyGone},
		{1, 0.05, measure.Gone},
		{1, 0.051, measure.MostlyGone},
		{1, 0.25, measure.MostlyGone},
		{1, 0.26, measure.Smaller},
		{1, 0.9, measure.Smaller},
		{1, 0.91, measure.NotHelped},
		{1, 1.3, measure.NotHelped},
		{0.04, 0.009, measure.Gone}, // no barrier is left, and most of it went
		{0.012, 0.0099, measure.Smaller},
		{0.0099, 0, measure.NoBarrier},
		{0.0099, 2, measure.NoBarrier},
		{0, 0, measure.NoBarrier},
		{math.NaN(), 0, measure.Unknown},
		{1, math.Inf(1), measure.Unknown},
	} {
		assert.Equal(t, c.want, measure.Judge(c.before, c.after), "%g to %g", c.before, c.after)
	}
}

// Of two outcomes of one barrier the lower one never has the worse verdict.
func TestLowerIsNoWorse(t *testing.T) {
	for _, before := range []float64{0.005, 0.01, 0.02, 0.1, 0.5, 1, 20} {
		last := measure.Judge(before, 3*before)
		for share := 3.; share >= 0; share -= 1. / 256 {
			v := measure.Judge(before, share*before)
			assert.False(t, last.Better(v), "%g of %g", share, before)
			last = v
		}
	}
}

func TestBetter(t *testing.T) {
	assert.True(t, measure.Gone.Better(measure.NotHelped))
	assert.False(t, measure.Gone.Better(measure.Gone))
	assert.False(t, measure.Gone.Better(measure.Unlearned))
	assert.False(t, measure.Gone.Better(measure.Unknown))
	assert.False(t, measure.NoBarrier.Better(measure.Smaller))
}

// A guess among two classes has the loss ln 2 = 0.693, among ten ln 10 = 2.303.
func TestLearnt(t *testing.T) {
	for _, c := range []struct {
		loss    float64
		classes int
		want    bool
	}{{0.4, 2, true}, {0.65, 2, true}, {0.69, 2, false}, {0.7, 2, false}, {2.1, 10, true}, {2.3, 10, false},
		{math.NaN(), 2, false}, {math.Inf(1), 2, false}} {
		assert.Equal(t, c.want, measure.Learnt(c.loss, c.classes), "%g of %d", c.loss, c.classes)
	}
}

func TestVerdictsHaveWords(t *testing.T) {
	seen := map[string]bool{}
	for v := measure.Unknown; v <= measure.Gone; v++ {
		assert.NotEmpty(t, v.String())
		seen[v.String()] = true
	}
	assert.Len(t, seen, int(measure.Gone)+1)
}
