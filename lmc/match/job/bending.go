package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// bending trains a path between two networks, then walks it.
type bendJob struct {
	b        bench
	m        *Bend
	training *path.BendTraining
	trained  bool
	t        []float64
	eval     *toynets.Evaluator
	theta    []float32
	now      *toynets.Scoring
	out      Bent
}

// maxBend bounds the steps of a training and the points that are evaluated.
const maxBend = 1 << 16

func newBending(b bench, m *Bend) (lab.Stepper, error) {
	if err := b.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	if m.Steps < 0 || m.Steps > maxBend || m.N < 2 || m.N > maxBend {
		return nil, fmt.Errorf("a path of %d points trained for %d steps", m.N, m.Steps)
	}
	return &bendJob{b: b, m: m, training: path.NewBendTraining(b.model, m.A, m.B, m.Chain, b.train, m.Steps, b.experiment.MatchStream(m.Name, 1, 0)),
		t: measure.Lambdas(m.N), eval: toynets.NewEvaluator(b.model), theta: make([]float32, len(m.A))}, nil
}

func (s *bendJob) Step() bool {
	if !s.trained {
		if s.trained = !s.training.Step(); s.trained {
			s.out.Control = s.training.Path().C
		}
		return true
	}
	if s.now == nil {
		s.training.Path().AtTo(s.theta, s.t[len(s.out.Loss)])
		now := s.eval.Begin(s.theta, s.b.test)
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

func (s *bendJob) Fraction() float64 {
	return 0.9*s.training.Fraction() + 0.1*float64(len(s.out.Loss))/float64(len(s.t))
}

func (s *bendJob) Note() string {
	return fmt.Sprintf("Training a path: step %d of %d", len(s.training.Losses()), s.m.Steps)
}
func (s *bendJob) Outcome() wire.Message { return &s.out }
