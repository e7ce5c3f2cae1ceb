// Package job holds the jobs of the laboratory of matching, as messages, and does them: a job becomes a stepper, and
// the finished stepper the outcome to send back.
//
//	s := job.NewWorker().Start(&job.Train{Experiment: "…", Model: 0})
//	for s.Step() {
//		// yield, report s.Fraction(), stop when asked to
//	}
//	outcome := s.Outcome()
//
// A step takes a few milliseconds. Jobs are pure functions of their message, so the same bits come out of any worker.
package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// Cache keeps what jobs of one experiment share: the data. The zero value is ready; it is not for concurrent use.
type Cache struct {
	fragment    string
	experiment  keys.Experiment
	train, test toynets.Data
}

// instance is an experiment with what is made from its link: the network, its symmetry, the data.
type instance struct {
	experiment  keys.Experiment
	model       toynets.MLP
	sym         symmetry.Symmetry
	train, test toynets.Data
}

// instance returns the experiment whose data are kept.
func (c *Cache) instance() instance {
	return instance{c.experiment, c.experiment.MLP(), c.experiment.Symmetry(), c.train, c.test}
}

// NewWorker returns what does the laboratory's jobs.
func NewWorker() lab.Worker { return new(Cache) }

// task is a message that is a job. Most need the data of their experiment, which are drawn first; one that needs none
// has no experiment.
type task interface {
	experimentOf() string
	begin(in instance) (lab.Stepper, error)
}

// Start begins a job. A job that cannot be begun is a stepper too, whose outcome is wire.Failed.
func (c *Cache) Start(m wire.Message) lab.Stepper {
	t, ok := m.(task)
	if !ok {
		return lab.Refused(fmt.Errorf("%T is not a job", m))
	}
	var s lab.Stepper
	var err error
	if fragment := t.experimentOf(); fragment == "" {
		s, err = t.begin(instance{})
	} else {
		s, err = open(c, fragment, t.begin)
	}
	if err != nil {
		return lab.Refused(err)
	}
	return s
}

// checkParameters refuses vectors that do not fit the model.
func (in instance) checkParameters(thetas ...[]float32) error {
	for _, t := range thetas {
		if len(t) != in.model.Params() {
			return fmt.Errorf("%d parameters where the network has %d", len(t), in.model.Params())
		}
	}
	return nil
}
