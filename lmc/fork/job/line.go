package job

import (
	"slices"

	"onebasin/lmc/excess"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// lineJob walks a line: at every λ it asks for the logits of the training examples, which tell the loss, the accuracy
// and what the excess is made of, and scores the test examples. The logits at the ends come first.
type lineJob struct {
	in      instance
	line    *path.Line
	eval    *toynets.Evaluator
	lambdas []float64
	ends    [][]float32
	parts   *excess.Parts
	logits  []float32
	losses  []float32
	each    []float64 // excess of every example
	highest float64   // mean of it so far
	outputs *toynets.Outputs
	test    *path.LineScoring
	out     WalkedLine
}

func (m *WalkLine) Begin(in instance) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	s := &lineJob{in: in, line: path.NewLine(in.model, m.A, m.B, in.test, in.test),
		eval: toynets.NewEvaluator(in.model), lambdas: measure.Lambdas(in.experiment.Lambdas),
		losses: make([]float32, in.train.N), each: make([]float64, in.train.N)}
	if len(s.lambdas)%2 == 0 { // the path has no point halfway
		s.lambdas = append(s.lambdas, 0.5)
	}
	return s, nil
}

// at returns the λ of the pass under way.
func (s *lineJob) at() float64 {
	if k := len(s.ends); k < 2 {
		return float64(k)
	}
	return s.lambdas[len(s.out.TestLoss)]
}

func (s *lineJob) Step() bool {
	_, classes := s.line.Shape()
	d := s.in.train
	if s.outputs == nil && s.test == nil {
		s.logits = make([]float32, d.N*classes)
		o := s.eval.BeginLogits(s.logits, s.line.At(s.at()), d.X, d.N)
		s.outputs = &o
	}
	if s.outputs != nil {
		if s.outputs.Step() {
			return true
		}
		s.outputs = nil
		if len(s.ends) < 2 {
			if s.ends = append(s.ends, s.logits); len(s.ends) == 2 {
				s.parts = excess.NewParts(s.ends[0], s.ends[1], d.Y, classes)
			}
			return true
		}
		s.takeApart(classes)
		s.test = s.line.Begin(s.at(), true)
		return true
	}
	if s.test.Step() {
		return true
	}
	_, test := s.test.Scores()
	s.test = nil
	s.out.TestLoss, s.out.TestAccuracy = append(s.out.TestLoss, test.Loss), append(s.out.TestAccuracy, test.Accuracy)
	if len(s.out.TestLoss) < len(s.lambdas) {
		return true
	}
	if n := s.in.experiment.Lambdas; n < len(s.lambdas) {
		for _, p := range []*[]float64{&s.out.TrainLoss, &s.out.TrainAccuracy, &s.out.TestLoss, &s.out.TestAccuracy} {
			s.out.Middle = append(s.out.Middle, (*p)[n])
			*p = (*p)[:n]
		}
		s.out.D, s.out.J, s.out.E = s.out.D[:n], s.out.J[:n], s.out.E[:n]
	}
	return false
}

// takeApart reads the logits of the training examples, as an Evaluator's Score does.
func (s *lineJob) takeApart(classes int) {
	d := s.in.train
	kernel.SoftmaxXent(d.N, classes, s.logits, d.Y, s.losses, nil, 0)
	sum := 0.0
	for _, v := range s.losses {
		sum += float64(v)
	}
	right := kernel.CountCorrect(d.N, classes, s.logits, d.Y)
	s.out.TrainLoss = append(s.out.TrainLoss, sum/float64(d.N))
	s.out.TrainAccuracy = append(s.out.TrainAccuracy, float64(right)/float64(d.N))
	dd, j, e := s.parts.TermsTo(s.each, s.logits, s.at())
	s.out.D, s.out.J, s.out.E = append(s.out.D, dd), append(s.out.J, j), append(s.out.E, e)
	if mean := dd - j - e; len(s.out.D) == 1 || mean > s.highest {
		s.highest, s.out.Excess = mean, slices.Clone(s.each)
	}
}

func (s *lineJob) Fraction() float64 {
	return float64(len(s.ends)+len(s.out.TestLoss)) / float64(2+len(s.lambdas))
}
func (s *lineJob) Note() string          { return "Walking the line" }
func (s *lineJob) Outcome() wire.Message { return &s.out }
