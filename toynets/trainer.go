package toynets

import (
	"math"

	"onebasin/toynets/kernel"
)

// Recipe says how a network is trained.
type Recipe struct {
	Opt         string  // a name in Optimisers
	LR          float64 // learning rate
	Momentum    float64 // for sgd
	WeightDecay float64 // on weights and biases alike, as in PyTorch
	Batch       int     // examples in a step; more than there are means all
	Steps       int     // number of steps
	Seed        uint64
}

// Trainer trains one network, one step at a time:
//
//	for t.Step() {
//	}
//
// A step of a large network or batch is made in pieces of a few milliseconds, one a call, with the bits of the whole.
//
// Initial parameters come from Stream(seed, "init"), the order of examples from Stream(seed, "batches"): the examples
// are shuffled for every epoch and taken in turn, and an epoch's last batch may be short. After its first epoch of
// steps nothing is allocated. A Trainer is not for concurrent use.
type Trainer struct {
	model  Model
	data   Data
	recipe Recipe
	update func(*Trainer)

	theta, grad    []float32
	pruned         []int     // parameters that stay 0
	first, second  []float32 // the optimiser's running means; sgd has the first
	power1, power2 float64   // β₁ᵗ, β₂ᵗ

	batches *Rand
	order   []int // examples in this epoch's order
	next    int   // index in order of the next batch
	rows    []int // the batch at hand
	swap    func(i, j int)
	cut     kernel.Cut
	piece   int // work of a piece

	backward Backward
	x        []float32 // batch × inputs
	labels   []int32   // batch

	steps     int
	batchLoss float64 // of the batch at hand
	loss      float64
	diverged  bool
}

// NewTrainer returns a trainer that has made no step yet. It panics if the network, the data or the recipe is not
// valid.
func NewTrainer(m Model, d Data, r Recipe) *Trainer {
	checkData(m, d)
	update := update(r.Opt)
	if update == nil {
		panic("toynets: unknown optimiser")
	}
	if d.N < 1 || r.Batch < 1 {
		panic("toynets: a batch needs an example")
	}
	if r.Steps < 0 {
		panic("toynets: negative number of steps")
	}
	r.Batch = min(r.Batch, d.N)

	params := m.Params()
	t := &Trainer{
		model: m, data: d, recipe: r, update: update,
		theta: make([]float32, params), grad: make([]float32, params),
		first: make([]float32, params), second: make([]float32, params),
		power1: 1, power2: 1,
		batches: Stream(r.Seed, "batches"),
		order:   make([]int, d.N),
		next:    d.N,
		piece:   kernel.PieceWork(),
		loss:    math.NaN(),
	}
	m.Init(t.theta, Stream(r.Seed, "init"))
	for i := range t.order {
		t.order[i] = i
	}
	t.swap = func(i, j int) { t.order[i], t.order[j] = t.order[j], t.order[i] }
	t.allocate()
	return t
}

// allocate makes the buffers of a batch.
func (t *Trainer) allocate() {
	batch := t.recipe.Batch
	t.backward = t.model.Backward(batch)
	t.x, t.labels = make([]float32, batch*t.data.Dim), make([]int32, batch)
}

// Step takes the next batch, computes its loss and gradient, and moves the parameters, or does a piece of that: Steps
// tells when a step is made. It reports whether there is more to do: false after the last step, and when the loss is
// not finite, in which case the parameters stay as they were before the step. After that it does nothing.
func (t *Trainer) Step() (more bool) {
	if t.diverged || t.steps >= t.recipe.Steps {
		return false
	}
	t.cut.Begin(t.piece)
	if t.rows == nil {
		t.rows = t.nextBatch()
	}
	t.take(t.rows)
	if !t.gradient(len(t.rows)) {
		return true
	}
	if !finite(t.batchLoss) {
		t.loss, t.diverged = t.batchLoss, true
		return false
	}
	if t.update(t); t.cut.Paused() {
		return true
	}
	t.cut.End()
	t.clear()
	t.loss, t.rows = t.batchLoss, nil
	t.steps++
	if t.steps < t.recipe.Steps {
		return true
	}
	// The last update has no later loss to show that it overflowed.
	for _, v := range t.theta {
		if !finite(float64(v)) {
			t.diverged = true
			break
		}
	}
	return false
}

// Prune sets the parameters of these numbers to 0 and keeps them there in the steps that follow. All else, the
// optimiser's running means and the order of examples, goes on as if nothing had happened: without a number it changes
// no bit. It must not be called in the middle of a step. The Trainer keeps the list.
func (t *Trainer) Prune(parameters []int) {
	t.pruned = parameters
	t.clear()
}

// clear sets what was pruned to 0.
func (t *Trainer) clear() {
	for _, i := range t.pruned {
		t.theta[i] = 0
	}
}

// Theta returns the parameters themselves, not a copy: the next Step changes them. While a step is made they are
// neither what they were nor what they will be.
func (t *Trainer) Theta() []float32 { return t.theta }

// Steps returns how many steps have been made.
func (t *Trainer) Steps() int { return t.steps }

// Loss returns the mean loss of the last batch before its step, NaN before the first.
func (t *Trainer) Loss() float64 { return t.loss }

// Diverged reports whether training ended because a loss, or a parameter after the last step, was not finite. Steps
// then is the number of steps made before.
func (t *Trainer) Diverged() bool { return t.diverged }

// nextBatch chooses the next examples.
func (t *Trainer) nextBatch() []int {
	if t.next >= t.data.N {
		t.batches.Shuffle(t.data.N, t.swap)
		t.next = 0
	}
	rows := t.order[t.next:min(t.next+t.recipe.Batch, t.data.N)]
	t.next += len(rows)
	return rows
}

// take is the stage that copies the examples of the rows to t.x and t.labels.
func (t *Trainer) take(rows []int) {
	dim := t.data.Dim
	for t.cut.More(len(rows), 2*dim) {
		first, last := t.cut.Range()
		for i, row := range rows[first:last] {
			i += first
			copy(t.x[i*dim:(i+1)*dim], t.data.X[row*dim:(row+1)*dim])
			t.labels[i] = t.data.Y[row]
		}
	}
}

// gradient is the stages that compute the loss of the first n examples of the batch and its gradient.
func (t *Trainer) gradient(n int) (done bool) {
	t.batchLoss, done = t.backward.Gradient(&t.cut, t.grad, t.theta, t.x[:n*t.data.Dim], t.labels[:n])
	return done
}

// finite reports whether v is neither infinite nor NaN.
func finite(v float64) bool { return math.Abs(v) <= math.MaxFloat64 }
