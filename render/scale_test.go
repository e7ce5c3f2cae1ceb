package render_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/render"
)

func labels(ticks []render.Tick) (out []string) {
	for _, t := range ticks {
		out = append(out, t.Label)
	}
	return out
}

func TestTicksByHand(t *testing.T) {
	for _, c := range []struct {
		min, max float64
		log      bool
		n        int
		want     []string
	}{
		{0, 1, false, 5, []string{"0", "0.2", "0.4", "0.6", "0.8", "1.0"}},
		{-0.35, 1.35, false, 4, []string{"0", "0.5", "1.0"}},
		{-3, 3, false, 3, []string{"−2", "0", "2"}},
		{0, 1200, false, 4, []string{"0", "200", "400", "600", "800", "1000", "1200"}},
		{0.01, 4, true, 8, []string{"0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2"}},
		{0.01, 4, true, 5, []string{"0.01", "0.03", "0.1", "0.3", "1", "3"}},
		{1e-8, 1, true, 4, []string{"10⁻⁸", "10⁻⁶", "0.0001", "0.01", "1"}},
		{1.1, 1.4, true, 3, []string{"1.1", "1.2", "1.3", "1.4"}},
		{2, 2, false, 5, nil},
		{0, math.NaN(), false, 5, nil},
	} {
		s := render.Scale{Min: c.min, Max: c.max, Log: c.log}
		if c.want == nil {
			assert.Empty(t, s.Ticks(c.n))
			continue
		}
		assert.Equal(t, c.want, labels(s.Ticks(c.n)), "%v to %v", c.min, c.max)
	}
}

func TestTicksLieInTheDomainAndGrow(t *testing.T) {
	for _, lo := range []float64{-1e9, -17, -1e-7, 0, 3e-5, 0.4, 12, 1e12} {
		for _, span := range []float64{1e-9, 0.03, 1, 7, 99, 1e6} {
			for n := 1; n < 12; n++ {
				ticks := render.Scale{Min: lo, Max: lo + span}.Ticks(n)
				for i, tick := range ticks {
					assert.True(t, tick.Value >= lo-span*1e-6 && tick.Value <= lo+span*(1+1e-6))
					if i > 0 {
						assert.Greater(t, tick.Value, ticks[i-1].Value)
					}
				}
				assert.LessOrEqual(t, len(ticks), 2*n+2)
			}
		}
	}
}

func TestScaleAndItsInverse(t *testing.T) {
	for _, s := range []render.Scale{{Min: -1, Max: 3, Lo: 20, Hi: 420},
		{Min: 0.01, Max: 10, Lo: 300, Hi: 10, Log: true}} {
		assert.InDelta(t, s.Lo, s.At(s.Min), 1e-9)
		assert.InDelta(t, s.Hi, s.At(s.Max), 1e-9)
		for _, v := range []float64{0.011, 0.5, 2.9} {
			assert.InDelta(t, v, s.Value(s.At(v)), 1e-12*10)
		}
	}
	log := render.Scale{Min: 1, Max: 10, Lo: 0, Hi: 1, Log: true}
	assert.True(t, math.IsNaN(log.At(0)) && math.IsNaN(log.At(-1)))
	assert.Equal(t, 5.0, render.Scale{Min: 2, Max: 2, Lo: 0, Hi: 10}.At(2))
	assert.Equal(t, render.Scale{Min: 0, Max: 1.2}, render.Scale{Min: 0.02, Max: 1.15}.Nice(6))
	assert.Equal(t, render.Scale{Min: 0.01, Max: 5, Log: true}, render.Scale{Min: 0.013, Max: 4, Log: true}.Nice(6))
}

func TestNumbersAsTheyAreWritten(t *testing.T) {
	for want, v := range map[string]float64{"0": 0, "0.05": 0.05, "−1.2": -1.2, "1230": 1230, "3·10⁻⁷": 3e-7,
		"10⁸": 1e8, "−10⁻⁵": -1e-5, "—": math.NaN(), "−∞": math.Inf(-1), "0.333": 1.0 / 3} {
		assert.Equal(t, want, render.Number(v, 3))
	}
	assert.Equal(t, "0.00", render.Fixed(-0.001, 2), "no minus before nothing")
	assert.Equal(t, "−0.31", render.Fixed(-0.314, 2))
	assert.Equal(t, []string{"0.5", "1.0", "1.5"}, render.FormatAll([]float64{0.5, 1, 1.5}))
	assert.Equal(t, []string{"0.05", "0.5", "5"}, render.FormatAll([]float64{0.05, 0.5, 5}))
}

// Ticks end, and are few and finite, wherever numbers do.
func TestTicksAtTheEndsOfNumbers(t *testing.T) {
	ends := []float64{-math.MaxFloat64, -1e300, -1e16, -1, -5e-324, 0, 5e-324, 1e-300, 1, 1e16, 1e16 + 2, 1e300,
		math.MaxFloat64, math.Inf(1), math.NaN()}
	for _, lo := range ends {
		for _, hi := range ends {
			for _, log := range []bool{false, true} {
				s := render.Scale{Min: lo, Max: hi, Log: log}
				for _, n := range []int{1, 2, 11} {
					for _, tick := range s.Ticks(n) {
						assert.Zero(t, tick.Value-tick.Value, "%v to %v: %v", lo, hi, tick)
					}
					assert.LessOrEqual(t, len(s.Ticks(n)), 2*n+3, "%v to %v", lo, hi)
				}
				if !log || lo > 0 {
					s.Nice(6)
				}
			}
		}
	}
}
