// Package testnet makes the networks that the tests of several rooms share.
package testnet

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// Shapes are networks of several depths and widths, down to a single unit.
func Shapes() []toynets.MLP {
	return []toynets.MLP{
		{Widths: []int{2, 5, 2}, Act: 1}, {Widths: []int{3, 4, 6, 2}, Act: 2}, {Widths: []int{1, 1, 1}, Act: 3},
		{Widths: []int{4, 7, 1, 5, 3}, Act: 4}, {Widths: []int{2, 8, 8, 8, 8, 8, 8, 4}, Act: 1},
	}
}

// Normals returns n standard normal numbers.
func Normals(r *toynets.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.Normal())
	}
	return x
}

// Norm returns ‖x‖.
func Norm(x []float32) float64 {
	var sum float64
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum)
}

// Square returns x².
func Square(x float64) float64 { return x * x }

// TanhPair returns a smooth network's data and two of its parameter vectors.
func TanhPair(t testing.TB, seed uint64) (toynets.MLP, toynets.Data, []float32, []float32) {
	t.Helper()
	d, _, err := toynets.Generate(toynets.Spec{Task: "spirals", N: 60, NTest: 10, Noise: 0.1})
	require.NoError(t, err)
	m := toynets.MLP{Widths: []int{2, 9, 7, 2}, Act: kernel.Tanh}
	a, b := make([]float32, m.Params()), make([]float32, m.Params())
	m.Init(a, toynets.Stream(seed, "init"))
	m.Init(b, toynets.Stream(seed+100, "init"))
	return m, d, a, b
}

// Pairs trains the link's networks and returns every pair (A, other).
func Pairs(t testing.TB, link string) (e keys.Experiment, pairs []matching.Pairing) {
	t.Helper()
	l, problems := keys.Parse(link)
	require.Empty(t, problems)
	e = l.Experiment
	train, _, err := toynets.Generate(e.Spec())
	require.NoError(t, err)
	m := e.MLP()
	var nets [][]float32
	for i := range e.Seeds {
		tr := toynets.NewTrainer(m, train, e.Recipe(i))
		for tr.Step() {
		}
		nets = append(nets, tr.Theta())
	}
	for _, b := range nets[1:] {
		pairs = append(pairs, matching.Pairing{Symmetry: symmetry.MLPSymmetry(m), Model: m, A: nets[0], B: b,
			Train: train})
	}
	return e, pairs
}
