package matching

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// relaxedObjective is F of doubly stochastic matrices by its definition, in float64 loops.
func relaxedObjective(s symmetry.Symmetry, models [][]float32, x [][][]float32) (f float64) {
	var placed [][]float64
	for p, theta := range models {
		out := make([]float64, len(theta))
		for _, t := range s.Tensors {
			for i := range t.Rows {
				for j := range t.Cols {
					for r := range t.Rows {
						for c := range t.Cols {
							w := float64(theta[t.Offset+r*t.Cols+c])
							if t.RowGroup == symmetry.Fixed {
								w *= delta(i, r)
							} else {
								w *= float64(x[p][t.RowGroup][i*t.Rows+r])
							}
							if t.ColGroup == symmetry.Fixed {
								w *= delta(j, c)
							} else {
								w *= float64(x[p][t.ColGroup][j*t.Cols+c])
							}
							out[t.Offset+i*t.Cols+j] += w
						}
					}
				}
			}
		}
		placed = append(placed, out)
	}
	for p := range placed {
		for q := p + 1; q < len(placed); q++ {
			for i := range placed[p] {
				f += placed[p][i] * placed[q][i]
			}
		}
	}
	return f
}

func delta(i, j int) float64 {
	if i == j {
		return 1
	}
	return 0
}

func clones(x [][][]float32) (c [][][]float32) {
	for _, groups := range x {
		var g [][]float32
		for _, m := range groups {
			g = append(g, append([]float32(nil), m...))
		}
		c = append(c, g)
	}
	return c
}

// In every iteration the matrices are doubly stochastic, F is what its definition says, and it is the largest on the
// line to the vertices.
func TestFrankWolfeStepByStep(t *testing.T) {
	m := toynets.MLP{Widths: []int{2, 5, 4, 2}}
	s := symmetry.MLPSymmetry(m)
	for seed := range uint64(5) {
		r := toynets.Stream(seed, "frank-wolfe")
		var models [][]float32
		for range 3 {
			theta := make([]float32, m.Params())
			for i := range theta {
				theta[i] = float32(r.Normal())
			}
			models = append(models, theta)
		}
		f := NewFrankWolfe(s, models, []symmetry.Permutation{s.Identity(), s.Random(r), s.Random(r)})
		moved := 0
		for more := true; more; {
			before, iterations := clones(f.x), len(f.history)
			more = f.Step()
			if len(f.history) == iterations {
				continue
			}
			value := relaxedObjective(s, models, before)
			require.InDelta(t, value, f.history[iterations], 1e-5*(1+math.Abs(value)))
			if !more {
				break
			}
			moved++
			reached := relaxedObjective(s, models, f.x)
			require.Greater(t, reached, value)
			for p := range f.x {
				for g, n := range s.Groups {
					for i := range n {
						var row, col float64
						for j := range n {
							require.GreaterOrEqual(t, f.x[p][g][i*n+j], float32(0))
							row += float64(f.x[p][g][i*n+j])
							col += float64(f.x[p][g][j*n+i])
						}
						require.InDelta(t, 1, row, 1e-5)
						require.InDelta(t, 1, col, 1e-5)
					}
				}
			}
			for k := range 21 {
				x := clones(before)
				for p := range x {
					for g := range x[p] {
						towards(x[p][g], f.vertex[p][g], float64(k)/20)
					}
				}
				require.LessOrEqual(t, relaxedObjective(s, models, x), reached+1e-5*(1+math.Abs(reached)))
			}
		}
		require.NoError(t, f.Err())
		assert.Greater(t, moved, 1)
	}
}

// A whole step lands on the vertex to the bit, and sums do not drift.
func TestTowards(t *testing.T) {
	x := []float32{.3, .7, .7, .3}
	towards(x, []int{1, 0}, 1)
	assert.Equal(t, []float32{0, 1, 1, 0}, x)
	towards(x, []int{0, 1}, .25)
	assert.Equal(t, []float32{.25, .75, .75, .25}, x)
}
