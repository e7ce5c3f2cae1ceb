package chart_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/lab/chart"
)

// The step looked at is the last that has come.
func TestFilmAt(t *testing.T) {
	f := chart.Film{Steps: []float64{0, 25, 30}}
	for step, want := range map[float64]int{-7: 0, 0: 0, 24.9: 0, 25: 1, 29: 1, 30: 2, 1e9: 2} {
		assert.Equal(t, want, f.At(step), "%g", step)
	}
	assert.Zero(t, chart.Film{}.At(3))
}
