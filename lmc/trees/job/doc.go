// Package job holds the jobs of the laboratory of trees, as messages, and does them: a job becomes a stepper, and the
// finished stepper the outcome to send back.
//
//	s := job.NewWorker().Start(&job.Train{Experiment: "…", Model: 0})
//	for s.Step() {
//	}
//	outcome := s.Outcome()
//
// A step takes a few milliseconds at most. Jobs are pure functions of their message, so the same bits come out of any
// worker.
package job

import (
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/training"
	"onebasin/lmc/trees/keys"
	"onebasin/toynets"
	"onebasin/toynets/tree"
)

// instance is an experiment with what is made from its link.
type instance struct {
	experiment keys.Experiment
	model      tree.Ensemble
	data       Data
}

// NewWorker returns what does the laboratory's jobs.
func NewWorker() lab.Worker { return training.NewWorker(parse, newInstance) }

func (m *Train) Of() string         { return m.Experiment }
func (m *Match) Of() string         { return m.Experiment }
func (m *EvaluateLine) Of() string  { return m.Experiment }
func (m *EvaluatePlane) Of() string { return m.Experiment }

// parse reads an experiment's fragment.
func parse(fragment string) (e keys.Experiment, err error) {
	l, problems := keys.Parse(fragment)
	if len(problems) > 0 {
		return e, problems[0]
	}
	return l.Experiment, nil
}

func newInstance(e keys.Experiment, train, test toynets.Data) instance {
	return instance{e, e.Ensemble(), NewData(e, train, test)}
}

// checkParameters refuses vectors that do not fit the model.
func (in instance) checkParameters(thetas ...[]float32) error {
	return training.CheckParameters("ensemble", in.model.Params(), thetas...)
}
