package training

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/toynets"
)

// Experiment is what a link says of a laboratory's experiment.
type Experiment interface {
	Check() error       // says why it cannot be run
	Spec() toynets.Spec // by which its data are drawn
}

// Job is a message that is a job of an experiment, of which a worker keeps an instance I.
type Job[I any] interface {
	Of() string // the experiment, as a fragment
	Begin(in I) (lab.Stepper, error)
}

// Worker does the jobs of a laboratory whose jobs share what is made of their experiment, its data above all. It keeps
// an instance I of the last experiment. It is not for concurrent use.
type Worker[I any] struct {
	open     func(fragment string) (toynets.Spec, func(train, test toynets.Data) I, error)
	fragment string
	instance I
}

// NewWorker returns a worker. parse reads an experiment's fragment, instance is what is made of it and its data.
func NewWorker[E Experiment, I any](parse func(string) (E, error),
	instance func(e E, train, test toynets.Data) I) *Worker[I] {
	open := func(fragment string) (spec toynets.Spec, make func(train, test toynets.Data) I, err error) {
		e, err := parse(fragment)
		if err == nil {
			err = e.Check()
		}
		if err != nil {
			return spec, nil, err
		}
		return e.Spec(), func(train, test toynets.Data) I { return instance(e, train, test) }, nil
	}
	return &Worker[I]{open: open}
}

// Start begins a job, at once if its experiment's data are at hand. A job that cannot be begun is a stepper too, whose
// outcome is wire.Failed.
func (w *Worker[I]) Start(m wire.Message) lab.Stepper {
	job, ok := m.(Job[I])
	if !ok {
		return lab.Refused(fmt.Errorf("%T is not a job", m))
	}
	s, err := w.begin(job.Of(), job.Begin)
	if err != nil {
		return lab.Refused(err)
	}
	return s
}

func (w *Worker[I]) begin(fragment string, begin func(I) (lab.Stepper, error)) (lab.Stepper, error) {
	if w.fragment == fragment && fragment != "" {
		return begin(w.instance)
	}
	spec, instance, err := w.open(fragment)
	if err != nil {
		return nil, err
	}
	var none I
	w.fragment, w.instance = "", none // frees the last experiment's data before the next are drawn
	return NewOpening(spec, func(train, test toynets.Data) (lab.Stepper, error) {
		w.fragment, w.instance = fragment, instance(train, test)
		return begin(w.instance)
	})
}

// CheckParameters refuses vectors that do not fit a model, a network or what it is called, of so many parameters.
func CheckParameters(model string, params int, thetas ...[]float32) error {
	for _, t := range thetas {
		if len(t) != params {
			return fmt.Errorf("%d parameters where the %s has %d", len(t), model, params)
		}
	}
	return nil
}
