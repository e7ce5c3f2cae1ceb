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

// The knobs: the experiment's own learning rate and batch size times these.
var (
	rates   = []float64{0.125, 0.25, 0.5, 1, 2}
	batches = []float64{0.5, 1, 2, 5}
)

// knobs trains the fork shown at other learning rates and batch sizes.
func knobs(i *inquiry) error {
	i.parts = 3
	r := i.run
	p := &r.Partings[i.shown]
	var settings []keys.Experiment
	for _, b := range batches {
		for _, lr := range rates {
			e := r.Experiment
			e.LR, e.Batch = e.LR*lr, max(1, int(float64(e.Batch)*b))
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
	i.answer(r.ratesChart(p, settings, barriers, losses))
	return nil
}

func (r *Run) ratesChart(p *Parting, settings []keys.Experiment, barriers, losses []float64) *chart.Chart {
	c := &chart.Chart{Name: "rates", Title: "Barriers by learning rate and batch size",
		Note: "Each square is the experiment with another learning rate and batch size, " + said(p.Step) + ": the " +
			"training barrier, and the training loss of A, without which a low barrier says nothing. The number of " +
			"steps is the same everywhere. An empty square: training diverged."}
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
	if worst >= 0 {
		name := func(e keys.Experiment) string { return fmt.Sprintf("lr=%g, bs=%d", e.LR, e.Batch) }
		c.Title = fmt.Sprintf("%s, where A learnt the task, the barrier is highest, %s, at %s, and lowest, %s, at %s",
			measure.Capitalized(said(p.Step)), measure.Amount(measure.Number(barriers[worst])), name(settings[worst]),
			measure.Amount(measure.Number(barriers[best])), name(settings[best]))
	}
	var columns, rows []string
	for k := range rates {
		columns = append(columns, fmt.Sprintf("%g", settings[k].LR))
	}
	for k := range batches {
		rows = append(rows, fmt.Sprint(settings[k*len(rates)].Batch))
	}
	for k, values := range [][]float64{barriers, losses} {
		c.Panels = append(c.Panels, chart.Panel{Title: []string{"Training barrier", "Training loss of A"}[k],
			X: chart.Axis{Title: "learning rate", Labels: columns}, Y: chart.Axis{Title: "batch size", Labels: rows},
			Grid: chart.Grid{Rows: len(batches), Cols: len(rates), Values: values, Map: chart.MapSequential,
				Unit: "nats", Print: true}})
	}
	return c
}
