package tree

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

func TestOutputsAgainstTheDefinition(t *testing.T) {
	d := gauss(37)
	for _, e := range shapes() {
		theta := drawn(e, 3, 3)
		want, _ := oracle(e, widen(theta), d.X, d.N)
		got := make([]float32, d.N*e.Outputs)
		toynets.NewEvaluator(e).Logits(got, theta, d.X, d.N)
		for i, v := range got {
			assert.InDelta(t, want[i], v, 3e-6, "%v, output %d", e, i)
		}
	}
}

// Shares keep their digits where 1 − σ has none and far below float32's smallest normal number's square root.
func TestSharesDoNotUnderflow(t *testing.T) {
	for _, e := range shapes() {
		e.Inputs, e.Outputs, e.Trees = 1, 1, 7
		theta := make([]float32, e.Params())
		e.Init(theta, toynets.Stream(1, "init"))
		for i := range e.Biases(theta) {
			e.Biases(theta)[i] = float32(i%41) - 20 // a share of e⁻²⁰ a node: e⁻⁸⁰ at the least
		}
		clear(e.Weights(theta))
		f := e.forward(1, 1)
		var c kernel.Cut
		c.Begin(kernel.Whole)
		assert.True(t, f.shares(&c, theta, []float32{0}, 1))
		_, want := oracle(e, widen(theta), []float32{0}, 1)
		leaves, free := e.Leaves(), e.FreeLeaves()
		for m := range e.Trees {
			for l := range free {
				got := f.mu[m*free+l]
				assert.NotZero(t, got, "%v, leaf %d", e, l)
				assert.InEpsilon(t, want[m*leaves+l], got, 1e-6, "%v, leaf %d", e, l)
			}
		}
	}
}

// The rounding of float32 is averaged over examples; the step balances truncation and rounding of float64.
func TestGradientAgainstFiniteDifferences(t *testing.T) {
	d := gauss(23)
	rows := make([]int, d.N)
	for i := range rows {
		rows[i] = i
	}
	for _, e := range shapes() {
		start := drawn(e, 7, 2)
		loss, grad := toynets.NewGradient(e, d, d.N).At(start, rows)
		theta := widen(start)
		assert.InEpsilon(t, oracleLoss(e, theta, d.X, d.Y), loss, 1e-5, "%v", e)
		largest := 0.0
		for _, g := range grad {
			largest = max(largest, math.Abs(float64(g)))
		}
		const h = 1e-5
		for i, at := range theta {
			theta[i] = at + h
			above := oracleLoss(e, theta, d.X, d.Y)
			theta[i] = at - h
			below := oracleLoss(e, theta, d.X, d.Y)
			theta[i] = at
			assert.InDelta(t, (above-below)/(2*h), grad[i], 3e-6*max(largest, 0.1), "%v, parameter %d", e, i)
		}
	}
}

// A tree of depth 1 is a hidden unit: σ(z)·π_left + σ(−z)·π_right = σ(z)·(π_left − π_right) + π_right.
func TestDepthOneIsAPerceptron(t *testing.T) {
	d := gauss(64)
	for _, arch := range []Arch{Perfect, Oblivious, List, Modified} {
		e := Ensemble{Arch: arch, Trees: 9, Depth: 1, Inputs: 3, Outputs: 4}
		m := toynets.MLP{Widths: []int{3, 9, 4}, Act: kernel.Sigmoid}
		theta, net := drawn(e, 2, 2), make([]float32, m.Params())
		copy(m.Weight(net, 1), e.Weights(theta))
		copy(m.Bias(net, 1), e.Biases(theta))
		pi, free := e.LeafValues(theta), e.FreeLeaves()
		for k := range 9 {
			for c := range 4 {
				left, right := pi[k*free*4+c], float32(0)
				if free == 2 {
					right = pi[(k*free+1)*4+c]
				}
				m.Weight(net, 2)[c*9+k] = left - right
				m.Bias(net, 2)[c] += right
			}
		}
		trees, units := make([]float32, d.N*4), make([]float32, d.N*4)
		toynets.NewEvaluator(e).Logits(trees, theta, d.X, d.N)
		toynets.NewEvaluator(m).Logits(units, net, d.X, d.N)
		for i, v := range units {
			assert.InDelta(t, v, trees[i], 1e-6, "architecture %d, output %d", arch, i)
		}
	}
}

