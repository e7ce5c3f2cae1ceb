package claims

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// By hand: the interval is symmetric, holds k/n, and narrows with n. Five of five say that most pairs do, four of five
// do not.
func TestVerdictsOfClaims(t *testing.T) {
	five := Table{Experiments: []Experiment{{Short: "spirals 32"}, {Short: "spirals 64"}, {Short: "spirals 128"},
		{Short: "strokes"}, {Short: "checker"}}}
	low, high := wilson(5, 10)
	assert.InDelta(t, 1, low+high, 1e-12)
	assert.InDelta(t, 0.2366, low, 1e-4)
	low, high = wilson(5, 5)
	assert.InDelta(t, 0.5655, low, 1e-4)
	assert.Equal(t, 1.0, high)
	assert.Equal(t, "**9 of 10** [60, 98] %", count(9, 10))
	all := []int{5, 5, 5, 5, 5}
	assert.Equal(t, "holds", five.verdict(all, all))
	assert.Equal(t, "does not hold", five.verdict(make([]int, 5), all))
	assert.Equal(t, "holds on spirals 64, spirals 128; open on spirals 32, checker; does not hold on strokes",
		five.verdict([]int{4, 5, 5, 0, 1}, all))
	assert.Equal(t, "holds on spirals 64; does not hold on strokes",
		five.verdict([]int{0, 5, 0, 0, 0}, []int{0, 5, 0, 5, 0}))
}

// A claim that says nothing of an experiment is not counted there; what is shown are means, and the range of the last.
func TestCellsOfClaims(t *testing.T) {
	row := Row{Shown: []string{"accuracy.a", "b"}, Format: "%s, then %s (%s to %s)",
		Holds: func(m Measures) bool { return m["b"] > 1 }, Applies: func(m Measures) bool { return m["b"] > 0 }}
	text, holds, of := row.cell([]Measures{{"accuracy.a": 0.5, "b": 1}, {"accuracy.a": 0.6, "b": 2}, {"b": 0}})
	assert.Equal(t, "55.0 %, then 1.50 (1.00 to 2.00); "+count(1, 2), text)
	assert.Equal(t, []int{1, 2}, []int{holds, of})
	text, _, of = row.cell([]Measures{{"b": 0}})
	assert.Equal(t, "–", text)
	assert.Zero(t, of)
}
