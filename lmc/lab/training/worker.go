package training

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/toynets"
)

// Worker does the jobs of a laboratory whose jobs share what is made of their experiment, its data above all. It keeps
// an instance I of the last experiment. It is not for concurrent use.
type Worker[I any] struct {
	open     func(fragment string) (toynets.Spec, func(train, test toynets.Data) I, error)
	task     func(m wire.Message) (fragment string, begin func(I) (lab.Stepper, error), ok bool)
	fragment string
	instance I
}

// NewWorker returns a worker. open reads and checks an experiment's fragment, and returns what its data are drawn by
// and what is made of them; task tells of a message which experiment it is a job of, and how the job begins.
func NewWorker[I any](open func(string) (toynets.Spec, func(train, test toynets.Data) I, error),
	task func(wire.Message) (string, func(I) (lab.Stepper, error), bool)) *Worker[I] {
	return &Worker[I]{open: open, task: task}
}

// Start begins a job, at once if its experiment's data are at hand. A job that cannot be begun is a stepper too, whose
// outcome is wire.Failed.
func (w *Worker[I]) Start(m wire.Message) lab.Stepper {
	fragment, begin, ok := w.task(m)
	if !ok {
		return lab.Refused(fmt.Errorf("%T is not a job", m))
	}
	s, err := w.begin(fragment, begin)
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
