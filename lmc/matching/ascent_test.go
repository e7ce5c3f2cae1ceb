package matching

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// However the permutations were reached, the similarities are those of Gram, and the value has gained what the
// objective has.
func TestAscentKeepsItsBooks(t *testing.T) {
	for k, widths := range [][]int{{3, 6, 9, 2}, {2, 5, 1, 7, 8, 3}, {2, 11, 2}} {
		r := toynets.Stream(uint64(k), "ascent")
		m := toynets.MLP{Widths: widths}
		s := symmetry.MLPSymmetry(m)
		a, b := make([]float32, m.Params()), make([]float32, m.Params())
		m.Init(a, r)
		m.Init(b, r)
		c := newAscent(s, b)
		c.aim(a, b)
		start := s.Random(r)
		c.place(start)
		begin := vector.Dot(a, s.Apply(b, start)) - c.value
		var m1 mark
		for round := range 60 {
			switch g := r.IntN(len(s.Groups)); r.IntN(4) {
			case 0:
				p := r.Perm(s.Groups[g])
				c.value += c.weight(g, p) - c.weight(g, c.perm[g])
				c.move(g, p)
			case 1:
				c.keep(&m1)
			case 2:
				if m1.gram != nil {
					c.back(&m1)
				}
			default:
				_, err := c.step(g)
				require.NoError(t, err)
			}
			pb := s.Apply(b, c.perm)
			require.InDelta(t, vector.Dot(a, pb)-begin, c.value, 1e-5, "round %d", round)
			// Gram's columns are units of π(B), the ascent's units of B.
			var gram Gram
			for g, n := range s.Groups {
				want := gram.Of(s, g, a, pb)
				for i := range n {
					for j, unit := range c.perm[g] {
						require.InDelta(t, want[i*n+j], c.gram[g][i*n+unit], 1e-5)
					}
				}
			}
		}
		for more := true; more; {
			more, _ = c.step(0)
		}
		assert.Equal(t, make([]bool, len(s.Groups)), c.stale, "at its end every group is solved")
	}
}

// A neighbour without a place stands at the mean of what it may be.
func TestMeanOfPermutations(t *testing.T) {
	c := coupling{Tensor: symmetry.Tensor{Rows: 2, Cols: 2, RowGroup: 0, ColGroup: 1}, b: []float32{1, 2, 3, 4}}
	dst := make([]float32, 4)
	cols := func(p symmetry.Permutation) ([]int, []int) { return nil, p[1] }
	c.mean(dst, []symmetry.Permutation{{{0, 1}, {1, 0}}}, cols)
	assert.Equal(t, []float32{2, 1, 4, 3}, dst)
	c.mean(dst, []symmetry.Permutation{{{0, 1}, {1, 0}}, {{0, 1}, {0, 1}}}, cols)
	assert.Equal(t, []float32{1.5, 1.5, 3.5, 3.5}, dst)
	assert.Equal(t, []float32{1, 2, 3, 4}, c.b)
}
