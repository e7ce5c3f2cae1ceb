package job

import (
	"fmt"
	"math"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/toynets"
)

// trainJob runs a Trainer and keeps points of its trajectory at equal distances in steps.
type trainJob struct {
	name    string
	trainer *toynets.Trainer
	steps   int
	at      []int // steps at which a snapshot is due
	out     Trained
	watched watched
}

func newTraining(in instance, m *Train) (lab.Stepper, error) {
	if m.Model < 0 || m.Model >= in.experiment.Models() {
		return nil, fmt.Errorf("there is no model %d", m.Model)
	}
	t := &trainJob{name: measure.ModelName(m.Model), steps: in.experiment.Steps,
		trainer: toynets.NewTrainer(in.model, in.train, in.experiment.Recipe(m.Model)), watched: watch(in)}
	t.out.DivergedAt = -1
	n := in.experiment.Snapshots()
	for k := range n {
		if s := k * t.steps / (n - 1); len(t.at) == 0 || s > t.at[len(t.at)-1] {
			t.at = append(t.at, s)
		}
	}
	t.snapshot()
	return t, nil
}

func (t *trainJob) Step() bool {
	if t.trainer.Steps() >= t.steps {
		return false
	}
	more := t.trainer.Step()
	if t.trainer.Diverged() {
		t.out.DivergedAt = t.trainer.Steps()
		t.snapshot()
		return false
	}
	if k := len(t.out.Steps); k < len(t.at) && t.trainer.Steps() == t.at[k] {
		t.snapshot()
	}
	return more && t.trainer.Steps() < t.steps
}

func (t *trainJob) snapshot() {
	loss := math.NaN()
	if t.trainer.Steps() > 0 {
		loss = t.trainer.Loss()
	}
	t.out.Snapshots = append(t.out.Snapshots, append([]float32(nil), t.trainer.Theta()...))
	t.out.Steps = append(t.out.Steps, t.trainer.Steps())
	t.out.Losses = append(t.out.Losses, loss)
}

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

func (t *trainJob) Outcome() wire.Message { return &t.out }
