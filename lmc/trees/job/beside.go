package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// TrainBeside trains the perceptron that stands beside a model; Trained is what it gives.
type TrainBeside struct {
	Experiment string
	Model      int
}

// LineBeside evaluates the straight line between two of these; EvaluatedLine is what it gives.
type LineBeside struct {
	Experiment string
	A, B       []float32
}

func (m *TrainBeside) Code(c wire.Coder) { c.Text(&m.Experiment); c.Int(&m.Model) }

func (m *LineBeside) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
}

func (m *TrainBeside) Of() string { return m.Experiment }
func (m *LineBeside) Of() string  { return m.Experiment }

func (m *TrainBeside) Begin(in instance) (lab.Stepper, error) {
	if m.Model < 0 || m.Model >= len(in.experiment.Seeds) {
		return nil, fmt.Errorf("there is no model %d", m.Model)
	}
	e := in.experiment
	return &trainJob{name: "the perceptron beside " + measure.ModelName(m.Model), steps: e.Steps,
		trainer: toynets.NewTrainer(e.Perceptron(), in.data.Of(m.Model), e.Recipe(m.Model))}, nil
}

func (m *LineBeside) Begin(in instance) (lab.Stepper, error) {
	mlp := in.experiment.Perceptron()
	if len(m.A) != mlp.Params() || len(m.B) != mlp.Params() {
		return nil, fmt.Errorf("%d and %d parameters where the perceptron has %d", len(m.A), len(m.B), mlp.Params())
	}
	s := &lineJob{in: in, m: new(EvaluateLine), lambdas: measure.Lambdas(in.experiment.Lambdas),
		line: path.NewLine(mlp, m.A, m.B, in.data.Train, in.data.Test)}
	return s, nil
}
