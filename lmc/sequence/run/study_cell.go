package run

import (
	"fmt"
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/sequence/keys"
	"onebasin/lmc/symmetry"
)

// cellPoints is how many points of a cell's path are drawn.
const cellPoints = 25

// cell is a cell of the heat map: the index of the row's checkpoint, or keys.Stacked or keys.None, and of the column's.
type cell struct{ found, used int }

// cellOf returns the cell that a view names: of a step that is no checkpoint the last one before it.
func (r *Run) cellOf(v keys.View) cell {
	steps := r.Result.Checkpoints.Steps
	index := func(step int) int {
		if step == keys.Last {
			return len(steps) - 1
		}
		k, ok := slices.BinarySearch(steps, step)
		if !ok {
			k--
		}
		return max(0, k)
	}
	c := cell{v.Found, index(v.Used)}
	if v.Found >= keys.Last {
		c.found = index(v.Found)
	}
	return c
}

// cell walks the path of a cell by every search.
func (s *study) cell() error {
	l, _ := keys.Parse(s.q.View)
	at := s.cellOf(l.View)
	perms, names := []symmetry.Permutation{nil}, []string{""}
	for _, search := range s.searches() {
		p := search.ForAll
		switch {
		case at.found == keys.None:
			continue
		case at.found != keys.Stacked:
			p = search.Found[at.found]
		}
		if p != nil {
			perms, names = append(perms, p), append(names, search.Method)
		}
	}
	a, b := s.Checkpoints[0][at.used], s.Checkpoints[1][at.used]
	var jobs []wire.Message
	for _, p := range perms {
		jobs = append(jobs, &job.EvaluateLines{Experiment: s.Fragment(), A: [][]float32{a}, B: [][]float32{b},
			Permutation: p, Points: cellPoints, Train: true})
	}
	outcomes, err := s.do(0, 1, "walking the path", jobs)
	if err != nil {
		return err
	}
	s.show(s.cellChart(at, names, outcomes))
	return nil
}

// cellChart draws the paths of a cell and the learning curves behind them.
func (s *study) cellChart(at cell, names []string, outcomes []wire.Message) *chart.Chart {
	k := &s.Result.Checkpoints
	x := chart.Axis{Title: "λ", Min: 0, Max: 1}
	loss := chart.Panel{Title: "test loss", X: x, Y: chart.Axis{Title: "test loss, nats"}}
	accuracy := chart.Panel{Title: "test accuracy", X: x, Y: chart.Axis{Title: "test accuracy, %"}}
	rate := func(c measure.Curve, t int) measure.Rating {
		return measure.Rating{Loss: c.Loss[t], Accuracy: c.Accuracy[t]}
	}
	test := ends{rate(k.A.Test, at.used), rate(k.B.Test, at.used)}
	lambdas := measure.Lambdas(cellPoints)
	said := ""
	for i, m := range outcomes {
		w := m.(*job.EvaluatedLines)
		c := curve(test, w.TestLoss, w.TestAccuracy)
		name, ink := "no permutation", "null"
		switch names[i] {
		case "wm":
			name, ink = "weight matching", "piB"
		case "am":
			name, ink = "activation matching", "1"
		}
		one := chart.Series{Name: name, Shape: chart.ShapeLine, Ink: ink, X: lambdas}
		two := one
		for j := range lambdas {
			one.Y, two.Y = append(one.Y, float64(c.Loss[j])), append(two.Y, 100*float64(c.Accuracy[j]))
		}
		loss.Series, accuracy.Series = append(loss.Series, one), append(accuracy.Series, two)
		if said != "" {
			said += ", "
		}
		said += fmt.Sprintf("%s with %s", measure.Amount(c.Barrier(lambdas).Loss), name)
	}
	traces := chart.Panel{Title: "where A and B are", X: chart.Axis{Title: "step", Labels: s.stepLabels()},
		Y: chart.Axis{Title: "test loss, nats"}, Series: []chart.Series{
			line("A", chart.ShapeLine, "A", k.A.Test.Loss, 1), line("B", chart.ShapeLine, "B", k.B.Test.Loss, 1)}}
	for _, m := range []struct {
		ink string
		y   measure.Number
	}{{"A", test.a.Loss}, {"B", test.b.Loss}} {
		traces.Series = append(traces.Series, chart.Series{Shape: chart.ShapeDots, Ink: m.ink,
			X: []float64{float64(at.used)}, Y: []float64{float64(m.y)}})
	}
	found := "without a permutation"
	switch {
	case at.found == keys.Stacked:
		found = "with the one permutation for all steps"
	case at.found >= 0:
		found = fmt.Sprintf("with the permutation found at step %d", k.Steps[at.found])
	}
	return &chart.Chart{Name: "cell-path", Title: fmt.Sprintf("At step %d, %s, the loss barrier is %s",
		k.Steps[at.used], found, said),
		Note: fmt.Sprintf("Test loss and accuracy at θ(λ) = (1−λ)·A + λ·π(B), at %d points, of A and B at step %d. "+
			"The heat map has its barriers from %d points.", cellPoints, k.Steps[at.used], s.Experiment.Lambdas),
		Panels: []chart.Panel{loss, accuracy, traces}}
}
