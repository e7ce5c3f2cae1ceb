package run

import (
	"errors"
	"fmt"
	"slices"

	"onebasin/lmc/fork/job"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/vector"
)

// Traces have at most so many points, and their paths so many λ.
const mostTraced, tracedLambdas = 21, 11

// overTraining traces A and B of the parting shown from where they part.
func overTraining(i *inquiry) error {
	r := i.run
	p := &r.Partings[i.shown]
	if p.B == nil || r.Result.Forks[i.shown].Note != "" {
		return errors.New("there is no path from A to B to study")
	}
	e := r.Experiment
	e.Lambdas = tracedLambdas
	var steps []int // that both have
	for _, s := range p.B.Steps {
		if slices.Contains(r.A.Steps, s) {
			steps = append(steps, s)
		}
	}
	places := spread(len(steps), mostTraced)
	var jobs []wire.Message
	var at []float64
	var as, bs [][]float32
	for _, k := range places {
		a := r.A.Snapshots[slices.Index(r.A.Steps, steps[k])]
		b := p.B.Snapshots[slices.Index(p.B.Steps, steps[k])]
		at, as, bs = append(at, float64(steps[k])), append(as, a), append(bs, b)
		jobs = append(jobs, &job.WalkLine{Experiment: e.Fragment(), A: a, B: b})
	}
	out, err := i.do("walking lines over training", jobs)
	if err != nil {
		return err
	}
	x := chart.Axis{Title: "step"}
	line := func(name, ink string) *chart.Series {
		return &chart.Series{Name: name, Shape: chart.ShapeLine, Ink: ink, X: at}
	}
	lossA, lossB, half, barrier := line("A", "A"), line("B", "B"), line("halfway", "merged"), line("barrier", "1")
	fork, start := line("angle at the fork", "3"), line("angle at init", "4")
	ends, wayA, wayB := line("‖A − B‖", "5"), line("‖A − fork‖", "A"), line("‖B − fork‖", "B")
	for k, m := range out {
		w := m.(*job.WalkedLine)
		last := len(w.TrainLoss) - 1
		lossA.Y, lossB.Y = append(lossA.Y, w.TrainLoss[0]), append(lossB.Y, w.TrainLoss[last])
		half.Y = append(half.Y, w.TrainLoss[last/2])
		curve := measure.NewCurve(w.TrainLoss, w.TrainAccuracy)
		barrier.Y = append(barrier.Y, float64(curve.Barrier(measure.Lambdas(last+1)).Loss))
		apart := r.apart(p)
		fork.Y = append(fork.Y, vector.Angle(apart, as[k], bs[k]))
		start.Y = append(start.Y, vector.Angle(r.A.Snapshots[0], as[k], bs[k]))
		ends.Y = append(ends.Y, vector.Distance(as[k], bs[k]))
		wayA.Y, wayB.Y = append(wayA.Y, vector.Distance(as[k], apart)), append(wayB.Y, vector.Distance(bs[k], apart))
	}
	losses := []chart.Series{*lossA, *lossB, *half}
	if last := len(at) - 1; p.Step >= 0 { // where they part both are the fork
		losses = append(losses, chart.Series{Name: "at the fork", Shape: chart.ShapeDash, Ink: "faint",
			X: []float64{at[0], at[last]}, Y: []float64{lossA.Y[0], lossA.Y[0]}})
	}
	film := chart.Film{Steps: at}
	for k, step := range at {
		film.Said = append(film.Said, fmt.Sprintf("Step %.0f of %d: barrier %s, ‖A − B‖ = %s", step, e.Steps,
			measure.Amount(measure.Number(barrier.Y[k])), measure.Amount(measure.Number(ends.Y[k]))))
	}
	i.answer(&chart.Chart{Name: "traces", Film: film, Title: tracesTitle(p, at, barrier.Y),
		Note: "A and B at the same steps of their trainings, on the training examples. Paths here have 11 points, so " +
			"a barrier may differ from the first page’s in its last digits.",
		Panels: []chart.Panel{
			{Title: "Training loss", X: x, Y: chart.Axis{Title: "training loss, nats"},
				Series: losses},
			{Title: "Barrier", X: x, Y: chart.Axis{Title: "training barrier, nats"},
				Series: []chart.Series{*barrier}}}})
	ways := &chart.Chart{Name: "ways", Film: film, Title: "The angle between the ways to A and to B, and their " +
		"distances, over training",
		Note: "The angle at the fork is that between the ways from there to A and to B, the angle at init that from " +
			"A’s first weights."}
	angles := []chart.Series{*fork, *start}
	distances := []chart.Series{*ends, *wayA, *wayB}
	if p.Step < 0 {
		angles, distances = angles[1:], distances[:1]
	}
	ways.Panels = []chart.Panel{{Title: "Angle", X: x, Y: chart.Axis{Title: "angle, °"}, Series: angles},
		{Title: "Distance", X: x, Y: chart.Axis{Title: "distance"}, Series: distances}}
	i.answer(ways)
	return nil
}

// tracesTitle says when the barrier is first one, and how high it is in the end.
func tracesTitle(p *Parting, at, barrier []float64) string {
	last := barrier[len(barrier)-1]
	for k, b := range barrier {
		if measure.IsBarrier(b) {
			return measure.Capitalized(said(p.Step)) + ", A and B have a barrier at step " +
				fmt.Sprint(int(at[k])) + " for the first time; in the end it is " +
				measure.Amount(measure.Number(last))
		}
	}
	return measure.Capitalized(said(p.Step)) + ", A and B have no barrier at any step traced"
}
