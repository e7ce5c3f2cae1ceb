package run

import (
	"fmt"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/sequence/result"
	"onebasin/lmc/symmetry"
)

// maps are the heat maps that the first page does not have: of the accuracy, and of the training data.
func (s *study) maps() error {
	k := &s.Result.Checkpoints
	test := &chart.Chart{Name: "maps-test",
		Title: "Of the test accuracy, " + s.ofHalves(func(m *result.Search) [][]measure.Number {
			return m.Barrier.Accuracy
		}, 100, "points"),
		Note: "Barrier of the test accuracy: the chord between A and π(B) minus the accuracy, at the worst of the λ, " +
			"in points. Rows and columns as on the first page."}
	for _, m := range s.searches() {
		test.Panels = append(test.Panels, s.heatMap(matcherTitle(m.Method), "test accuracy barrier, points", 100,
			k.None.Accuracy, m.Barrier.Accuracy, m.Stacked.Accuracy))
	}
	sameColours(test.Panels)
	s.show(test)
	return s.trainingMaps()
}

// ofHalves says of every search how permutations serve earlier and later steps.
func (s *study) ofHalves(of func(*result.Search) [][]measure.Number, scale float64, unit string) (said string) {
	for i, m := range s.searches() {
		before, after := halves(of(m))
		if i > 0 {
			said += "; "
		}
		said += fmt.Sprintf("by %s a permutation has a mean barrier of %s %s at earlier steps and %s at later ones",
			lower(m.Method), measure.Amount(measure.Number(scale*before)), unit,
			measure.Amount(measure.Number(scale*after)))
	}
	return said
}

// trainingMaps walk all lines over the training data.
func (s *study) trainingMaps() error {
	k := &s.Result.Checkpoints
	perms := []symmetry.Permutation{nil}
	for _, m := range s.searches() {
		perms = append(append(perms, m.Found...), m.ForAll)
	}
	var jobs []wire.Message
	var owner []int
	rows := make([]result.Row, len(perms))
	for i, p := range perms {
		if rows[i] = unknownRow(len(k.Steps)); i == 0 || p != nil {
			jobs = append(jobs, &job.EvaluateLines{Experiment: s.Fragment(), A: s.Checkpoints[0], B: s.Checkpoints[1],
				Permutation: p, Points: s.Experiment.Lambdas, Train: true})
			owner = append(owner, i)
		}
	}
	outcomes, err := s.do(0, 1, "walking every path over the training data", jobs)
	if err != nil {
		return err
	}
	var of []ends
	for t := range k.Steps {
		of = append(of, ends{rating(k.A.Train, t), rating(k.B.Train, t)})
	}
	for i, m := range outcomes {
		w := m.(*job.EvaluatedLines)
		train := &job.EvaluatedLines{TestLoss: w.TrainLoss, TestAccuracy: w.TrainAccuracy}
		rows[owner[i]] = row(barriers(lines(train, s.Experiment.Lambdas, of), s.Experiment.Lambdas))
	}
	s.show(s.trainingChart(rows[0], rows[1:]))
	return nil
}

// trainingChart draws the barriers over the training data, of every search those of each permutation and of the one for
// all.
func (s *study) trainingChart(none result.Row, next []result.Row) *chart.Chart {
	var loss, accuracy []chart.Panel
	of := map[*result.Search]*result.Matrix{}
	steps := len(s.Result.Checkpoints.Steps)
	for _, m := range s.searches() {
		all, rest := next[steps], next[steps+1:]
		of[m] = new(result.Matrix)
		for _, r := range next[:steps] {
			of[m].Loss, of[m].Accuracy = append(of[m].Loss, r.Loss), append(of[m].Accuracy, r.Accuracy)
		}
		title := matcherTitle(m.Method)
		loss = append(loss, s.heatMap(title, "training loss barrier, nats", 1, none.Loss, of[m].Loss, all.Loss))
		accuracy = append(accuracy, s.heatMap(title, "training accuracy barrier, points", 100, none.Accuracy,
			of[m].Accuracy, all.Accuracy))
		next = rest
	}
	sameColours(loss)
	sameColours(accuracy)
	return &chart.Chart{Name: "maps-training", Panels: append(loss, accuracy...),
		Title: "Of the training loss, " + s.ofHalves(func(m *result.Search) [][]measure.Number { return of[m].Loss }, 1,
			"nats"),
		Note: "Barriers of the loss, in nats, and of the accuracy, in points, over the training data."}
}
