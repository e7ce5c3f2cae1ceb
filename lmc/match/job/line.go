package job

import (
	"math"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// lineJob evaluates a straight path, a block of examples a step, and before it the
// check that π(B) is the function that B is.
type lineJob struct {
	in      instance
	from    []float32 // B
	pb      []float32 // π(B)
	line    *path.Line
	now     *path.LineScoring // at the λ that comes after those in out
	lambdas []float64
	out     EvaluatedLine
	checked bool // or not to be checked
	alone   bool // only the line, on the test data
}

func newLine(in instance, m *EvaluateLine) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	if err := in.checkPermutation(m.Permutation); err != nil {
		return nil, err
	}
	pb := in.sym.Apply(m.B, m.Permutation)
	return &lineJob{in: in, from: m.B, pb: pb, line: path.NewLine(in.model, m.A, pb, in.train, in.test),
		lambdas: measure.Lambdas(in.experiment.Lambdas), checked: m.TestOnly, alone: m.TestOnly}, nil
}

func (s *lineJob) Step() bool {
	if !s.checked {
		s.checked = true
		s.out.FunctionError = functionError(s.in.model, s.from, s.pb, s.in.test)
		return true
	}
	if s.now == nil {
		s.now = s.line.Begin(s.lambdas[len(s.out.TestLoss)], s.alone)
	}
	if s.now.Step() {
		return true
	}
	train, test := s.now.Scores()
	if !s.alone {
		s.out.TrainLoss = append(s.out.TrainLoss, train.Loss)
		s.out.TrainAccuracy = append(s.out.TrainAccuracy, train.Accuracy)
	}
	s.out.TestLoss = append(s.out.TestLoss, test.Loss)
	s.out.TestAccuracy = append(s.out.TestAccuracy, test.Accuracy)
	s.now = nil
	return len(s.out.TestLoss) < len(s.lambdas)
}

// functionError returns max |logit of x − logit of y| over the data; NaN when a
// logit is not a number.
func functionError(m toynets.MLP, x, y []float32, d toynets.Data) float64 {
	e := toynets.NewEvaluator(m)
	classes := m.Widths[len(m.Widths)-1]
	lx, ly := make([]float32, d.N*classes), make([]float32, d.N*classes)
	e.Logits(lx, x, d.X, d.N)
	e.Logits(ly, y, d.X, d.N)
	worst := 0.0
	for i, v := range lx {
		worst = max(worst, math.Abs(float64(v)-float64(ly[i])))
	}
	return worst
}

func (s *lineJob) Fraction() float64     { return float64(len(s.out.TestLoss)) / float64(len(s.lambdas)) }
func (s *lineJob) Note() string          { return "Walking the line" }
func (s *lineJob) Outcome() wire.Message { return &s.out }
