package matching

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// sinkhornByLogs is the operator as the authors' code has it: logarithms of sums subtracted from rows and columns in
// turn.
func sinkhornByLogs(n int, x []float64) []float64 {
	y := append([]float64(nil), x...)
	normalise := func(at func(i, j int) int) {
		for i := range n {
			sum := 0.0
			for j := range n {
				sum += math.Exp(y[at(i, j)])
			}
			for j := range n {
				y[at(i, j)] -= math.Log(sum)
			}
		}
	}
	for range 20 {
		normalise(func(i, j int) int { return i*n + j })
		normalise(func(i, j int) int { return j*n + i })
	}
	for i, v := range y {
		y[i] = math.Exp(v)
	}
	return y
}

// entries returns n² normal deviates of some spread on top of a diagonal.
func entries(n int, spread float64, seed uint64) []float32 {
	r := toynets.Stream(seed, "sinkhorn")
	x := make([]float32, n*n)
	for i := range x {
		x[i] = float32(spread * r.Normal())
		if i%(n+1) == 0 {
			x[i]++
		}
	}
	return x
}

func wide(x []float32) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = float64(v)
	}
	return y
}

func TestSinkhornForward(t *testing.T) {
	for _, n := range []int{1, 2, 5, 13} {
		for _, spread := range []float64{0.1, 1, 8} {
			x, p := entries(n, spread, uint64(n)), make([]float32, n*n)
			newSinkhorn(n).forward(p, x)
			assert.InDeltaSlice(t, sinkhornByLogs(n, wide(x)), p, 1e-6, "n = %d, spread %g", n, spread)
			for j := range n {
				sum := 0.0
				for i := range n {
					require.GreaterOrEqual(t, p[i*n+j], float32(0))
					sum += float64(p[i*n+j])
				}
				assert.InDelta(t, 1, sum, 1e-6, "columns, normalised last, sum to 1")
			}
		}
	}
	p := make([]float32, 4)
	newSinkhorn(2).forward(p, []float32{0, 0, 0, 0})
	assert.Equal(t, []float32{0.5, 0.5, 0.5, 0.5}, p)
}

// The gradient through the iterations against differences of the oracle.
func TestSinkhornBackward(t *testing.T) {
	for _, n := range []int{1, 3, 6} {
		for _, spread := range []float64{0.1, 1.5} {
			x, pbar := entries(n, spread, uint64(n)), entries(n, 1, 99)
			s, p, xbar := newSinkhorn(n), make([]float32, n*n), make([]float32, n*n)
			s.forward(p, x)
			s.backward(xbar, pbar)
			at := wide(x)
			value := func() (v float64) {
				for i, y := range sinkhornByLogs(n, at) {
					v += y * float64(pbar[i])
				}
				return v
			}
			const h = 1e-5
			for i := range at {
				at[i] += h
				above := value()
				at[i] -= 2 * h
				below := value()
				at[i] += h
				assert.InDelta(t, (above-below)/(2*h), xbar[i], 2e-6, "n = %d, spread %g, entry %d", n, spread, i)
			}
		}
	}
}

// softLoss is the matcher's loss in float64, by its definition.
func softLoss(s symmetry.Symmetry, a, b []float32, x [][]float64) (sum float64) {
	var p [][]float64
	for g, n := range s.Groups {
		p = append(p, sinkhornByLogs(n, x[g]))
	}
	entry := func(g, i, j int) float64 {
		switch {
		case g != symmetry.Fixed:
			return p[g][i*s.Groups[g]+j]
		case i == j:
			return 1
		}
		return 0
	}
	for _, t := range s.Tensors {
		for i := range t.Rows {
			for k := range t.Cols {
				v := 0.0
				for j := range t.Rows {
					for m := range t.Cols {
						v += entry(t.RowGroup, i, j) * float64(b[t.Offset+j*t.Cols+m]) * entry(t.ColGroup, k, m)
					}
				}
				v -= float64(a[t.Offset+i*t.Cols+k])
				sum += v * v
			}
		}
	}
	return sum / float64(len(a))
}

// Loss and gradient of the whole relaxed problem against differences of its definition.
func TestSinkhornMatchingGradient(t *testing.T) {
	r := toynets.Stream(5, "gradient")
	m := toynets.MLP{Widths: []int{2, 4, 3, 2}}
	s := symmetry.MLPSymmetry(m)
	a, b := make([]float32, m.Params()), make([]float32, m.Params())
	m.Init(a, r)
	m.Init(b, r)
	search := NewSinkhornMatching(s, a, b, r)
	var x [][]float64
	for _, g := range search.x {
		x = append(x, wide(g))
	}
	for search.Sweeps() == 0 {
		search.Step()
	}
	assert.InEpsilon(t, softLoss(s, a, b, x), search.loss, 1e-5)
	const h = 1e-4
	for g := range x {
		for i := range x[g] {
			x[g][i] += h
			above := softLoss(s, a, b, x)
			x[g][i] -= 2 * h
			below := softLoss(s, a, b, x)
			x[g][i] += h
			assert.InDelta(t, (above-below)/(2*h), search.xbar[g][i], 2e-7, "layer %d, entry %d", g+1, i)
		}
	}
}

// The relaxed loss falls, and the best permutation is kept.
func TestSinkhornMatchingDescends(t *testing.T) {
	r := toynets.Stream(6, "descends")
	m := toynets.MLP{Widths: []int{2, 12, 9, 2}}
	s := symmetry.MLPSymmetry(m)
	a, b := make([]float32, m.Params()), make([]float32, m.Params())
	m.Init(a, r)
	m.Init(b, r)
	search := NewSinkhornMatching(s, a, b, r)
	for search.Sweeps() == 0 {
		search.Step()
	}
	first, before := search.Loss(), search.Objective()
	for more := true; more; {
		more = search.Step()
		require.GreaterOrEqual(t, search.Objective(), before)
		before = search.Objective()
	}
	require.NoError(t, search.Err())
	assert.Less(t, search.Loss(), 0.9*first)
	assert.Equal(t, sinkhornSteps, search.Sweeps())
	assert.False(t, search.Step())
}
