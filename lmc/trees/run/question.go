package run

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"onebasin/lmc/measure"
	"onebasin/toynets/tree"
)

// question writes a node's question, with its two heaviest features.
func (o *one) question(theta []float32, n int) string {
	row := o.row(theta, n)
	order := make([]int, o.e.Inputs)
	for f := range order {
		order[f] = f
	}
	slices.SortStableFunc(order, func(f, g int) int {
		return int(math.Copysign(1, math.Abs(float64(row[g]))-math.Abs(float64(row[f]))))
	})
	heaviest := slices.Clone(order[:min(2, len(order))])
	slices.Sort(heaviest)
	text := ""
	for _, f := range heaviest {
		text += signed(text, row[f]) + feature(f)
	}
	if len(order) > len(heaviest) {
		text += " …"
	}
	return text + signed(text, row[len(row)-1])
}

// signed writes a number as the next of a sum.
func signed(before string, x float32) string {
	if before == "" {
		return measure.Amount(measure.Number(x))
	}
	if x < 0 {
		return " − " + measure.Amount(measure.Number(-x))
	}
	return " + " + measure.Amount(measure.Number(x))
}

// feature names one, from 0: x₁.
func feature(f int) string {
	if f < 3 {
		return "x" + string([]rune("₁₂₃")[f])
	}
	return fmt.Sprintf("x%d", f+1)
}

// said writes a tree's rules as text, each question decided; of deep trees only where they begin.
func (o *one) said(theta []float32) string {
	leaf := func(l int) string { return fmt.Sprintf("class %d", o.favourite(theta, l)+1) }
	var branch func(level, k int) string
	branch = func(level, k int) string {
		if level == o.e.Depth {
			return leaf(k)
		}
		if level == 2 {
			return "…"
		}
		n := 1<<level - 1 + k
		if o.e.Arch == tree.Oblivious {
			n = level
		}
		yes, no := branch(level+1, 2*k), branch(level+1, 2*k+1)
		if yes == no {
			return yes
		}
		return fmt.Sprintf("(if %s > 0 then %s else %s)", o.question(theta, n), yes, no)
	}
	if o.e.Arch == tree.Perfect || o.e.Arch == tree.Oblivious {
		return branch(0, 0)
	}
	var parts []string
	for n := range min(o.e.Depth, 3) {
		parts = append(parts, fmt.Sprintf("if %s > 0 then %s", o.question(theta, n), leaf(n)))
	}
	if o.e.Depth > 3 {
		return strings.Join(parts, ", else ") + ", else …"
	}
	return strings.Join(parts, ", else ") + ", else " + leaf(o.e.Depth)
}
