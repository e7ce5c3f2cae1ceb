package job

import (
	"fmt"
	"slices"

	"onebasin/lmc/curvature"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// estimateBatch is how many examples a gradient or a Hessian product sees at once.
const estimateBatch = 256

// layerJob walks the line on which one layer moves and estimates the excess of the loss halfway.
type layerJob struct {
	note     string
	line     *path.Line
	lambdas  []float64 // none where the estimate alone is made
	now      *path.LineScoring
	estimate *curvature.SecondOrder
	done     bool
	out      WalkedLayer
}

func (m *WalkLayer) Begin(in instance) (lab.Stepper, error) {
	if err := in.checkParameters(m.From, m.To); err != nil {
		return nil, err
	}
	if m.Layer < 0 || m.Layer > in.model.Layers() {
		return nil, fmt.Errorf("there is no layer %d", m.Layer)
	}
	s := &layerJob{note: "Estimating the barrier"}
	to := m.To
	if m.Layer > 0 {
		s.note = fmt.Sprintf("Moving layer %d alone", m.Layer)
		to = Moved(in.model, m.From, m.To, m.Layer)
		s.lambdas = measure.Lambdas(in.experiment.Lambdas)
	}
	s.line = path.NewLine(in.model, m.From, to, in.train, in.train)
	s.estimate = curvature.NewSecondOrder(in.model, in.train, m.From, to, estimateBatch)
	return s, nil
}

// Moved returns from with its layer l, weights and biases, replaced by that of to.
func Moved(m toynets.MLP, from, to []float32, l int) []float32 {
	moved := slices.Clone(from)
	copy(m.Weight(moved, l), m.Weight(to, l))
	copy(m.Bias(moved, l), m.Bias(to, l))
	return moved
}

func (s *layerJob) Step() bool {
	if len(s.out.Loss) == len(s.lambdas) {
		s.done = !s.estimate.Step()
		return !s.done
	}
	if s.now == nil {
		s.now = s.line.Begin(s.lambdas[len(s.out.Loss)], true)
	}
	if !s.now.Step() {
		_, score := s.now.Scores()
		s.out.Loss = append(s.out.Loss, score.Loss)
		s.now = nil
	}
	return true
}

func (s *layerJob) Fraction() float64 {
	if len(s.lambdas) == 0 {
		return s.estimate.Fraction()
	}
	return (float64(len(s.out.Loss))/float64(len(s.lambdas)) + s.estimate.Fraction()) / 2
}

func (s *layerJob) Note() string { return s.note }

func (s *layerJob) Outcome() wire.Message {
	s.out.Slope, s.out.Curvature = s.estimate.Terms()
	return &s.out
}
