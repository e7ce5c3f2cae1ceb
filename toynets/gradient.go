package toynets

import "onebasin/toynets/kernel"

// Gradient computes the gradient of the mean loss at any parameters, as a Trainer does at its own. It owns its buffers,
// so that its methods do not allocate, and it is not for concurrent use.
//
//	g := toynets.NewGradient(m, data, 100)
//	loss, grad := g.At(theta, rows)
type Gradient struct {
	t   *Trainer
	all []int
	sum []float64
}

// NewGradient returns the gradient of networks of shape m over d, in batches of at most that many examples. It panics
// if m, d or the batch is not valid.
func NewGradient(m Model, d Data, batch int) *Gradient {
	checkData(m, d)
	if d.N < 1 || batch < 1 {
		panic("toynets: a batch needs an example")
	}
	t := &Trainer{model: m, data: d, recipe: Recipe{Batch: min(batch, d.N)}, piece: kernel.PieceWork(),
		grad: make([]float32, m.Params())}
	t.allocate()
	return &Gradient{t: t}
}

// At returns the mean loss over the given rows of the data, at least one and at most a batch of them, and its gradient
// ∂loss/∂θ, which the next call overwrites. It panics if there are too few or too many rows or θ does not fit. Where
// the arithmetic overflows, what it returns is not finite.
func (g *Gradient) At(theta []float32, rows []int) (loss float64, grad []float32) {
	g.Begin(theta, rows)
	return g.t.at(rows), g.t.grad
}

// Begin begins what At does, for callers that have to answer somebody meanwhile. It keeps and reads both.
func (g *Gradient) Begin(theta []float32, rows []int) {
	checkTheta(g.t.model, theta)
	if len(rows) < 1 || len(rows) > g.t.recipe.Batch {
		panic("toynets: rows are no batch")
	}
	g.t.theta, g.t.rows = theta, rows
	g.t.cut.End() // of a gradient that was left
}

// Step does a few milliseconds of it and reports whether there is more to do. It must not be called again then.
func (g *Gradient) Step() (more bool) {
	g.t.cut.Begin(g.t.piece)
	if g.t.take(g.t.rows); !g.t.gradient(len(g.t.rows)) {
		return true
	}
	g.t.cut.End()
	return false
}

// Result returns the mean loss and its gradient, once Step has returned false.
func (g *Gradient) Result() (loss float64, grad []float32) { return g.t.batchLoss, g.t.grad }

// at returns the mean loss over the rows and writes its gradient to t.grad.
func (t *Trainer) at(rows []int) (loss float64) {
	t.cut.Begin(kernel.Whole)
	t.take(rows)
	t.gradient(len(rows))
	t.cut.End()
	return t.batchLoss
}

// All returns the mean loss over all examples and writes its gradient to dst, of θ's length: the batches' sums are
// added in float64, in the order of the rows.
func (g *Gradient) All(dst, theta []float32) (loss float64) {
	if len(dst) != len(theta) {
		panic("toynets: gradient and θ differ in length")
	}
	n, batch := g.t.data.N, g.t.recipe.Batch
	if g.all == nil {
		g.all, g.sum = make([]int, n), make([]float64, len(theta))
		for i := range g.all {
			g.all[i] = i
		}
	}
	clear(g.sum)
	for i := 0; i < n; i += batch {
		rows := g.all[i:min(i+batch, n)]
		part, grad := g.At(theta, rows)
		share := float64(len(rows)) / float64(n)
		loss += float64(share * part)
		for k, v := range grad {
			g.sum[k] += float64(share * float64(v))
		}
	}
	for k, v := range g.sum {
		dst[k] = float32(v)
	}
	return loss
}
