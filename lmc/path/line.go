package path

import (
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// Line evaluates networks on a straight line, one λ a call.
type Line struct {
	a, b, theta []float32
	eval        *toynets.Evaluator
	train, test toynets.Data
}

// NewLine returns the line from a to b; it keeps both.
func NewLine(m toynets.Model, a, b []float32, train, test toynets.Data) *Line {
	return &Line{a: a, b: b, theta: make([]float32, len(a)), eval: toynets.NewEvaluator(m), train: train, test: test}
}

// Shape returns the numbers of inputs and of outputs of the networks.
func (l *Line) Shape() (inputs, outputs int) { return l.eval.Shape() }

// At returns the parameters at λ; the next call overwrites them. The ends are a and b to the bit.
func (l *Line) At(lambda float64) []float32 {
	kernel.Lerp(l.theta, l.a, l.b, float32(lambda))
	return l.theta
}

// Score returns loss and accuracy at λ over the training and the test data.
func (l *Line) Score(lambda float64) (train, test toynets.Score) {
	s := l.Begin(lambda, false)
	for s.Step() {
	}
	return s.Scores()
}

// TestScore is Score over the test data alone.
func (l *Line) TestScore(lambda float64) toynets.Score { return l.eval.Score(l.At(lambda), l.test) }

// LineScoring is a place on a line that is being scored, a block of examples a step.
type LineScoring struct {
	train, test toynets.Scoring
	alone       bool
	ready       bool // the training data are done
}

// Begin begins to score the network at λ, over the test data alone if asked. The line must not be asked anything else
// meanwhile.
func (l *Line) Begin(lambda float64, testAlone bool) *LineScoring {
	theta := l.At(lambda)
	return &LineScoring{train: l.eval.Begin(theta, l.train), test: l.eval.Begin(theta, l.test), alone: testAlone,
		ready: testAlone}
}

// Step does a block and reports whether any is left.
func (s *LineScoring) Step() (more bool) {
	if !s.ready {
		s.ready = !s.train.Step()
		return true
	}
	return s.test.Step()
}

// Scores returns the scores, once Step has returned false; train is zero where only the test data were asked about.
func (s *LineScoring) Scores() (train, test toynets.Score) {
	if !s.alone {
		train = s.train.Score()
	}
	return train, s.test.Score()
}
