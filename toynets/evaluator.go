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
	net    MLP
	ws     kernel.Workspace
	rows   int         // of a block
	piece  int         // work of a piece of one
	hidden [][]float32 // rows × n_l for l = 1 … L−1
	out    []float32   // rows × n_L
	losses []float32   // rows
}

// NewEvaluator returns an evaluator for networks of shape m. It panics if m is not a network.
func NewEvaluator(m MLP) *Evaluator { return newEvaluator(m, blockRows) }

func newEvaluator(m MLP, rows int) *Evaluator {
	m.checkWidths()
	e := &Evaluator{
		net: m, rows: rows, piece: kernel.PieceWork(),
		out:    make([]float32, rows*m.Widths[m.Layers()]),
		losses: make([]float32, rows),
	}
	for l := 1; l < m.Layers(); l++ {
		e.hidden = append(e.hidden, make([]float32, rows*m.Widths[l]))
	}
	return e
}

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

// layer is the stages that compute y_l for m ≤ rows rows of y_{l−1}, in the evaluator's buffer.
func (e *Evaluator) layer(c *kernel.Cut, theta, below []float32, m, l int) (y []float32, done bool) {
	in, out := e.net.Widths[l-1], e.net.Widths[l]
	y = e.values(m, l)
	done = c.Gemm(false, true, m, out, in, below, e.net.Weight(theta, l), y, &e.ws) && e.activate(c, theta, y, m, l)
	return y, done
}

// values returns the buffer for m rows of y_l.
func (e *Evaluator) values(m, l int) []float32 {
	if l == e.net.Layers() {
		return e.out[:m*e.net.Widths[l]]
	}
	return e.hidden[l-1][:m*e.net.Widths[l]]
}

// activate is the stage that makes y_l of the layer's products.
func (e *Evaluator) activate(c *kernel.Cut, theta, y []float32, m, l int) (done bool) {
	n, act := e.net.Widths[l], e.net.Act
	if l == e.net.Layers() {
		act = kernel.Identity
	}
	for c.More(m, elementCost*n) {
		i, j := c.Range()
		kernel.BiasAct(act, j-i, n, y[i*n:j*n], e.net.Bias(theta, l), y[i*n:j*n])
	}
	return !c.Paused()
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
