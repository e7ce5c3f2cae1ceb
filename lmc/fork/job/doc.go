// Package job holds the jobs of the laboratory of partings, as messages, and does them: a job becomes a stepper, and
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
	"fmt"

	"onebasin/lmc/fork/keys"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/training"
	"onebasin/lmc/lab/wire"
	"onebasin/toynets"
)

// cache keeps what jobs of one experiment share: the data.
type cache struct {
	fragment string
	instance instance
}

// instance is an experiment with what is made from its link.
type instance struct {
	experiment  keys.Experiment
	model       toynets.MLP
	train, test toynets.Data
}

// NewWorker returns what does the laboratory's jobs.
func NewWorker() lab.Worker { return new(cache) }

// task is a message that is a job.
type task interface {
	experimentOf() string
	begin(in instance) (lab.Stepper, error)
}

func (m *Train) experimentOf() string         { return m.Experiment }
func (m *Continue) experimentOf() string      { return m.Experiment }
func (m *WalkLine) experimentOf() string      { return m.Experiment }
func (m *WalkLayer) experimentOf() string     { return m.Experiment }
func (m *Match) experimentOf() string         { return m.Experiment }
func (m *EvaluatePlane) experimentOf() string { return m.Experiment }

// Start begins a job.
func (c *cache) Start(m wire.Message) lab.Stepper {
	t, ok := m.(task)
	if !ok {
		return lab.Refused(fmt.Errorf("%T is not a job", m))
	}
	s, err := c.open(t)
	if err != nil {
		return lab.Refused(err)
	}
	return s
}

// open begins a job, at once if its experiment's data are at hand.
func (c *cache) open(t task) (lab.Stepper, error) {
	fragment := t.experimentOf()
	if c.fragment == fragment && fragment != "" {
		return t.begin(c.instance)
	}
	l, problems := keys.Parse(fragment)
	if len(problems) > 0 {
		return nil, problems[0]
	}
	e := l.Experiment
	if err := e.Check(); err != nil {
		return nil, err
	}
	*c = cache{} // frees the last experiment's data before the next are drawn
	return training.NewOpening(e.Spec(), func(train, test toynets.Data) (lab.Stepper, error) {
		*c = cache{fragment, instance{e, e.MLP(), train, test}}
		return t.begin(c.instance)
	})
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
