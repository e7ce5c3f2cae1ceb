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

	// straightRated is how many training examples, the first, rate a permutation.
	straightRated = 2000
)

// StraightThrough is the straight-through estimator of Ainsworth et al. (2209.04836, section 3.3). It looks for the
// permutation whose merged network has the smallest loss, rather than for the closest weights:
//
//	minimise L(½ (A + π(B))),  π = argmax ⟨B̃, π(B)⟩ (weight matching)
//
// over the trainable B̃, which starts at A. Every step matches B to B̃, from the last permutation on, computes the
// gradient of the loss of a batch at the merged network, and takes it for B̃'s as though B̃ had stood where π(B) does.
// With random λ the network is merged at a uniform λ instead of ½. SGD with rate 0.01 and momentum 0.9 for the
// midpoint, Adam with rate 0.001 for random λ.
//
// Every new permutation is rated by the loss at the midpoint over the training data, and a copy of the best is kept.
type StraightThrough struct {
	p        Pairing
	uniform  bool // random λ
	random   *toynets.Rand
	b        []float32 // B̃
	pb       []float32 // π(B)
	merged   []float32
	descent  *ascent
	gradient *toynets.Gradient
	rated    *toynets.Evaluator
	rating   toynets.Data

	grad, first, second []float32
	power1, power2      float64
	order, rows         []int

	at     symmetry.Permutation // rated last
	steps  int
	best   symmetry.Permutation
	lowest float64
	value  float64
	over   bool
	err    error
}

// NewStraightThrough begins a search. It reads p and keeps it.
func NewStraightThrough(p Pairing, randomLambda bool, r *toynets.Rand) *StraightThrough {
	n := len(p.A)
	s := &StraightThrough{p: p, uniform: randomLambda, random: r, b: append([]float32(nil), p.A...),
		pb:     make([]float32, n),
		merged: make([]float32, n), descent: newAscent(p.Symmetry, p.B),
		gradient: toynets.NewGradient(p.Model, p.Train, straightBatch),
		rated:    toynets.NewEvaluator(p.Model), grad: make([]float32, n), first: make([]float32, n),
		second: make([]float32, n),
		power1: 1, power2: 1, best: p.Symmetry.Identity(), lowest: math.Inf(1), value: vector.Dot(p.A, p.B)}
	s.rating = p.Train
	s.rating.N = min(p.Train.N, straightRated)
	s.rating.X, s.rating.Y = p.Train.X[:s.rating.N*p.Train.Dim], p.Train.Y[:s.rating.N]
	s.order = make([]int, p.Train.N)
	for i := range s.order {
		s.order[i] = i
	}
	s.match()
	return s
}

func searchStraight(p Pairing, _ int, r *toynets.Rand) Search {
	return NewStraightThrough(p, false, r)
}

func searchStraightRandom(p Pairing, _ int, r *toynets.Rand) Search {
	return NewStraightThrough(p, true, r)
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
	s.rate()
	s.over = s.steps == straightSteps || !s.learn()
	if s.over {
		return false
	}
	s.steps++
	s.match()
	return true
}

// rate keeps the present permutation if its midpoint has the lowest loss so far.
func (s *StraightThrough) rate() {
	if s.at != nil && s.at.Equal(s.descent.perm) {
		return
	}
	s.at = s.descent.perm.Clone()
	s.p.Symmetry.ApplyTo(s.pb, s.p.B, s.at)
	kernel.Lerp(s.merged, s.p.A, s.pb, 0.5)
	if loss := s.rated.Score(s.merged, s.rating).Loss; loss < s.lowest {
		s.lowest, s.best, s.value = loss, s.at.Clone(), vector.Dot(s.p.A, s.pb)
	}
}

// learn takes one step of the optimiser; it reports false where the loss is not finite, which ends the search with the
// best so far.
func (s *StraightThrough) learn() bool {
	lambda := float32(0.5)
	if s.uniform {
		lambda = float32(s.random.Float64())
	}
	kernel.Lerp(s.merged, s.p.A, s.pb, lambda)
	loss, grad := s.gradient.At(s.merged, s.batch())
	if math.IsNaN(loss) || math.IsInf(loss, 0) {
		return false
	}
	// ∂θ(λ)/∂B̃ = λ.
	for i, g := range grad {
		s.grad[i] = lambda * g
	}
	if !s.uniform {
		kernel.SGD(straightRate, straightMomentum, 0, s.b, s.grad, s.first)
		return true
	}
	s.power1, s.power2 = float64(s.power1*0.9), float64(s.power2*0.999)
	kernel.Adam(kernel.AdamStep{LR: straightAdamRate, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8,
		Correct1: float32(1 - s.power1), Correct2: float32(1 - s.power2)}, s.b, s.grad, s.first, s.second)
	return true
}

// batch returns the next examples of a shuffled order; at its end it is shuffled anew.
func (s *StraightThrough) batch() []int {
	if len(s.rows) == 0 {
		s.random.Shuffle(len(s.order), func(i, j int) { s.order[i], s.order[j] = s.order[j], s.order[i] })
		s.rows = s.order
	}
	n := min(straightBatch, len(s.rows))
	rows := s.rows[:n]
	s.rows = s.rows[n:]
	return rows
}

// Permutation returns the permutation of lowest midpoint loss so far.
func (s *StraightThrough) Permutation() symmetry.Permutation { return s.best }

// Objective returns ⟨A, π(B)⟩ of that permutation, which is not what is sought.
func (s *StraightThrough) Objective() float64 { return s.value }

// Loss returns the loss at the midpoint for that permutation, over the training examples that rate.
func (s *StraightThrough) Loss() float64 { return s.lowest }

// Fraction returns how far the search is, from 0 to 1.
func (s *StraightThrough) Fraction() float64 { return float64(s.steps) / straightSteps }

// Sweeps returns the number of steps.
func (s *StraightThrough) Sweeps() int { return s.steps }

// Err returns why the search stopped early: parameters that are not finite.
func (s *StraightThrough) Err() error { return s.err }
