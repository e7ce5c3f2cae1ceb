package job

import (
	"math"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// lineJob evaluates a straight path, a block of examples a step, and before it the check that π(B) is the function that
// B is.
type lineJob struct {
	in      instance
	from    []float32 // B
	pb      []float32 // π(B)
	check   *functionCheck
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
	if err := in.sym.Check(m.Permutation); err != nil {
		return nil, err
	}
	from := m.B
	if len(m.Original) > 0 {
		if err := in.checkParameters(m.Original); err != nil {
			return nil, err
		}
		from = m.Original
	}
	pb := in.sym.Apply(m.B, m.Permutation)
	return &lineJob{in: in, from: from, pb: pb, line: path.NewLine(in.model, m.A, pb, in.train, in.test),
		lambdas: measure.Lambdas(in.experiment.Lambdas), checked: m.TestOnly, alone: m.TestOnly}, nil
}

func (s *lineJob) Step() bool {
	if !s.checked {
		if s.check == nil {
			s.check = newFunctionCheck(s.in.model, s.from, s.pb, s.in.test)
		}
		if !s.check.step() {
			s.out.FunctionError, s.out.Largest = s.check.worst(), s.check.largest()
			s.checked, s.check = true, nil
		}
		return true
	}
	if s.now == nil {
		lambda := 0.5
		if k := len(s.out.TestLoss); k < len(s.lambdas) {
			lambda = s.lambdas[k]
		}
		s.now = s.line.Begin(lambda, s.alone)
	}
	if s.now.Step() {
		return true
	}
	train, test := s.now.Scores()
	if len(s.out.TestLoss) == len(s.lambdas) {
		s.out.Middle = []float64{train.Loss, train.Accuracy, test.Loss, test.Accuracy}
		return false
	}
	if !s.alone {
		s.out.TrainLoss = append(s.out.TrainLoss, train.Loss)
		s.out.TrainAccuracy = append(s.out.TrainAccuracy, train.Accuracy)
	}
	s.out.TestLoss = append(s.out.TestLoss, test.Loss)
	s.out.TestAccuracy = append(s.out.TestAccuracy, test.Accuracy)
	s.now = nil
	return len(s.out.TestLoss) < len(s.lambdas) || len(s.lambdas)%2 == 0 && !s.alone
}

// functionCheck compares what two networks say of the data, as a stepper.
type functionCheck struct {
	logits  [2][]float32
	outputs [2]toynets.Outputs
}

func newFunctionCheck(m toynets.MLP, x, y []float32, d toynets.Data) *functionCheck {
	f := new(functionCheck)
	e := toynets.NewEvaluator(m)
	for k, theta := range [2][]float32{x, y} {
		f.logits[k] = make([]float32, d.N*m.Widths[len(m.Widths)-1])
		f.outputs[k] = e.BeginLogits(f.logits[k], theta, d.X, d.N)
	}
	return f
}

func (f *functionCheck) step() (more bool) {
	return f.outputs[0].Step() || f.outputs[1].Step()
}

// worst returns max |logit of x − logit of y| over the data; NaN when a logit is not a number.
func (f *functionCheck) worst() float64 {
	worst := 0.0
	for i, v := range f.logits[0] {
		worst = max(worst, math.Abs(float64(v)-float64(f.logits[1][i])))
	}
	return worst
}

// largest returns max |logit of x| over the data.
func (f *functionCheck) largest() float64 {
	most := 0.0
	for _, v := range f.logits[0] {
		most = max(most, math.Abs(float64(v)))
	}
	return most
}

func (s *lineJob) Fraction() float64     { return float64(len(s.out.TestLoss)) / float64(len(s.lambdas)) }
func (s *lineJob) Note() string          { return "Walking the line" }
func (s *lineJob) Outcome() wire.Message { return &s.out }
