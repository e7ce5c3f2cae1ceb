package path_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// A scan's rows are those of the whole grid, each point the loss at its place; rows that there are not are refused.
func TestScan(t *testing.T) {
	m, d, a, b := testnet.TanhPair(t, 1)
	w := path.Window{U0: -0.5, U1: 1, V0: 0, V1: 2}
	scan := func(first, last int) []float64 {
		s, err := path.NewScan(m, d, a, b, a, w, 4, first, last)
		require.NoError(t, err)
		at := 0.0
		for s.Step() {
			require.GreaterOrEqual(t, s.Fraction(), at)
			at = s.Fraction()
		}
		assert.Equal(t, 1.0, s.Fraction())
		return s.Loss()
	}
	whole := scan(0, 4)
	require.Len(t, whole, 16)
	assert.Equal(t, whole[4:12], scan(1, 3))
	plane := toynets.NewPlaneEvaluator(m, d, a, b, a)
	for k, loss := range whole {
		u, v := w.At(4, k%4, k/4)
		assert.Equal(t, plane.Score(u, v).Loss, loss)
	}
	for _, rows := range [][3]int{{1, 0, 1}, {4, -1, 2}, {4, 2, 2}, {4, 3, 5}, {path.MaxGrid + 1, 0, 1}} {
		_, err := path.NewScan(m, d, a, b, a, w, rows[0], rows[1], rows[2])
		assert.Error(t, err)
	}
}
