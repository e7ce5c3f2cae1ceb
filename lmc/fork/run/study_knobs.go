package run

import (
	"fmt"
	"math"

	"onebasin/lmc/fork/job"
	"onebasin/lmc/fork/keys"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
)

// rates are the experiment's own learning rate times these.
var rates = []float64{0.125, 0.25, 0.5, 1, 2}

// knob is the other setting of the map.
type knob struct {
	title string
	set   func(e *keys.Experiment, k int) // to value k of four
	value func(e keys.Experiment) string
}

// knobValues is how many values a knob has.
const knobValues = 4

// batchKnob is the experiment's own batch size times 1/2, 1, 2 and 5.
var batchKnob = knob{"batch size",
	func(e *keys.Experiment, k int) { e.Batch = max(1, int(float64(e.Batch)*[]float64{0.5, 1, 2, 5}[k])) },
	func(e keys.Experiment) string { return fmt.Sprint(e.Batch) }}

// momentumKnob is that of SGD, which has no other rule for the size of a step.
var momentumKnob = knob{"momentum",
	func(e *keys.Experiment, k int) { e.Momentum = []float64{0, 0.5, 0.9, 0.95}[k] },
	func(e keys.Experiment) string { return fmt.Sprintf("%g", e.Momentum) }}

// knobs trains the fork shown at other learning rates and batch sizes, and by SGD at other momenta.
func knobs(i *inquiry) error {
	maps := []knob{batchKnob}
	if i.run.Experiment.Opt == "sgd" {
		maps = append(maps, momentumKnob)
	}
	i.parts = 3 * len(maps)
	c := &chart.Chart{Name: "rates", Note: "Each square is the experiment with another learning rate and another " +
		"value beside it, " + said(i.run.Partings[i.shown].Step) + ": the training barrier, and the training loss of " +
		"A, without which a low barrier says nothing. The number of steps is the same everywhere. An empty square: " +
		"training diverged."}
	for _, by := range maps {
		if err := i.turn(by, c); err != nil {
			return err
		}
	}
	i.answer(c)
	return nil
}

// turn adds the map of a knob to the chart, and its title to what the chart says.
func (i *inquiry) turn(by knob, c *chart.Chart) error {
	r := i.run
	p := &r.Partings[i.shown]
	var settings []keys.Experiment
	for k := range knobValues {
		for _, lr := range rates {
			e := r.Experiment
			e.LR *= lr
			by.set(&e, k)
			e.Forks = []int{max(0, p.Step)}
			settings = append(settings, e)
		}
	}
	var jobs []wire.Message
	for _, e := range settings {
		jobs = append(jobs, &job.Train{Experiment: e.Fragment(), Model: 0})
	}
	as, err := i.do("training A at other settings", jobs)
	if err != nil {
		return err
	}
	jobs = nil
	for k, e := range settings {
		a := as[k].(*job.Trained)
		switch {
		case p.Step < 0:
			jobs = append(jobs, &job.Train{Experiment: e.Fragment(), Model: 1})
		case len(a.Checkpoints) == 0: // it diverged before
			jobs = append(jobs, &job.Train{Experiment: e.Fragment(), Model: 0})
		default:
			jobs = append(jobs, &job.Continue{Experiment: e.Fragment(), Order: 1, From: a.Checkpoints[0]})
		}
	}
	bs, err := i.do("training B at other settings", jobs)
	if err != nil {
		return err
	}
	jobs = nil
	for k, e := range settings {
		jobs = append(jobs, &job.WalkLine{Experiment: e.Fragment(), A: as[k].(*job.Trained).Theta(),
			B: bs[k].(*job.Trained).Theta()})
	}
	walks, err := i.do("walking the lines", jobs)
	if err != nil {
		return err
	}
	barriers, losses := make([]float64, len(walks)), make([]float64, len(walks))
	for k, m := range walks {
		w := m.(*job.WalkedLine)
		barriers[k], losses[k] = math.NaN(), math.NaN()
		if !diverged(as[k].(*job.Trained)) && !diverged(bs[k].(*job.Trained)) {
			curve := measure.NewCurve(w.TrainLoss, w.TrainAccuracy)
			barriers[k], losses[k] = float64(curve.Barrier(measure.Lambdas(len(w.TrainLoss))).Loss), w.TrainLoss[0]
		}
	}
	r.addMap(c, p, by, settings, barriers, losses)
	return nil
}

// addMap draws a knob's barriers and the losses of A beside them.
func (r *Run) addMap(c *chart.Chart, p *Parting, by knob, settings []keys.Experiment, barriers, losses []float64) {
	_, classes := r.Experiment.Task.Shape()
	worst, best := -1, -1 // of those that learnt anything
	for k, b := range barriers {
		if !measure.Finite(b) || !measure.Learnt(losses[k], classes) {
			continue
		}
		if worst < 0 || b > barriers[worst] {
			worst = k
		}
		if best < 0 || b < barriers[best] {
			best = k
		}
	}
	said := measure.Capitalized(said(p.Step)) + ", no A learnt the task"
	if worst >= 0 {
		name := func(k int) string {
			return fmt.Sprintf("%s, at rate %g and %s %s", measure.Amount(measure.Number(barriers[k])), settings[k].LR,
				by.title, by.value(settings[k]))
		}
		said = fmt.Sprintf("Where A learnt the task, the barrier is highest, %s, and lowest, %s", name(worst),
			name(best))
	}
	if c.Title != "" {
		said = c.Title + "; by momentum: " + said
	}
	c.Title = said
	var columns, rows []string
	for k := range rates {
		columns = append(columns, fmt.Sprintf("%g", settings[k].LR))
	}
	for k := range knobValues {
		rows = append(rows, by.value(settings[k*len(rates)]))
	}
	for k, values := range [][]float64{barriers, losses} {
		c.Panels = append(c.Panels, chart.Panel{Title: []string{"Training barrier", "Training loss of A"}[k],
			X: chart.Axis{Title: "learning rate", Labels: columns}, Y: chart.Axis{Title: by.title, Labels: rows},
			Grid: chart.Grid{Rows: knobValues, Cols: len(rates), Values: values, Map: chart.MapSequential,
				Unit: "nats", Print: true}})
	}
}
