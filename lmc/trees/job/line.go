package job

import (
	"math"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// lineJob evaluates a straight path, a block of examples a step, and before it what both models say of all examples,
// for the check that π(B) is the function that B is and for the mean of their outputs.
type lineJob struct {
	in      instance
	m       *EvaluateLine
	line    *path.Line
	now     *path.LineScoring // at the λ that comes after those in out
	lambdas []float64
	asked   []asked
	eval    *toynets.Evaluator // asks one model after the other
	out     EvaluatedLine
}

// asked is the outputs of a model on a data set.
type asked struct {
	logits  []float32
	outputs toynets.Outputs
}

func (m *EvaluateLine) Begin(in instance) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B, m.Matched); err != nil {
		return nil, err
	}
	s := &lineJob{in: in, m: m, line: path.NewLine(in.model, m.A, m.Matched, in.data.Train, in.data.Test),
		lambdas: measure.Lambdas(in.experiment.Lambdas), eval: toynets.NewEvaluator(in.model)}
	s.ask(m.B, in.data.Test)
	s.ask(m.Matched, in.data.Test)
	if m.Halves {
		s.ask(m.A, in.data.Test)
		s.ask(m.A, in.data.Train)
		s.ask(m.B, in.data.Train)
	}
	return s, nil
}

func (s *lineJob) ask(theta []float32, d toynets.Data) {
	a := asked{logits: make([]float32, d.N*s.in.model.Outputs)}
	a.outputs = s.eval.BeginLogits(a.logits, theta, d.X, d.N)
	s.asked = append(s.asked, a)
}

func (s *lineJob) Step() bool {
	for k := range s.asked {
		if s.asked[k].outputs.Step() {
			return true
		}
	}
	k := len(s.out.TestLoss)
	if s.now == nil {
		at := 0.5 // the midpoint comes after the path, whose points need not hold it
		if k < len(s.lambdas) {
			at = s.lambdas[k]
		}
		s.now = s.line.Begin(at, false)
	}
	if s.now.Step() {
		return true
	}
	train, test := s.now.Scores()
	s.now = nil
	if k == len(s.lambdas) {
		s.out.Merged = []float64{train.Loss, train.Accuracy, test.Loss, test.Accuracy}
		return false
	}
	s.out.TrainLoss, s.out.TrainAccuracy = append(s.out.TrainLoss, train.Loss), append(s.out.TrainAccuracy,
		train.Accuracy)
	s.out.TestLoss, s.out.TestAccuracy = append(s.out.TestLoss, test.Loss), append(s.out.TestAccuracy, test.Accuracy)
	return k+1 < len(s.lambdas) || s.m.Halves
}

func (s *lineJob) Fraction() float64 { return float64(len(s.out.TestLoss)) / float64(len(s.lambdas)) }
func (s *lineJob) Note() string      { return "Walking the line" }

func (s *lineJob) Outcome() wire.Message {
	if len(s.asked) > 1 {
		for i, v := range s.asked[0].logits {
			s.out.FunctionError = max(s.out.FunctionError, math.Abs(float64(v)-float64(s.asked[1].logits[i])))
		}
	}
	if s.m.Halves {
		s.out.Ensemble = append(meanScore(s.in.data.Train, s.asked[3].logits, s.asked[4].logits),
			meanScore(s.in.data.Test, s.asked[2].logits, s.asked[0].logits)...)
	}
	return &s.out
}

// meanScore returns loss and accuracy of the mean of two models' outputs.
func meanScore(d toynets.Data, a, b []float32) []float64 {
	mean, losses := make([]float32, len(a)), make([]float32, d.N)
	kernel.Lerp(mean, a, b, 0.5)
	classes := len(a) / d.N
	kernel.SoftmaxXent(d.N, classes, mean, d.Y, losses, nil, 0)
	sum := 0.0
	for _, v := range losses {
		sum += float64(v)
	}
	right := kernel.CountCorrect(d.N, classes, mean, d.Y)
	return []float64{sum / float64(d.N), float64(right) / float64(d.N)}
}
