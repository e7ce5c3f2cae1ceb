package job

import (
	"fmt"
	"slices"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/toynets"
)

// trainJob runs a Trainer.
type trainJob struct {
	name    string
	trainer *toynets.Trainer
	steps   int
}

func (m *Train) Begin(in instance) (lab.Stepper, error) {
	if m.Model < 0 || m.Model >= len(in.experiment.Seeds) {
		return nil, fmt.Errorf("there is no model %d", m.Model)
	}
	return &trainJob{name: measure.ModelName(m.Model), steps: in.experiment.Steps,
		trainer: toynets.NewTrainer(in.model, in.data.Of(m.Model), in.experiment.Recipe(m.Model))}, nil
}

func (t *trainJob) Step() bool { return t.trainer.Step() }

func (t *trainJob) Fraction() float64 {
	if t.steps == 0 {
		return 1
	}
	return float64(t.trainer.Steps()) / float64(t.steps)
}

func (t *trainJob) Note() string {
	if t.trainer.Steps() == 0 {
		return "Training " + t.name
	}
	return fmt.Sprintf("Training %s: step %d of %d, loss %.3g", t.name, t.trainer.Steps(), t.steps, t.trainer.Loss())
}

func (t *trainJob) Outcome() wire.Message {
	out := &Trained{Theta: slices.Clone(t.trainer.Theta()), DivergedAt: -1}
	if t.trainer.Diverged() {
		out.DivergedAt = t.trainer.Steps()
	}
	return out
}
