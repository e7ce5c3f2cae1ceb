package matching

import (
	"math"

	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// The optimisers' settings are the authors' [2209.04836, and the first author's later code for random λ]; batches and
// number of steps are ours, for networks that are trained in seconds.
const (
	straightBatch    = 100
	straightSteps    = 250
	straightRate     = 1e-2 // SGD
	straightMomentum = 0.9
	straightAdamRate = 1e-3 // Adam, random λ

	// Of starts other than weight matching's, which have farther to go (ours; tried on spirals and strokes).
	farSteps = 4000
	farRate  = 1e-2 // Adam
)

// StraightThrough is the straight-through estimator of Ainsworth et al. (2209.04836, section 3.3). It looks for the
// permutation whose merged network has the smallest loss, rather than for the closest weights:
//
//	minimise L(½ (A + π(B))),  π = argmax ⟨B̃, π(B)⟩ (weight matching)
//
// over the trainable B̃, which starts at A, so that the first π is weight matching's; or at π₀(B), so that the first is
// π₀. Every step matches B to B̃, from the last permutation on, computes the gradient of the loss of a batch at the
// merged network, and takes it for B̃'s as though B̃ had stood where π(B) does. With random λ the network is merged at
// a uniform λ instead of ½. SGD with rate 0.01 and momentum 0.9 for the midpoint, Adam with rate 0.001 for random λ;
// from other starts than A, Adam with rate 0.01 and more steps (ours).
//
// Every new permutation is rated by the loss at the midpoint over the training data, and a copy of the best is kept.
type StraightThrough struct {
	p        Pairing
	uniform  bool // random λ
	adam     bool
	rate     float64
	last     int // steps
	random   *toynets.Rand
	b        []float32 // B̃
	rated    *midpoint
	descent  *ascent
	gradient *toynets.Gradient
	rows     batches

	grad, first, second []float32
	power1, power2      float64

	at     symmetry.Permutation // rated last
	steps  int
	best   symmetry.Permutation
	lowest float64
	value  float64
	over   bool
	err    error
}

// NewStraightThrough begins search number start. It reads p and keeps it.
func NewStraightThrough(p Pairing, randomLambda bool, start int, r *toynets.Rand) *StraightThrough {
	n := len(p.A)
	where, from := p.Loss.start(p, StartWeights, r)
	s := &StraightThrough{p: p, uniform: randomLambda, random: r, b: append([]float32(nil), p.A...),
		rated: newMidpoint(p), descent: newAscent(p.Symmetry, p.B),
		gradient: toynets.NewGradient(p.Model, p.Train, straightBatch), rows: newBatches(p.Train.N, r),
		grad: make([]float32, n), first: make([]float32, n), second: make([]float32, n),
		power1: 1, power2: 1, best: p.Symmetry.Identity(), lowest: math.Inf(1), value: vector.Dot(p.A, p.B),
		adam: randomLambda, last: straightSteps, rate: straightRate}
	if randomLambda {
		s.rate = straightAdamRate
	}
	if where != StartWeights {
		p.Symmetry.ApplyTo(s.b, p.B, from)
		s.descent.perm = from.Clone()
		s.adam, s.last, s.rate = true, farSteps, farRate
	} else if start > 0 {
		s.descent.perm = p.Symmetry.Random(r)
	}
	if p.Loss.Steps > 0 {
		s.last = p.Loss.Steps
	}
	if p.Loss.Rate > 0 {
		s.rate = p.Loss.Rate
	}
	s.match()
	return s
}

func searchStraight(p Pairing, start int, r *toynets.Rand) Search {
	return NewStraightThrough(p, false, start, r)
}

func searchStraightRandom(p Pairing, start int, r *toynets.Rand) Search {
	return NewStraightThrough(p, true, start, r)
}

// match begins to match B to the present B̃ from the present permutation.
func (s *StraightThrough) match() {
	s.descent.aim(s.b, s.p.B)
	s.descent.place(s.descent.perm)
}

// Step solves one assignment or, when no layer gains any more, moves B̃.
func (s *StraightThrough) Step() (more bool) {
	if s.over || s.err != nil {
		return false
	}
	if more, s.err = s.descent.step(s.steps); more || s.err != nil {
		return s.err == nil
	}
	s.judge()
	s.over = s.steps == s.last || !s.learn()
	if s.over {
		return false
	}
	s.steps++
	s.match()
	return true
}

// judge keeps the present permutation if its midpoint has the lowest loss so far.
func (s *StraightThrough) judge() {
	if s.at != nil && s.at.Equal(s.descent.perm) {
		return
	}
	s.at = s.descent.perm.Clone()
	if loss := s.rated.loss(s.at); loss < s.lowest {
		s.lowest, s.best, s.value = loss, s.at.Clone(), vector.Dot(s.p.A, s.rated.pb)
	}
}

// learn takes one step of the optimiser; it reports false where the loss is not finite, which ends the search with the
// best so far.
func (s *StraightThrough) learn() bool {
	lambda := float32(0.5)
	if s.uniform {
		lambda = float32(s.random.Float64())
	}
	kernel.Lerp(s.rated.merged, s.p.A, s.rated.pb, lambda)
	loss, grad := s.gradient.At(s.rated.merged, s.rows.next(straightBatch))
	if math.IsNaN(loss) || math.IsInf(loss, 0) {
		return false
	}
	// ∂θ(λ)/∂B̃ = λ.
	for i, g := range grad {
		s.grad[i] = lambda * g
	}
	if !s.adam {
		kernel.SGD(float32(s.rate), straightMomentum, 0, s.b, s.grad, s.first)
		return true
	}
	s.power1, s.power2 = float64(s.power1*0.9), float64(s.power2*0.999)
	kernel.Adam(kernel.AdamStep{LR: float32(s.rate), Beta1: 0.9, Beta2: 0.999, Eps: 1e-8,
		Correct1: float32(1 - s.power1), Correct2: float32(1 - s.power2)}, s.b, s.grad, s.first, s.second)
	return true
}

// Permutation returns the permutation of lowest midpoint loss so far.
func (s *StraightThrough) Permutation() symmetry.Permutation { return s.best }

// Objective returns ⟨A, π(B)⟩ of that permutation, which is not what is sought.
func (s *StraightThrough) Objective() float64 { return s.value }

// Merit is the midpoint loss with its sign changed.
func (s *StraightThrough) Merit() float64 { return -s.lowest }

// Loss returns the loss at the midpoint for that permutation, over the training examples that rate.
func (s *StraightThrough) Loss() float64 { return s.lowest }

// Fraction returns how far the search is, from 0 to 1.
func (s *StraightThrough) Fraction() float64 { return float64(s.steps) / float64(s.last) }

// Sweeps returns the number of steps.
func (s *StraightThrough) Sweeps() int { return s.steps }

// Err returns why the search stopped early: parameters that are not finite.
func (s *StraightThrough) Err() error { return s.err }
