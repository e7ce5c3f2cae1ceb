package job

import (
	"fmt"
	"slices"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/toynets"
)

// trainJob runs a Trainer, keeping points of its trajectory and, of A's, checkpoints at the forks.
type trainJob struct {
	what    string
	trainer *toynets.Trainer
	begun   int // step at which it began
	last    int
	at      []int // steps at which a snapshot is due
	forks   []int // steps at which a checkpoint is due
	out     Trained
}

func (m *Train) Begin(in instance) (lab.Stepper, error) {
	e := in.experiment
	if m.Model < 0 || m.Model >= len(e.Seeds) {
		return nil, fmt.Errorf("there is no model %d", m.Model)
	}
	t := &trainJob{what: measure.ModelName(m.Model),
		trainer: toynets.NewTrainer(in.model, in.train, e.Recipe(m.Model)), last: e.Steps, at: e.SnapshotSteps()}
	if m.Model == 0 {
		t.forks = e.Forks
	}
	return t.started(), nil
}

func (m *Continue) Begin(in instance) (lab.Stepper, error) {
	e := in.experiment
	if err := in.checkParameters(m.From.Theta, m.From.First, m.From.Second); err != nil {
		return nil, err
	}
	if m.From.Steps < 0 || m.From.Steps > e.Steps || m.Order < 0 || m.Order >= len(e.Seeds) {
		return nil, fmt.Errorf("step %d of %d with the order of seed %d", m.From.Steps, e.Steps, m.Order)
	}
	trainer := toynets.ContinueTraining(in.model, in.train, e.Recipe(m.Order), m.From.Received())
	t := &trainJob{what: fmt.Sprintf("B from step %d", m.From.Steps), trainer: trainer, begun: m.From.Steps,
		last: e.Steps, at: e.SnapshotSteps()}
	return t.started(), nil
}

// started keeps the first point.
func (t *trainJob) started() *trainJob {
	t.out.DivergedAt = -1
	t.keep(true)
	return t
}

// keep keeps what is due at the step reached.
func (t *trainJob) keep(always bool) {
	step := t.trainer.Steps()
	if _, due := slices.BinarySearch(t.at, step); due || always || slices.Contains(t.forks, step) {
		if n := len(t.out.Steps); n == 0 || t.out.Steps[n-1] < step {
			t.out.Steps = append(t.out.Steps, step)
			t.out.Snapshots = append(t.out.Snapshots, slices.Clone(t.trainer.Theta()))
		}
	}
	if slices.Contains(t.forks, step) {
		t.out.Checkpoints = append(t.out.Checkpoints, Sent(t.trainer.Checkpoint()))
	}
}

func (t *trainJob) Step() bool {
	before := t.trainer.Steps()
	if before >= t.last {
		return false
	}
	more := t.trainer.Step()
	if t.trainer.Diverged() {
		t.out.DivergedAt = t.trainer.Steps()
		t.keep(true)
		return false
	}
	if t.trainer.Steps() > before {
		t.keep(!more)
	}
	return more
}

func (t *trainJob) Fraction() float64 {
	if t.last == t.begun {
		return 1
	}
	return float64(t.trainer.Steps()-t.begun) / float64(t.last-t.begun)
}

func (t *trainJob) Note() string {
	if t.trainer.Steps() == t.begun {
		return "Training " + t.what
	}
	return fmt.Sprintf("Training %s: step %d of %d, loss %.3g", t.what, t.trainer.Steps(), t.last, t.trainer.Loss())
}

func (t *trainJob) Outcome() wire.Message { return &t.out }
