package toynets

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/toynets/kernel"
)

// oracle is the network in float64 with the textbook loops and package math: slow, and independent of the kernels. It
// returns the logits, n × n_L.
func oracle(m MLP, theta []float64, x []float32, n int) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = float64(v)
	}
	at := 0
	for l := 1; l <= m.Layers(); l++ {
		in, out := m.Widths[l-1], m.Widths[l]
		weights, bias := theta[at:at+in*out], theta[at+in*out:at+(in+1)*out]
		at += (in + 1) * out
		next := make([]float64, n*out)
		for i := range n {
			for j := range out {
				z := bias[j]
				for k := range in {
					z += y[i*in+k] * weights[j*in+k]
				}
				if l < m.Layers() {
					z = oracleAct(m.Act, z)
				}
				next[i*out+j] = z
			}
		}
		y = next
	}
	return y
}

func oracleAct(act kernel.Act, z float64) float64 {
	switch act {
	case kernel.Relu:
		return math.Max(0, z)
	case kernel.Tanh:
		return math.Tanh(z)
	case kernel.Sigmoid:
		return 1 / (1 + math.Exp(-z))
	case kernel.Gelu:
		return 0.5 * z * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(z+0.044715*z*z*z)))
	}
	return z
}

// oracleLoss is the mean cross-entropy, and with it the accuracy.
func oracleLoss(m MLP, theta []float64, x []float32, labels []int32) (loss, accuracy float64) {
	logits := oracle(m, theta, x, len(labels))
	classes := len(logits) / len(labels)
	for i, label := range labels {
		row := logits[i*classes : (i+1)*classes]
		sum, best := 0.0, 0
		for j, v := range row {
			sum += math.Exp(v - row[0])
			if v > row[best] {
				best = j
			}
		}
		loss += math.Log(sum) + row[0] - row[label]
		if best == int(label) {
			accuracy++
		}
	}
	n := float64(len(labels))
	return loss / n, accuracy / n
}

func widen(theta []float32) []float64 {
	wide := make([]float64, len(theta))
	for i, v := range theta {
		wide[i] = float64(v)
	}
	return wide
}

// shapes are networks of no hidden layer up to three, with odd widths.
func shapes() [][]int {
	return [][]int{{3, 4}, {3, 9, 4}, {3, 5, 13, 4}, {3, 8, 1, 6, 4}}
}

// small returns data for shapes.
func small(n int) Data {
	d, _, err := Generate(Spec{Task: "gauss", N: n, NTest: 2, Noise: 0.3, Seed: 5, Dim: 3, Classes: 4})
	if err != nil {
		panic(err)
	}
	return d
}

func TestGradientAgainstFiniteDifferences(t *testing.T) {
	d := small(23)
	for _, act := range Activations() {
		for _, widths := range shapes() {
			t.Run(fmt.Sprint(act.Name, widths), func(t *testing.T) {
				m := MLP{Widths: widths, Act: act.Act}
				tr := NewTrainer(m, d, Recipe{Opt: "sgd", LR: 0.1, Batch: d.N, Steps: 1, Seed: 7})
				rows := tr.nextBatch()
				loss, n := tr.at(rows), len(rows)
				x, labels := tr.x[:n*d.Dim], tr.labels[:n]
				theta := widen(tr.theta)
				want, _ := oracleLoss(m, theta, x, labels)
				assert.InEpsilon(t, want, loss, 1e-5)

				largest := 0.0
				for _, g := range tr.grad {
					largest = max(largest, math.Abs(float64(g)))
				}
				// Truncation ~h², roundoff ~1e-16/h: 1e-5 balances them far below what float32 can hold.
				const h = 1e-5
				for i := range theta {
					at := theta[i]
					theta[i] = at + h
					above, _ := oracleLoss(m, theta, x, labels)
					theta[i] = at - h
					below, _ := oracleLoss(m, theta, x, labels)
					theta[i] = at
					assert.InDelta(t, (above-below)/(2*h), tr.grad[i], 3e-6*max(largest, 0.1), "parameter %d", i)
				}
			})
		}
	}
}

// One hand-made step: a logistic regression with θ = 0 has δ = (½ − y)/m.
func TestGradientByHand(t *testing.T) {
	d := Data{X: []float32{1, 2, 3, -4}, Y: []int32{0, 1}, N: 2, Dim: 2, Classes: 2}
	tr := NewTrainer(MLP{Widths: []int{2, 2}}, d, Recipe{Opt: "sgd", LR: 1, Batch: 2, Steps: 1, Seed: 1})
	clear(tr.theta)
	assert.False(t, tr.Step())
	assert.InDelta(t, math.Ln2, tr.Loss(), 1e-6)
	// Row 0 pulls logit 0 up by ½·x/2, row 1 pulls it down.
	want := []float32{0.25*1 - 0.25*3, 0.25*2 + 0.25*4, -0.25*1 + 0.25*3, -0.25*2 - 0.25*4, 0, 0}
	assert.InDeltaSlice(t, want, tr.Theta(), 1e-6)
}
