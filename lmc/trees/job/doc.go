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
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/training"
	"onebasin/lmc/lab/wire"
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
func NewWorker() lab.Worker { return training.NewWorker(open, taskOf) }

// task is a message that is a job.
type task interface {
	experimentOf() string
	begin(in instance) (lab.Stepper, error)
}

func (m *Train) experimentOf() string         { return m.Experiment }
func (m *Match) experimentOf() string         { return m.Experiment }
func (m *EvaluateLine) experimentOf() string  { return m.Experiment }
func (m *EvaluatePlane) experimentOf() string { return m.Experiment }

func taskOf(m wire.Message) (string, func(instance) (lab.Stepper, error), bool) {
	t, ok := m.(task)
	if !ok {
		return "", nil, false
	}
	return t.experimentOf(), t.begin, true
}

// open reads an experiment, of which a worker keeps the data.
func open(fragment string) (spec toynets.Spec, make func(train, test toynets.Data) instance, err error) {
	l, problems := keys.Parse(fragment)
	if len(problems) > 0 {
		return spec, nil, problems[0]
	}
	e := l.Experiment
	if err := e.Check(); err != nil {
		return spec, nil, err
	}
	return e.Spec(), func(train, test toynets.Data) instance {
		return instance{e, e.Ensemble(), NewData(e, train, test)}
	}, nil
}

// checkParameters refuses vectors that do not fit the model.
func (in instance) checkParameters(thetas ...[]float32) error {
	for _, t := range thetas {
		if len(t) != in.model.Params() {
			return fmt.Errorf("%d parameters where the ensemble has %d", len(t), in.model.Params())
		}
	}
	return nil
}
