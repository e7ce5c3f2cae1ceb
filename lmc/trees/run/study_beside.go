package run

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/training"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/trees/job"
	"onebasin/lmc/trees/matching"
)

// maxBeside bounds the hidden units of the perceptrons, whose assignment is one problem of that size.
const maxBeside = 1024

// beside trains perceptrons of as many sigmoids on the same data, matches them by weights, and walks the lines.
func (r *inquiry) beside() error {
	mlp := r.Experiment.Perceptron()
	if mlp.Widths[1] > maxBeside {
		return fmt.Errorf("a perceptron of %d sigmoids beside the ensemble would take too long to match; make trees "+
			"or depth smaller: at most %d questions", mlp.Widths[1], maxBeside)
	}
	fragment := r.Result.Experiment
	crew := func(from, to float64, jobs []wire.Message) ([]wire.Message, error) {
		done := make([]float64, len(jobs))
		return lab.Unfailed(r.crew.Do(r.ctx, jobs, func(k int, fraction float64, note string) {
			done[k] = fraction
			sum := 0.0
			for _, f := range done {
				sum += f
			}
			r.told(from+(to-from)*sum/float64(len(done)), note)
		}))
	}
	outcomes, err := crew(0, 0.7, []wire.Message{&job.TrainBeside{Experiment: fragment, Model: 0},
		&job.TrainBeside{Experiment: fragment, Model: r.pair.From}})
	if err != nil {
		return err
	}
	a, b := outcomes[0].(*job.Trained), outcomes[1].(*job.Trained)
	for _, m := range []*job.Trained{a, b} {
		if m.DivergedAt >= 0 || !training.Finite(m.Theta) {
			return fmt.Errorf("of the perceptron, %s", training.Divergence(m.DivergedAt, r.Experiment.LR))
		}
	}
	if err := r.yield(r.ctx); err != nil {
		return err
	}
	lines := []wire.Message{&job.LineBeside{Experiment: fragment, A: a.Theta, B: b.Theta}}
	for _, signs := range []bool{false, true} {
		matched, err := matching.Units(mlp, a.Theta, b.Theta, signs)
		if err != nil {
			return err
		}
		lines = append(lines, &job.LineBeside{Experiment: fragment, A: a.Theta, B: matched})
	}
	if outcomes, err = crew(0.7, 1, lines); err != nil {
		return err
	}
	c := &chart.Chart{Name: "beside", Note: fmt.Sprintf("Test accuracy on the straight lines, of the ensembles and of "+
		"perceptrons with one hidden layer of %d sigmoids, as many as an ensemble has questions, trained on the same "+
		"data with the same recipe. Their units are renumbered by weight matching, and with signs: σ(−z) = 1 − σ(z), "+
		"which is a tree’s flip at depth 1.", mlp.Widths[1])}
	axis := func(title string) chart.Panel {
		return chart.Panel{Title: title, X: chart.Axis{Title: "λ", Min: 0, Max: 1},
			Y: chart.Axis{Title: "test accuracy, %"}}
	}
	line := func(panel *chart.Panel, label, ink string, curve measure.Curve) float64 {
		s := chart.Series{Name: label, Ink: ink, Shape: chart.ShapeLine, X: measure.Lambdas(r.Experiment.Lambdas)}
		for _, x := range curve.Accuracy {
			s.Y = append(s.Y, 100*float64(x))
		}
		panel.Series = append(panel.Series, s)
		return 100 * float64(curve.Barrier(s.X).Accuracy)
	}
	trees, units := axis("Ensembles"), axis("Perceptrons")
	var barrier [2]float64
	for _, p := range r.first() {
		switch name(p) {
		case "none":
			line(&trees, "no matching", "B", p.Path.Test)
		case r.pair.Method.Search + "-perm":
			line(&trees, "renumbered", "A", p.Path.Test)
		}
		if name(p) == r.pair.Method.Name() {
			barrier[0] = line(&trees, "all exchanged", "piB", p.Path.Test)
		}
	}
	for k, of := range []struct{ label, ink string }{{"no matching", "B"}, {"renumbered", "A"}, {"with signs", "piB"}} {
		w := outcomes[k].(*job.EvaluatedLine)
		barrier[1] = line(&units, of.label, of.ink, measure.NewCurve(w.TestLoss, w.TestAccuracy))
	}
	c.Panels = []chart.Panel{trees, units}
	c.Title = fmt.Sprintf("The matched ensembles’ test barrier is %s points, that of matched perceptrons %s",
		measure.Amount(measure.Number(barrier[0])), measure.Amount(measure.Number(barrier[1])))
	r.show(c)
	return nil
}
