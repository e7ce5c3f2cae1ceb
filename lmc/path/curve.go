package path

import (
	"onebasin/lmc/measure"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// Curve is a path from A to B that bends towards C: the quadratic Bézier curve
//
//	φ(t) = (1−t)²·A + 2t(1−t)·C + t²·B
//
// or, where Chain is set, the two straight lines A–C–B, each half of t (Garipov et al., Loss surfaces, mode
// connectivity, and fast ensembling of DNNs, 2018, 1802.10026, section 3.2).
type Curve struct {
	A, C, B []float32
	Chain   bool
}

// weights returns how much of A, C and B there is at t.
func (p Curve) weights(t float64) (a, c, b float32) {
	switch {
	case !p.Chain:
		return float32((1 - t) * (1 - t)), float32(2 * t * (1 - t)), float32(t * t)
	case t < 0.5:
		return float32(1 - 2*t), float32(2 * t), 0
	}
	return 0, float32(2 - 2*t), float32(float64(2*t) - 1)
}

// AtTo writes the parameters at t to dst. The ends are A and B to the bit.
func (p Curve) AtTo(dst []float32, t float64) {
	switch t {
	case 0:
		copy(dst, p.A)
		return
	case 1:
		copy(dst, p.B)
		return
	}
	a, c, b := p.weights(t)
	for i := range dst {
		dst[i] = float32(float32(a*p.A[i])+float32(c*p.C[i])) + float32(b*p.B[i])
	}
}

// The optimiser's settings, ours, for networks that are trained in seconds: Adam, whose rate falls linearly to a
// hundredth.
const (
	curveBatch = 100
	curveRate  = 5e-3
)

// CurveTraining looks for the C whose path has the smallest mean loss,
//
//	minimise ∫ L(φ(t)) dt  over C
//
// by Adam: every step draws a uniform t and takes the gradient of the loss of a batch at φ(t), times φ's part of C (the
// authors' algorithm, with SGD there). C starts halfway between A and B, where the path is the straight line.
type CurveTraining struct {
	path     Curve
	random   *toynets.Rand
	gradient *toynets.Gradient
	steps    int

	theta, grad, first, second []float32
	power1, power2             float64
	order, rows                []int
	losses                     []float64
	t                          float64 // of the step at hand
	begun                      bool
}

// NewCurveTraining begins a training of steps steps between a and b, which it keeps.
func NewCurveTraining(m toynets.MLP, a, b []float32, chain bool, train toynets.Data, steps int,
	r *toynets.Rand) *CurveTraining {
	n := len(a)
	s := &CurveTraining{path: Curve{A: a, C: make([]float32, n), B: b, Chain: chain}, random: r, steps: steps,
		gradient: toynets.NewGradient(m, train, curveBatch), theta: make([]float32, n), grad: make([]float32, n),
		first: make([]float32, n), second: make([]float32, n), power1: 1, power2: 1, order: make([]int, train.N)}
	kernel.Lerp(s.path.C, a, b, 0.5)
	for i := range s.order {
		s.order[i] = i
	}
	return s
}

// Step moves C, or does a few milliseconds of that; it reports whether there is more to do. It stops where the loss is
// not finite.
func (s *CurveTraining) Step() (more bool) {
	if len(s.losses) >= s.steps {
		return false
	}
	if !s.begun {
		s.begin(s.random.Float64())
	}
	if s.gradient.Step() {
		return true
	}
	s.begun = false
	loss := s.descent()
	if !measure.Finite(loss) {
		s.steps = len(s.losses)
		return false
	}
	done := float64(len(s.losses)) / float64(s.steps)
	s.power1, s.power2 = float64(s.power1*0.9), float64(s.power2*0.999)
	kernel.Adam(kernel.AdamStep{LR: float32(curveRate * (1 - float64(0.99*done))), Beta1: 0.9, Beta2: 0.999, Eps: 1e-8,
		Correct1: float32(1 - s.power1), Correct2: float32(1 - s.power2)}, s.path.C, s.grad, s.first, s.second)
	s.losses = append(s.losses, loss)
	return len(s.losses) < s.steps
}

// begin begins the gradient of the loss of the next batch at φ(t).
func (s *CurveTraining) begin(t float64) {
	s.t, s.begun = t, true
	s.path.AtTo(s.theta, t)
	s.gradient.Begin(s.theta, s.batch())
}

// descent writes the gradient with respect to C of the loss of the batch at φ(t) and returns that loss.
func (s *CurveTraining) descent() (loss float64) {
	loss, grad := s.gradient.Result()
	_, part, _ := s.path.weights(s.t)
	for i, g := range grad {
		s.grad[i] = part * g
	}
	return loss
}

// batch returns the next examples of a shuffled order.
func (s *CurveTraining) batch() []int {
	if len(s.rows) == 0 {
		s.random.Shuffle(len(s.order), func(i, j int) { s.order[i], s.order[j] = s.order[j], s.order[i] })
		s.rows = s.order
	}
	n := min(curveBatch, len(s.rows))
	rows := s.rows[:n]
	s.rows = s.rows[n:]
	return rows
}

// Path returns the path with the present C, which the next Step changes.
func (s *CurveTraining) Path() Curve { return s.path }

// Losses returns the loss of every step's batch.
func (s *CurveTraining) Losses() []float64 { return s.losses }

// Fraction returns how far the training is, from 0 to 1.
func (s *CurveTraining) Fraction() float64 {
	if s.steps == 0 {
		return 1
	}
	return float64(len(s.losses)) / float64(s.steps)
}
