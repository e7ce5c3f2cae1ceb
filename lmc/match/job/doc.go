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
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/training"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// instance is an experiment with what is made from its link: the network, its symmetry, the data.
type instance struct {
	experiment  keys.Experiment
	model       toynets.MLP
	sym         symmetry.Symmetry
	train, test toynets.Data
}

// NewWorker returns what does the laboratory's jobs.
func NewWorker() lab.Worker { return worker{training.NewWorker(parse, newInstance)} }

// A worker draws an experiment's data for all jobs but a decomposition, which needs none and has no experiment.
type worker struct{ *training.Worker[instance] }

func (w worker) Start(m wire.Message) lab.Stepper {
	d, ok := m.(*Decompose)
	if !ok {
		return w.Worker.Start(m)
	}
	s, err := newDecomposition(d)
	if err != nil {
		return lab.Refused(err)
	}
	return s
}

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
