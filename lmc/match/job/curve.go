package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// curveJob trains a path between two networks, then evaluates it.
type curveJob struct {
	in       instance
	m        *TrainCurve
	training *path.CurveTraining
	trained  bool
	t        []float64
	eval     *toynets.Evaluator
	theta    []float32
	now      *toynets.Scoring
	out      TrainedCurve
}

// maxCurve bounds the steps of a training and the points that are evaluated.
const maxCurve = 1 << 16

func newCurve(in instance, m *TrainCurve) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	if m.Steps < 0 || m.Steps > maxCurve || m.N < 2 || m.N > maxCurve {
		return nil, fmt.Errorf("a path of %d points trained for %d steps", m.N, m.Steps)
	}
	r := in.experiment.MatchStream(m.Name, 1, 0)
	return &curveJob{in: in, m: m,
		training: path.NewCurveTraining(in.model, m.A, m.B, m.Chain, in.train, m.Steps, r),
		t:        measure.Lambdas(m.N), eval: toynets.NewEvaluator(in.model), theta: make([]float32, len(m.A))}, nil
}

func (s *curveJob) Step() bool {
	if !s.trained {
		if s.trained = !s.training.Step(); s.trained {
			s.out.Control = s.training.Path().C
		}
		return true
	}
	if s.now == nil {
		s.training.Path().AtTo(s.theta, s.t[len(s.out.Loss)])
		now := s.eval.Begin(s.theta, s.in.test)
		s.now = &now
	}
	if s.now.Step() {
		return true
	}
	score := s.now.Score()
	s.now = nil
	s.out.Loss, s.out.Accuracy = append(s.out.Loss, score.Loss), append(s.out.Accuracy, score.Accuracy)
	return len(s.out.Loss) < len(s.t)
}

func (s *curveJob) Fraction() float64 {
	return 0.9*s.training.Fraction() + 0.1*float64(len(s.out.Loss))/float64(len(s.t))
}

func (s *curveJob) Note() string {
	return fmt.Sprintf("Training a path: step %d of %d", len(s.training.Losses()), s.m.Steps)
}
func (s *curveJob) Outcome() wire.Message { return &s.out }
