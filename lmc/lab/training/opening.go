package training

import (
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/toynets"
)

// Opening draws an experiment's data, which are many for some, and then does the job that needs them.
type Opening struct {
	data  *toynets.Generation
	begin func(train, test toynets.Data) (lab.Stepper, error)
	job   lab.Stepper // nil while the data are drawn
}

// NewOpening begins to draw data; begin begins the job. A job that cannot begin says why as its outcome.
func NewOpening(spec toynets.Spec, begin func(train, test toynets.Data) (lab.Stepper, error)) (*Opening, error) {
	data, err := toynets.NewGeneration(spec)
	if err != nil {
		return nil, err
	}
	return &Opening{data: data, begin: begin}, nil
}

// Step draws some more, or does a step of the job.
func (o *Opening) Step() (more bool) {
	if o.job != nil {
		return o.job.Step()
	}
	if o.data.Step() {
		return true
	}
	job, err := o.begin(o.data.Data())
	if err != nil {
		o.job = lab.Refused(err)
		return false
	}
	o.job = job
	return true
}

// Fraction is the job's, 0 until it begins.
func (o *Opening) Fraction() float64 {
	if o.job == nil {
		return 0
	}
	return o.job.Fraction()
}

// Note says what is being done.
func (o *Opening) Note() string {
	if o.job == nil {
		return "Drawing the data"
	}
	return o.job.Note()
}

// Glimpse is the job's, if there is anything to be seen of it.
func (o *Opening) Glimpse() *wire.Glimpse {
	if w, ok := o.job.(lab.Watched); ok {
		return w.Glimpse()
	}
	return nil
}

// Outcome is the job's.
func (o *Opening) Outcome() wire.Message { return o.job.Outcome() }