// However a computation is cut, and however many examples go through the trees at once, its bits are those of the
// whole.
func TestPiecesHaveTheBitsOfTheWhole(t *testing.T) {
	d := gauss(50)
	for _, e := range shapes() {
		theta := drawn(e, 4, 2)
		whole, cut := make([]float32, e.Params()), make([]float32, e.Params())
		var c kernel.Cut
		c.Begin(kernel.Whole)
		want, done := e.backward(d.N, d.N).Gradient(&c, whole, theta, d.X, d.Y)
		assert.True(t, done)
		for _, block := range []int{d.N, 16, 7} {
			c = kernel.Cut{}
			b := e.backward(d.N, block)
			var got float64
			pieces := 0
			for done = false; !done; pieces++ {
				c.Begin(200)
				got, done = b.Gradient(&c, cut, theta, d.X, d.Y)
			}
			assert.Greater(t, pieces, 10)
			assert.Equal(t, want, got)
			assert.Equal(t, whole, cut, "%v, %d at once", e, block)
			out, _ := e.forward(d.N, d.N).Logits(begun(), theta, d.X, d.N)
			blocks, _ := e.forward(d.N, block).Logits(begun(), theta, d.X, d.N)
			assert.Equal(t, out, blocks, "%v, %d at once", e, block)
		}
	}
}

func begun() *kernel.Cut {
	var c kernel.Cut
	c.Begin(kernel.Whole)
	return &c
}

func TestTrainingLearns(t *testing.T) {
	train, test, err := toynets.Generate(toynets.Spec{Task: "moons", N: 400, NTest: 400, Noise: 0.1, Seed: 1})
	assert.NoError(t, err)
	for _, a := range Architectures() {
		e := Ensemble{Arch: a.Arch, Trees: 16, Depth: 2, Inputs: 2, Outputs: 2}
		tr := toynets.NewTrainer(e, train, toynets.Recipe{Opt: "adam", LR: 0.03, Batch: 64, Steps: 600, Seed: 1})
		for tr.Step() {
		}
		assert.False(t, tr.Diverged())
		assert.Greater(t, toynets.NewEvaluator(e).Score(tr.Theta(), test).Accuracy, 0.95, a.Name)
	}
}

func TestRegistry(t *testing.T) {
	for k, a := range Architectures() {
		assert.Equal(t, Arch(k), a.Arch)
		found, ok := ArchitectureNamed(a.Name)
		assert.True(t, ok)
		assert.Equal(t, a, found)
	}
	_, ok := ArchitectureNamed("bush")
	assert.False(t, ok)
	assert.Panics(t, func() { Ensemble{Trees: 1, Depth: 0, Inputs: 1, Outputs: 1}.Shape() })
}

// The answers of the trees add up to the ensemble's.
func TestResponsesAddUp(t *testing.T) {
	d := gauss(150)
	for _, e := range shapes() {
		theta := drawn(e, 6, 2)
		r := e.NewResponses(theta, d.X, d.N)
		for r.Step() {
		}
		f := make([]float32, d.N*e.Outputs)
		toynets.NewEvaluator(e).Logits(f, theta, d.X, d.N)
		for i, want := range f {
			sum := 0.0
			for m := range e.Trees {
				sum += float64(r.Of(m)[i])
			}
			assert.InDelta(t, want, sum, 3e-6, "%v", e)
		}
	}
}

// What the kernels have of trees of depth 2 has the bits of the loops for any tree.
func TestKernelsHaveTheBitsOfTheLoops(t *testing.T) {
	const trees = 203
	e := Ensemble{Arch: Perfect, Trees: trees, Depth: 2, Inputs: 1, Outputs: 1}
	r := toynets.Stream(1, "test")
	draw := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(r.Uniform(-1, 1))
		}
		return x
	}
	left, right, dmu := draw(3*trees), draw(3*trees), draw(4*trees)
	mu, dz, value, reach := make([]float32, 4*trees), make([]float32, 3*trees), make([]float32, 8), make([]float32, 12)
	kernel.TreeShares(trees, left, right, mu)
	kernel.TreeSlopes(trees, left, right, dmu, dz)
	for k := range trees {
		wantMu, wantDz := make([]float32, 4), make([]float32, 3)
		e.shares(left[3*k:3*k+3], right[3*k:3*k+3], wantMu)
		e.slopes(left[3*k:3*k+3], right[3*k:3*k+3], dmu[4*k:4*k+4], wantDz, value, reach)
		assert.Equal(t, wantMu, mu[4*k:4*k+4])
		assert.Equal(t, wantDz, dz[3*k:3*k+3])
	}
}
