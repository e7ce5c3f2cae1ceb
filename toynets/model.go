package toynets

import "onebasin/toynets/kernel"

// Model is an architecture: it says what the numbers of a flat vector θ mean, and holds none itself. Whatever trains,
// scores or walks between models knows no more of them than this; MLP is the first.
type Model interface {
	Params() int                  // length of θ
	Shape() (inputs, outputs int) // numbers of an example, and logits
	Init(theta []float32, r *Rand)

	// Forward and Backward return what computes outputs and gradients, each with buffers of its own for blocks of at
	// most that many examples. They are not for concurrent use.
	Forward(rows int) Forward
	Backward(rows int) Backward
}

// Forward computes a model's outputs.
type Forward interface {
	// Logits is the stages that compute the outputs z of the n examples of x, n × inputs, at θ. It is called until it
	// is done; z, n × outputs, is then valid until the next call.
	Logits(c *kernel.Cut, theta, x []float32, n int) (z []float32, done bool)
}

// Backward computes gradients of the loss.
type Backward interface {
	// Gradient is the stages that compute the mean cross-entropy, in nats, of the examples of x with their labels at θ,
	// and its gradient, which is written to grad. It is called until it is done.
	Gradient(c *kernel.Cut, grad, theta, x []float32, labels []int32) (loss float64, done bool)
}

// checkTheta panics if theta is not one of the model's parameter vectors.
func checkTheta(m Model, theta []float32) {
	if len(theta) != m.Params() {
		panic("toynets: θ has not the network's number of parameters")
	}
}

// checkData panics if d is not a data set that the model can learn.
func checkData(m Model, d Data) {
	inputs, outputs := m.Shape()
	if d.Dim != inputs {
		panic("toynets: data and network differ in the number of inputs")
	}
	if d.Classes > outputs {
		panic("toynets: more classes than the network has outputs")
	}
	if len(d.X) != d.N*d.Dim || len(d.Y) != d.N {
		panic("toynets: data of inconsistent length")
	}
}
