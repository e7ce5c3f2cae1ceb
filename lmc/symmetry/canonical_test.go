package symmetry_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// 1-2-2-1 by hand: of tanh's first units, 1+3 = 4 and −2−4 = −6, so the second is negated and comes first; the second
// layer's rows (5 −6) and (−7 8) become (6 5) and (−8 −7), whose sums with 9 and −10 are 20 and −25.
func TestCanonicalByHand(t *testing.T) {
	theta := []float32{1, -2, 3, -4, 5, -6, -7, 8, 9, -10, 11, 12, 13}
	s := symmetry.MLPSymmetry(toynets.MLP{Widths: []int{1, 2, 2, 1}, Act: kernel.Tanh})
	e := s.Canonical(theta, nil)
	assert.Equal(t, symmetry.Element{Permutation: symmetry.Permutation{{1, 0}, {1, 0}},
		Signs: [][]int{{-1, 1}, {-1, 1}}}, e)
	assert.Equal(t, []float32{2, 1, 4, 3, 8, 7, 6, 5, 10, 9, -12, 11, 13}, s.Move(theta, e))
}

// Networks of one orbit come to one place, to the last bit where nothing is scaled or shifted.
func TestCanonicalIsOnePlaceOfAnOrbit(t *testing.T) {
	r := toynets.Stream(9, "canonical")
	for _, shape := range testnet.Shapes() {
		for _, a := range acts {
			s := symmetry.MLPSymmetry(toynets.MLP{Widths: shape.Widths, Act: a.act}).Centred()
			canonical := func(theta []float32) []float32 {
				var scales [][]float64
				if a.scaled {
					g := symmetry.NewGauge(s, theta)
					for g.Step() {
					}
					scales = g.Element().Scales
				}
				return s.Move(theta, s.Canonical(theta, scales))
			}
			theta := testnet.Normals(r, shape.Params())
			want := canonical(theta)
			for range 5 {
				got := canonical(s.Move(theta, s.RandomElement(r)))
				if a.scaled {
					require.LessOrEqual(t, vector.Distance(want, got), 1e-5*testnet.Norm(want), "%v", shape.Widths)
				} else {
					require.Equal(t, want, got, "%v %v", shape.Widths, a.act)
				}
			}
		}
	}
}
