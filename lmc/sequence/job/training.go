package job

import (
	"fmt"
	"slices"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/pruning"
	"onebasin/toynets"
)

// trainJob trains a network and keeps its checkpoints.
type trainJob struct {
	name    string
	trainer *toynets.Trainer
	steps   int
	kept    []int
	out     Trained
}

func (m *Train) Begin(in instance) (lab.Stepper, error) {
	trainer, err := in.trainer(m.Model)
	if err != nil {
		return nil, err
	}
	t := &trainJob{name: measure.ModelName(m.Model), trainer: trainer, steps: in.experiment.Steps,
		kept: in.experiment.Kept(), out: Trained{DivergedAt: -1}}
	t.keep()
	return t, nil
}

// trainer returns what trains a model.
func (in instance) trainer(model int) (*toynets.Trainer, error) {
	if model < 0 || model >= len(in.experiment.Seeds) {
		return nil, fmt.Errorf("there is no model %d", model)
	}
	return toynets.NewTrainer(in.model, in.train, in.experiment.Recipe(model)), nil
}

// keep keeps the parameters where a checkpoint is due.
func (t *trainJob) keep() {
	if k := len(t.out.Thetas); k < len(t.kept) && t.trainer.Steps() == t.kept[k] {
		t.out.Thetas = append(t.out.Thetas, slices.Clone(t.trainer.Theta()))
	}
}

func (t *trainJob) Step() bool {
	before := t.trainer.Steps()
	more := t.trainer.Step()
	if t.trainer.Diverged() {
		t.out.DivergedAt = t.trainer.Steps()
		t.out.Thetas = append(t.out.Thetas, slices.Clone(t.trainer.Theta()))
		return false
	}
	if t.trainer.Steps() > before { // a step may take several calls, in the midst of which parameters are neither
		t.keep()
	}
	return more
}

func (t *trainJob) Fraction() float64     { return fraction(t.trainer.Steps(), t.steps) }
func (t *trainJob) Note() string          { return note("Training "+t.name, t.trainer, t.steps) }
func (t *trainJob) Outcome() wire.Message { return &t.out }

func fraction(done, all int) float64 {
	if all == 0 {
		return 1
	}
	return float64(done) / float64(all)
}

func note(what string, t *toynets.Trainer, steps int) string {
	if t.Steps() == 0 {
		return what
	}
	return fmt.Sprintf("%s: step %d of %d, loss %.3g", what, t.Steps(), steps, t.Loss())
}

// retrainJob trains a network to the step of rewinding, prunes it, trains it to the end, and rates it.
type retrainJob struct {
	trainJob
	pruned  []int
	rewind  int
	rating  *rateJob
	instant instance
	out     Retrained
}

func (m *Retrain) Begin(in instance) (lab.Stepper, error) {
	if err := in.checkParameters(m.Mask); err != nil {
		return nil, err
	}
	trainer, err := in.trainer(m.Model)
	if err != nil {
		return nil, err
	}
	r := &retrainJob{trainJob: trainJob{name: measure.ModelName(m.Model), trainer: trainer,
		steps: in.experiment.Steps}, pruned: pruning.Pruned(m.Mask), rewind: in.experiment.RewindStep(), instant: in,
		out: Retrained{DivergedAt: -1}}
	r.prune(-1)
	return r, nil
}

// prune prunes once the step of rewinding has been made.
func (r *retrainJob) prune(before int) {
	if now := r.trainer.Steps(); now == r.rewind && now > before {
		r.trainer.Prune(r.pruned)
	}
}

func (r *retrainJob) Step() bool {
	if r.rating != nil {
		return r.rating.Step()
	}
	before := r.trainer.Steps()
	more := r.trainer.Step()
	if r.trainer.Diverged() {
		r.out.DivergedAt, r.out.Theta = r.trainer.Steps(), slices.Clone(r.trainer.Theta())
		return false
	}
	r.prune(before)
	if !more {
		r.out.Theta = slices.Clone(r.trainer.Theta())
		r.rating = newRating(r.instant, [][]float32{r.out.Theta})
	}
	return true
}

func (r *retrainJob) Note() string { return note("Training "+r.name+", pruned", r.trainer, r.steps) }

func (r *retrainJob) Outcome() wire.Message {
	if r.rating != nil {
		s := r.rating.out
		r.out.Scores = []float64{s.TrainLoss[0], s.TrainAccuracy[0], s.TestLoss[0], s.TestAccuracy[0]}
	}
	return &r.out
}
