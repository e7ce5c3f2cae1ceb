package toynets

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A generation takes many small steps, draws the training set first, and ends with what Generate returns.
func TestGenerationStepByStep(t *testing.T) {
	for _, s := range []Spec{
		{Task: "spirals", N: 20_000, NTest: 5000, Noise: 0.1, Seed: 3},
		{Task: "strokes", N: 60, NTest: 25, Noise: 0.1, Seed: 3, Side: 28},
		{Task: "gauss", N: 9, NTest: 2, Seed: 3, Dim: 1024, Classes: 4},
	} {
		g, err := NewGeneration(s)
		require.NoError(t, err)
		steps, drawn := 1, 0
		for ; g.Step(); steps++ {
			now := g.train.row + g.test.row
			require.Greater(t, now, drawn)
			require.LessOrEqual(t, (now-drawn)*g.train.data.Dim, stepNumbers)
			if g.test.row > 0 {
				require.Equal(t, s.N, g.train.row)
			}
			drawn = now
		}
		assert.Greater(t, steps, 2, s.Task)
		train, test := g.Data()
		wantTrain, wantTest, err := Generate(s)
		require.NoError(t, err)
		assert.Equal(t, wantTrain, train)
		assert.Equal(t, wantTest, test)
	}
}

// Two scorings that take turns on one evaluator give what two calls of Score do.
func TestScoringsTakeTurns(t *testing.T) {
	d := small(1000)
	m := MLP{Widths: []int{3, 7, 4}}
	a, b := randomTheta(m, 5), randomTheta(m, 6)
	e := NewEvaluator(m)
	first, second := e.Begin(a, d), e.Begin(b, d)
	steps := 1
	for ; first.Step(); steps++ {
		second.Step()
	}
	for second.Step() {
	}
	assert.Equal(t, 4, steps, "blocks")
	assert.Equal(t, e.Score(a, d), first.Score())
	assert.Equal(t, e.Score(b, d), second.Score())
}
