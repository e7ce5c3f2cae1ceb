package toynets

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets/kernel"
)

// wide is a task and a network whose products are cut everywhere: they have more multiply-adds than a piece, natively;
// with SIMD the other stages alone are cut.
func wide(t *testing.T, act kernel.Act) (MLP, Data) {
	t.Helper()
	d, _, err := Generate(Spec{Task: "gauss", N: 150, NTest: 10, Noise: 0.3, Seed: 1, Dim: 180, Classes: 5})
	require.NoError(t, err)
	return MLP{Widths: []int{180, 190, 200, 5}, Act: act}, d
}

var acts = []kernel.Act{kernel.Relu, kernel.Tanh, kernel.Sigmoid, kernel.Gelu}

// A training in the smallest pieces has the bits of one in whole steps, and no call does more than a small part of a
// step.
func TestTrainingInPieces(t *testing.T) {
	for k, act := range acts {
		m, d := wide(t, act)
		opt := Optimisers()[k%len(Optimisers())].Name
		train := func(piece int) (thetas [][]float32, losses []float64, calls int) {
			tr := NewTrainer(m, d,
				Recipe{Opt: opt, LR: 0.01, Momentum: 0.9, WeightDecay: 1e-3, Batch: 100, Steps: 4, Seed: 3})
			tr.piece = piece
			for steps := 0; ; calls++ {
				more := tr.Step()
				if tr.Steps() > steps {
					steps = tr.Steps()
					thetas, losses = append(thetas, slices.Clone(tr.Theta())), append(losses, tr.Loss())
				}
				if !more {
					return thetas, losses, calls + 1
				}
			}
		}
		whole, losses, calls := train(kernel.Whole)
		assert.Equal(t, 4, calls)
		for _, piece := range []int{1, kernel.PieceWork()} {
			got, gotLosses, calls := train(piece)
			assert.Equal(t, losses, gotLosses)
			for i := range whole {
				require.True(t, slices.Equal(whole[i], got[i]), "%s, step %d", opt, i)
			}
			if !kernel.SIMD() {
				assert.Greater(t, calls, 20)
			}
		}
	}
}

// A step that would take seconds is not made in one call.
func TestLargeStepIsCut(t *testing.T) {
	d := Data{X: make([]float32, 1000), Y: make([]int32, 1000), N: 1000, Dim: 1, Classes: 2}
	m := MLP{Widths: []int{1, 512, 512, 2}, Act: kernel.Relu}
	tr := NewTrainer(m, d, Recipe{Opt: "adam", LR: 1e-3, Batch: 1000, Steps: 2, Seed: 1})
	for range 3 * 1000 * 512 * 512 / kernel.PieceWork() {
		require.True(t, tr.Step())
		require.Zero(t, tr.Steps())
	}
}

func TestHessianInPieces(t *testing.T) {
	for _, act := range []kernel.Act{kernel.Relu, kernel.Gelu} {
		m, d := wide(t, act)
		theta, v := randomTheta(m, 1), randomTheta(m, 2)
		product := func(piece int) (dst []float64, calls int) {
			h := NewHessian(m, d, 80)
			h.t.piece = piece
			h.Begin(v, theta) // left
			h.Step()
			calls = 1
			for h.Begin(theta, v); h.Step(); calls++ {
			}
			dst = make([]float64, len(theta))
			h.Sum(dst)
			return dst, calls
		}
		whole, calls := product(kernel.Whole)
		assert.Equal(t, 2, calls)
		for _, piece := range []int{1, kernel.PieceWork()} {
			got, calls := product(piece)
			require.True(t, slices.Equal(whole, got))
			assert.Greater(t, calls, 2)
		}
	}
}

func TestEvaluationInPieces(t *testing.T) {
	m, d := wide(t, kernel.Tanh)
	theta, e1, e2 := randomTheta(m, 1), randomTheta(m, 2), randomTheta(m, 3)
	type answers struct {
		Score               Score
		Plane, Direct       Score
		Logits, Hidden, Odd []float32
	}
	ask := func(piece int) (a answers, calls int) {
		e := newEvaluator(m, 100)
		e.piece = piece
		s := e.Begin(theta, d)
		for calls = 1; s.Step(); calls++ {
		}
		a.Score = s.Score()
		a.Logits, a.Hidden, a.Odd = make([]float32, d.N*5), make([]float32, d.N*200), make([]float32, d.N*5)
		e.Logits(a.Logits, theta, d.X, d.N)
		e.Hidden(a.Hidden, theta, d.X, d.N, 2)
		e.Probabilities(a.Odd, theta, d.X, d.N)
		for _, products := range []int{0, maxProducts} {
			p := newPlaneEvaluator(m, d, theta, e1, e2, products)
			p.eval.piece = piece
			if products == 0 {
				a.Direct = p.Score(0.3, -0.2)
			} else {
				a.Plane = p.Score(0.3, -0.2)
			}
		}
		return a, calls
	}
	whole, calls := ask(kernel.Whole)
	assert.Equal(t, 2, calls, "blocks")
	for _, piece := range []int{1, kernel.PieceWork()} {
		got, calls := ask(piece)
		assert.Equal(t, whole, got)
		if piece == 1 {
			assert.Greater(t, calls, 20)
		}
	}
}
