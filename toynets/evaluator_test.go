package toynets

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/toynets/kernel"
)

func randomTheta(m MLP, seed uint64) []float32 {
	theta := make([]float32, m.Params())
	m.Init(theta, Stream(seed, "test"))
	return theta
}

func TestMLPLayout(t *testing.T) {
	m := MLP{Widths: []int{2, 3, 5}}
	assert.Equal(t, 2, m.Layers())
	assert.Equal(t, 2*3+3+3*5+5, m.Params())
	w, b := m.Offsets(2)
	assert.Equal(t, []int{9, 24}, []int{w, b})
	theta := make([]float32, m.Params())
	for i := range theta {
		theta[i] = float32(i)
	}
	assert.Equal(t, []float32{0, 1, 2, 3, 4, 5}, m.Weight(theta, 1))
	assert.Equal(t, []float32{6, 7, 8}, m.Bias(theta, 1))
	assert.Equal(t, float32(9), m.Weight(theta, 2)[0])
	assert.Equal(t, []float32{24, 25, 26, 27, 28}, m.Bias(theta, 2))
	assert.Panics(t, func() { m.Offsets(0) })
	assert.Panics(t, func() { m.Offsets(3) })
	assert.Panics(t, func() { m.Init(theta[1:], Stream(1, "x")) })
	assert.Panics(t, func() { NewEvaluator(MLP{Widths: []int{3}}) })
	assert.Panics(t, func() { NewEvaluator(MLP{Widths: []int{3, 0, 2}}) })
}

// Uniform in ±1/√in: the largest is near the bound, the deviation bound/√3.
func TestInit(t *testing.T) {
	m := MLP{Widths: []int{100, 300, 4}}
	theta := randomTheta(m, 1)
	for l := 1; l <= 2; l++ {
		bound := 1 / math.Sqrt(float64(m.Widths[l-1]))
		w := m.Weight(theta, l)
		var squares float64
		for _, v := range w {
			assert.LessOrEqual(t, math.Abs(float64(v)), bound*(1+1e-6))
			squares += float64(v) * float64(v)
		}
		assert.InEpsilon(t, bound/math.Sqrt(3), math.Sqrt(squares/float64(len(w))), 0.05)
		assert.Greater(t, float64(slices.Max(w)), 0.95*bound)
		assert.LessOrEqual(t, math.Abs(float64(slices.Max(m.Bias(theta, l)))), bound)
	}
}

func TestEvaluatorAgainstOracle(t *testing.T) {
	d := small(300) // more than one block
	for _, act := range Activations() {
		for _, widths := range shapes() {
			t.Run(fmt.Sprint(act.Name, widths), func(t *testing.T) {
				m := MLP{Widths: widths, Act: act.Act}
				theta := randomTheta(m, 2)
				before := slices.Clone(theta)
				e := NewEvaluator(m)
				want := oracle(m, widen(theta), d.X, d.N)
				logits := make([]float32, d.N*4)
				e.Logits(logits, theta, d.X, d.N)
				for i := range want {
					assert.InDelta(t, want[i], logits[i], 2e-6)
				}

				p := make([]float32, d.N*4)
				e.Probabilities(p, theta, d.X, d.N)
				for i := 0; i < len(p); i += 4 {
					var sum float64
					for _, v := range want[i : i+4] {
						sum += math.Exp(v)
					}
					for j, v := range p[i : i+4] {
						assert.InDelta(t, math.Exp(want[i+j])/sum, v, 2e-6)
					}
				}

				score := e.Score(theta, d)
				loss, accuracy := oracleLoss(m, widen(theta), d.X, d.Y)
				assert.InEpsilon(t, loss, score.Loss, 1e-6)
				assert.InDelta(t, accuracy, score.Accuracy, 1e-12)
				assert.Equal(t, before, theta)
			})
		}
	}
}

