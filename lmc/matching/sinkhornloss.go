package matching

import (
	"math"

	"onebasin/lmc/symmetry"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// Of Sinkhorn matching on the loss (ours, tried on spirals and strokes).
const (
	relaxedSteps = 500
	relaxedBatch = 100
)

// relaxedLoss has Sinkhorn matching minimise a loss in place of the distance (Peña et al., 2212.12042):
//
//	L_mid   the loss of ½ A + ½ P B P'ᵀ
//	L_rand  the loss of (1−λ) A + λ P B P'ᵀ, λ uniform in [0, 1) anew every step
//
// over a batch of the training data, P the doubly stochastic matrices. Permutations that are read off are rated by the
// training loss of ½ (A + π(B)), and the best is kept.
type relaxedLoss struct {
	uniform  bool
	random   *toynets.Rand
	rated    *midpoint
	rows     batches
	gradient *toynets.Gradient
	soft     []float32 // P B P'ᵀ, then the network on the line
	grad     []float32 // ∂loss/∂(P B P'ᵀ)
	loss     float64
	lowest   float64
	at       symmetry.Permutation // rated last
}

// NewSinkhornLoss begins a search that starts near the identity, or where p.Loss says. It reads p and keeps it.
func NewSinkhornLoss(p Pairing, uniform bool, r *toynets.Rand) *SinkhornMatching {
	m := NewSinkhornMatching(p.Symmetry, p.A, p.B, r)
	m.task = &relaxedLoss{uniform: uniform, random: r, rated: newMidpoint(p), rows: newBatches(p.Train.N, r),
		gradient: toynets.NewGradient(p.Model, p.Train, relaxedBatch), soft: make([]float32, len(p.A)),
		grad: make([]float32, len(p.A)), lowest: math.Inf(1)}
	m.end = relaxedSteps
	if p.Loss.Steps > 0 {
		m.end = p.Loss.Steps
	}
	if p.Loss.Rate > 0 {
		m.rate = p.Loss.Rate
	}
	where, from := p.Loss.start(p, StartIdentity, r)
	if where == StartWeights {
		if from, m.err = matchedFrom(p, p.Symmetry.Identity()); m.err != nil {
			return m
		}
	}
	for g, perm := range from { // X starts at the permutation instead of the identity
		n := len(perm)
		for i, k := range perm {
			m.x[g][i*n+i]--
			m.x[g][i*n+k]++
		}
	}
	return m
}

func searchSinkhornMid(p Pairing, _ int, r *toynets.Rand) Search  { return NewSinkhornLoss(p, false, r) }
func searchSinkhornRand(p Pairing, _ int, r *toynets.Rand) Search { return NewSinkhornLoss(p, true, r) }

// relax computes the loss at the present P and its gradient with respect to P B P'ᵀ.
func (m *SinkhornMatching) relax() error {
	t := m.task
	for _, tensor := range m.sym.Tensors {
		_, _, soft := m.soften(tensor)
		copy(tensor.Of(t.soft), soft)
	}
	lambda := float32(0.5)
	if t.uniform {
		lambda = float32(t.random.Float64())
	}
	kernel.Lerp(t.soft, m.a, t.soft, lambda)
	loss, grad := t.gradient.At(t.soft, t.rows.next(relaxedBatch))
	if math.IsNaN(loss) || math.IsInf(loss, 0) {
		return errSinkhorn
	}
	t.loss = loss
	for i, g := range grad {
		t.grad[i] = lambda * g
	}
	return nil
}

// judge reports whether a permutation has the lowest midpoint loss so far.
func (t *relaxedLoss) judge(p symmetry.Permutation) bool {
	if t.at != nil && t.at.Equal(p) {
		return false
	}
	t.at = p
	loss := t.rated.loss(p)
	if loss < t.lowest {
		t.lowest = loss
		return true
	}
	return false
}

// Merit is what the starts of the search are compared by: the objective, or the midpoint loss with its sign changed.
func (m *SinkhornMatching) Merit() float64 {
	if m.task != nil {
		return -m.task.lowest
	}
	return m.value
}
