package job

import (
	"fmt"

	"onebasin/lmc/excess"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// excessJob takes the excess of the test loss on a line apart: the logits at both ends, then those at one λ after the
// other.
type excessJob struct {
	m      *TakeApart
	line   *path.Line
	eval   *toynets.Evaluator
	data   toynets.Data
	ends   [][]float32
	parts  *excess.Parts
	logits []float32
	now    *toynets.Outputs
	out    TakenApart
}

func newExcess(in instance, m *TakeApart) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	if m.Whole < 0 || m.Whole >= len(m.Lambda) {
		return nil, fmt.Errorf("point %d of %d", m.Whole, len(m.Lambda))
	}
	return &excessJob{m: m, line: path.NewLine(in.model, m.A, m.B, in.test, in.test),
		eval: toynets.NewEvaluator(in.model), data: in.test}, nil
}

// classes returns how many logits an example has.
func (s *excessJob) classes() int {
	_, classes := s.line.Shape()
	return classes
}

// at returns the λ of the pass under way.
func (s *excessJob) at() float64 {
	if k := len(s.ends); k < 2 {
		return float64(k)
	}
	return s.m.Lambda[len(s.out.Change)]
}

func (s *excessJob) Step() bool {
	if s.now == nil {
		s.logits = make([]float32, s.data.N*s.classes())
		o := s.eval.BeginLogits(s.logits, s.line.At(s.at()), s.data.X, s.data.N)
		s.now = &o
	}
	if s.now.Step() {
		return true
	}
	s.now = nil
	if len(s.ends) < 2 {
		if s.ends = append(s.ends, s.logits); len(s.ends) == 2 {
			s.parts = excess.NewParts(s.ends[0], s.ends[1], s.data.Y, s.classes())
		}
		return true
	}
	change, gain := s.parts.At(s.logits, s.at())
	if len(s.out.Change) == s.m.Whole {
		for i := range change {
			s.out.Excess = append(s.out.Excess, change[i]-gain[i])
		}
	}
	s.out.Change, s.out.Gain = append(s.out.Change, excess.Mean(change)), append(s.out.Gain, excess.Mean(gain))
	return len(s.out.Change) < len(s.m.Lambda)
}

func (s *excessJob) Fraction() float64 {
	return float64(len(s.ends)+len(s.out.Change)) / float64(2+len(s.m.Lambda))
}
func (s *excessJob) Note() string          { return "Taking the barrier apart" }
func (s *excessJob) Outcome() wire.Message { return &s.out }