// A hidden layer's values, put through the layers above, give the logits.
func TestHidden(t *testing.T) {
	d := small(270)
	m := MLP{Widths: []int{3, 5, 13, 4}, Act: kernel.Tanh}
	theta := randomTheta(m, 3)
	e := NewEvaluator(m)
	logits := make([]float32, d.N*4)
	e.Logits(logits, theta, d.X, d.N)
	for layer := 1; layer <= 2; layer++ {
		width := m.Widths[layer]
		y := make([]float32, d.N*width)
		e.Hidden(y, theta, d.X, d.N, layer)
		above := MLP{Widths: m.Widths[layer:], Act: m.Act}
		w, _ := m.Offsets(layer + 1)
		got := make([]float32, d.N*4)
		NewEvaluator(above).Logits(got, theta[w:], y, d.N)
		assert.Equal(t, logits, got)
	}
	assert.Panics(t, func() { e.Hidden(nil, theta, d.X, d.N, 0) })
	assert.Panics(t, func() { e.Hidden(nil, theta, d.X, d.N, 3) })
}

func TestSameBitsWhateverTheBlock(t *testing.T) {
	d := small(300)
	for _, act := range Activations() {
		m := MLP{Widths: []int{3, 7, 10, 4}, Act: act.Act}
		theta := randomTheta(m, 4)
		want := make([]float32, d.N*4)
		NewEvaluator(m).Logits(want, theta, d.X, d.N)
		score := NewEvaluator(m).Score(theta, d)
		for _, rows := range []int{1, 3, 8, 255, 1000} {
			e := newEvaluator(m, rows)
			got := make([]float32, d.N*4)
			e.Logits(got, theta, d.X, d.N)
			assert.Equal(t, want, got)
			assert.Equal(t, score, e.Score(theta, d))
		}
	}
}

func TestPlaneEvaluator(t *testing.T) {
	d := small(300)
	for _, widths := range shapes() {
		m := MLP{Widths: widths, Act: kernel.Gelu}
		o, e1, e2 := randomTheta(m, 5), randomTheta(m, 6), randomTheta(m, 7)
		fast := NewPlaneEvaluator(m, d, o, e1, e2)
		slow := newPlaneEvaluator(m, d, o, e1, e2, 0)
		e := NewEvaluator(m)
		theta := make([]float32, m.Params())
		for _, at := range [][2]float64{{0, 0}, {1, 0}, {0, 1}, {0.3, -2}, {-1, 4}} {
			kernel.Plane(theta, o, e1, e2, float32(at[0]), float32(at[1]))
			want := e.Score(theta, d)
			assert.Equal(t, want, slow.Score(at[0], at[1]))
			got := fast.Score(at[0], at[1])
			assert.InEpsilon(t, want.Loss, got.Loss, 2e-6, "%v at %v", widths, at)
			assert.InDelta(t, want.Accuracy, got.Accuracy, 1.0/300)
		}
		origin := e.Score(o, d)
		assert.Equal(t, origin, fast.Score(0, 0), "the origin has the evaluator's bits")
	}
}

func TestEvaluatorsDoNotAllocate(t *testing.T) {
	d := small(300)
	m := MLP{Widths: []int{3, 7, 10, 4}, Act: kernel.Gelu}
	theta := randomTheta(m, 4)
	e := NewEvaluator(m)
	p := NewPlaneEvaluator(m, d, theta, theta, theta)
	out := make([]float32, d.N*10)
	for name, f := range map[string]func(){
		"Score":         func() { e.Score(theta, d) },
		"Logits":        func() { e.Logits(out[:d.N*4], theta, d.X, d.N) },
		"Probabilities": func() { e.Probabilities(out[:d.N*4], theta, d.X, d.N) },
		"Hidden":        func() { e.Hidden(out, theta, d.X, d.N, 2) },
		"Plane":         func() { p.Score(0.1, 0.2) },
	} {
		assert.Zero(t, testing.AllocsPerRun(10, f), name)
	}
}

func TestEvaluatorPanics(t *testing.T) {
	d := small(8)
	m := MLP{Widths: []int{3, 4}}
	theta := randomTheta(m, 1)
	e := NewEvaluator(m)
	assert.Panics(t, func() { e.Score(theta[1:], d) })
	assert.Panics(t, func() { e.Logits(make([]float32, 31), theta, d.X, 8) })
	assert.Panics(t, func() { e.Logits(make([]float32, 28), theta, d.X, 7) })
	other := d
	other.Dim = 2
	assert.Panics(t, func() { e.Score(theta, other) })
	other = d
	other.Classes = 5
	assert.Panics(t, func() { e.Score(theta, other) })
}
