package run

import (
	"fmt"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/sequence/keys"
	"onebasin/lmc/symmetry"
)

// cellPoints is how many points of a cell's path are drawn.
const cellPoints = 25

// cell walks the path of a cell by every search.
func (s *study) cell() error {
	l, _ := keys.Parse(s.q.View)
	k := &s.Result.Checkpoints
	at := cellOf(k.Steps, l.View)
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
	var all []joined
	train := ends{rating(k.A.Train, at.used), rating(k.B.Train, at.used)}
	for i, m := range outcomes {
		w := m.(*job.EvaluatedLines)
		all = append(all, joined{names[i], curve(s.checkpointEnds()[at.used], w.TestLoss, w.TestAccuracy),
			curve(train, w.TrainLoss, w.TrainAccuracy)})
	}
	c := s.joinedChart("cell-path", at, cellPoints, all)
	c.Note += fmt.Sprintf(" The heat map has its barriers from %d points.", s.Experiment.Lambdas)
	loss, accuracy := s.trajectories(at)
	c.Panels = append(c.Panels, loss, accuracy)
	s.show(c)
	return nil
}

// rating is a curve's at a checkpoint.
func rating(c measure.Curve, t int) measure.Rating {
	return measure.Rating{Loss: c.Loss[t], Accuracy: c.Accuracy[t]}
}
