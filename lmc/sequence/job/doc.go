// Package job holds the jobs of the laboratory of sequences, as messages, and does them: a job becomes a stepper, and
// the finished stepper the outcome to send back.
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
	"errors"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/training"
	"onebasin/lmc/sequence/keys"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// instance is an experiment with what is made from its link.
type instance struct {
	experiment  keys.Experiment
	model       toynets.MLP
	sym         symmetry.Symmetry
	train, test toynets.Data
}

// NewWorker returns what does the laboratory's jobs.
func NewWorker() lab.Worker { return training.NewWorker(parse, newInstance) }

func (m *Train) Of() string         { return m.Experiment }
func (m *Retrain) Of() string       { return m.Experiment }
func (m *Rate) Of() string          { return m.Experiment }
func (m *Match) Of() string         { return m.Experiment }
func (m *MatchJointly) Of() string  { return m.Experiment }
func (m *EvaluateLines) Of() string { return m.Experiment }

// errLarge is told in place of a search's own error, which names an entry of a similarity matrix: the reader of a page
// knows of no such matrix.
var errLarge = errors.New("the weights are too large for the computer’s numbers")

// parse reads an experiment's fragment.
func parse(fragment string) (e keys.Experiment, err error) {
	l, problems := keys.Parse(fragment)
	if len(problems) > 0 {
		return e, problems[0]
	}
	return l.Experiment, nil
}

func newInstance(e keys.Experiment, train, test toynets.Data) instance {
	return instance{e, e.MLP(), e.Symmetry(), train, test}
}

// checkParameters refuses vectors that do not fit the model.
func (in instance) checkParameters(thetas ...[]float32) error {
	return training.CheckParameters("network", in.model.Params(), thetas...)
}
