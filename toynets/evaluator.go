package toynets

import "onebasin/toynets/kernel"

// blockRows is how many examples are pushed through the network at once: enough for the matrix product to pay, few
// enough for the activations to stay in cache. Results do not depend on it.
const blockRows = 256

// Score is a network's mean cross-entropy, in nats, and the fraction of examples whose largest logit is their class's,
// over a data set. The loss is the float64 sum of the float32 losses in row order, divided by N; it is not finite where
// the arithmetic was not.
type Score struct{ Loss, Accuracy float64 }

// Evaluator computes a network's outputs for any parameters. It owns its buffers, so that after the first call none of
// its methods allocates; it is not for concurrent use. Methods read theta and x only.
type Evaluator struct {
	model   Model
	forward Forward
	rows    int        // of a block
	piece   int        // work of a piece of one
	cut     kernel.Cut // of the block at hand: here, so that a pass needs no memory of its own
	inputs  int
	outputs int
	losses  []float32 // rows
}

// NewEvaluator returns an evaluator for models of that architecture. It panics if it is none.
func NewEvaluator(m Model) *Evaluator { return newEvaluator(m, blockRows) }

func newEvaluator(m Model, rows int) *Evaluator {
	e := &Evaluator{model: m, rows: rows, piece: kernel.PieceWork(), losses: make([]float32, rows)}
	e.inputs, e.outputs = m.Shape()
	e.forward = m.Forward(rows)
	return e
}

// Shape returns the numbers of inputs and of outputs of the networks.
func (e *Evaluator) Shape() (inputs, outputs int) { return e.inputs, e.outputs }

// Logits writes the outputs z_L, n × n_L, of the n rows of x to dst. It panics if a length is wrong.
func (e *Evaluator) Logits(dst, theta []float32, x []float32, n int) {
	for o := e.BeginLogits(dst, theta, x, n); o.Step(); {
	}
}

// Probabilities writes softmax(z_L), n × n_L, of the n rows of x to dst. It panics if a length is wrong.
func (e *Evaluator) Probabilities(dst, theta []float32, x []float32, n int) {
	for o := e.BeginProbabilities(dst, theta, x, n); o.Step(); {
	}
}

// Hidden writes y_layer, n × n_layer, the values of a hidden layer after the activation, of the n rows of x to dst;
// hidden layers are 1 … L−1. It panics if a length is wrong or there is no such layer.
func (e *Evaluator) Hidden(dst, theta []float32, x []float32, n, layer int) {
	for o := e.BeginHidden(dst, theta, x, n, layer); o.Step(); {
	}
}

// Score returns the loss and accuracy of theta on d. It panics if d does not fit the network.
func (e *Evaluator) Score(theta []float32, d Data) Score {
	s := e.Begin(theta, d)
	for s.Step() {
	}
	return s.Score()
}

// tally sums a score block by block.
type tally struct {
	loss    float64
	correct int
}

// add counts the examples of one block; losses is scratch for one float32 an example.
func (t *tally) add(logits []float32, labels []int32, losses []float32) {
	m, losses := len(labels), losses[:len(labels)]
	n := len(logits) / m
	kernel.SoftmaxXent(m, n, logits, labels, losses, nil, 0)
	for _, v := range losses {
		t.loss += float64(v)
	}
	t.correct += kernel.CountCorrect(m, n, logits, labels)
}

func (t *tally) score(n int) Score {
	return Score{Loss: t.loss / float64(n), Accuracy: float64(t.correct) / float64(n)}
}
