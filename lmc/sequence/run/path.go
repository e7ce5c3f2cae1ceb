package run

import (
	"fmt"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/keys"
)

// joined is the line of a cell with a search's permutation; search is "" where there is none. train has no points where
// the training data were not asked about.
type joined struct {
	search      string
	test, train measure.Curve
}

// look is how a search is told on a path, and its colour.
func (j joined) look() (name, ink string) {
	switch j.search {
	case "wm":
		return lower("wm"), "piB"
	case "am":
		return lower("am"), "1"
	}
	return "no permutation", "null"
}

// path is the line of the cell that is looked at, by every search; nil while it was not walked.
func (r *Run) path() *chart.Chart {
	at := r.look
	if len(r.lines.none) == 0 {
		return nil
	}
	all := []joined{{test: r.lines.none[at.used]}}
	for i, s := range r.searches()[:len(r.lines.found)] {
		if of := r.lines.found[i].of(at.found); of != nil {
			all = append(all, joined{search: s.Method, test: of[at.used]})
		}
	}
	return r.joinedChart("path", at, r.Experiment.Lambdas, all)
}

// joinedChart draws the lines of a cell, of so many points: test loss and accuracy, and where they are known those of
// the training data.
func (r *Run) joinedChart(name string, at cell, points int, all []joined) *chart.Chart {
	k := &r.Result.Checkpoints
	x := chart.Axis{Title: "λ", Min: 0, Max: 1}
	loss := chart.Panel{Title: "loss along the path", X: x, Y: chart.Axis{Title: "loss, nats"}}
	accuracy := chart.Panel{Title: "accuracy along the path", X: x, Y: chart.Axis{Title: "accuracy, %"}}
	lambdas := measure.Lambdas(points)
	said, note := "", "Test loss and accuracy"
	for _, j := range all {
		name, ink := j.look()
		over := func(name, shape string, y []measure.Number, scale float64) chart.Series {
			s := line(name, shape, ink, y, scale)
			s.X = lambdas
			return s
		}
		loss.Series = append(loss.Series, over(name, chart.ShapeLine, j.test.Loss, 1))
		accuracy.Series = append(accuracy.Series, over(name, chart.ShapeLine, j.test.Accuracy, 100))
		if len(j.train.Loss) > 0 {
			note = "Loss and accuracy over the test data and, dashed, the training data,"
			loss.Series = append(loss.Series, over("", chart.ShapeDash, j.train.Loss, 1))
			accuracy.Series = append(accuracy.Series, over("", chart.ShapeDash, j.train.Accuracy, 100))
		}
		if said != "" {
			said += ", "
		}
		said += fmt.Sprintf("%s with %s", measure.Amount(j.test.Barrier(lambdas).Loss), name)
	}
	found := "without a permutation"
	switch {
	case at.found == keys.Stacked:
		found = "with the one permutation for all steps"
	case at.found >= 0:
		found = fmt.Sprintf("with the permutation found at step %d", k.Steps[at.found])
	}
	return &chart.Chart{Name: name, Title: fmt.Sprintf("At step %d, %s, the loss barrier is %s", k.Steps[at.used],
		found, said), Panels: []chart.Panel{loss, accuracy},
		Note: fmt.Sprintf("%s at θ(λ) = (1−λ)·A + λ·π(B), at %d points, of A and B at step %d.", note, points,
			k.Steps[at.used])}
}
