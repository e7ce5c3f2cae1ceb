package run

import (
	"errors"
	"fmt"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
)

// splitData are bars of the accuracy on all data, of both parents, of what each matching makes of them halfway, and of
// the mean of both outputs.
func (r *inquiry) splitData() (*chart.Chart, error) {
	if r.Experiment.Split == 0 {
		return nil, errors.New("both models saw all training data; set split, to 0.8 perhaps, and each sees a share")
	}
	pairs := r.first()
	none := pairs[0]
	last := len(none.Path.Lambda) - 1
	train := chart.Series{Name: "training, all of it", Ink: "null", Shape: chart.ShapeBars}
	test := chart.Series{Name: "test", Ink: "piB", Shape: chart.ShapeBars}
	panel := chart.Panel{Y: chart.Axis{Title: "accuracy, %"}}
	add := func(label string, trained, tested measure.Number) {
		x := float64(len(panel.X.Labels))
		panel.X.Labels = append(panel.X.Labels, label)
		train.X, train.Y = append(train.X, x), append(train.Y, 100*float64(trained))
		test.X, test.Y = append(test.X, x), append(test.Y, 100*float64(tested))
	}
	path := none.Path
	add("A", path.Train.Accuracy[0], path.Test.Accuracy[0])
	add("B", path.Train.Accuracy[last], path.Test.Accuracy[last])
	title := ""
	for _, p := range pairs {
		if p.Merged == nil || p.Method != "none" && name(p) != r.pair.Method.Name() {
			continue
		}
		label := "with B"
		if p.Method != "none" {
			label = "with π(B)"
			title = fmt.Sprintf("Merged by %s the ensemble is right in %s %% of the test examples, its parents in %s "+
				"and %s", titled(name(p)), points(p.Merged.Test.Accuracy), points(path.Test.Accuracy[0]),
				points(path.Test.Accuracy[last]))
		}
		add(label, p.Merged.Train.Accuracy, p.Merged.Test.Accuracy)
	}
	if none.Ensemble != nil {
		add("mean", none.Ensemble.Train.Accuracy, none.Ensemble.Test.Accuracy)
	}
	panel.Series = []chart.Series{train, test}
	return &chart.Chart{Name: "split", Panels: []chart.Panel{panel}, Title: title,
		Note: fmt.Sprintf("A saw %s %% of the odd-numbered classes and %s %% of the others, B the rest. With B and "+
			"with π(B): A merged with it, halfway on the straight line. Mean: of both outputs, the ensemble of A and "+
			"B.",
			points(measure.Number(r.Experiment.Split)), points(measure.Number(1-r.Experiment.Split)))}, nil
}
