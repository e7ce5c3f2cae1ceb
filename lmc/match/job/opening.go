package job

import (
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/toynets"
)

// opening draws an experiment's data, which are many for some, and then does the job that needs them.
type opening struct {
	cache      *Cache
	fragment   string
	experiment keys.Experiment
	data       *toynets.Generation
	begin      func(instance) (lab.Stepper, error)
	job        lab.Stepper // nil while the data are drawn
}

// open begins a job, at once if its experiment's data are at hand.
func open(c *Cache, fragment string, begin func(instance) (lab.Stepper, error)) (lab.Stepper, error) {
	if c.fragment == fragment && fragment != "" {
		return begin(c.instance())
	}
	l, problems := keys.Parse(fragment)
	if len(problems) > 0 {
		return nil, problems[0]
	}
	if err := l.Experiment.Check(); err != nil {
		return nil, err
	}
	*c = Cache{} // frees the last experiment's data before the next are drawn
	data, err := toynets.NewGeneration(l.Experiment.Spec())
	if err != nil {
		return nil, err
	}
	return &opening{cache: c, fragment: fragment, experiment: l.Experiment, data: data, begin: begin}, nil
}

func (o *opening) Step() bool {
	if o.job != nil {
		return o.job.Step()
	}
	if o.data.Step() {
		return true
	}
	train, test := o.data.Data()
	*o.cache = Cache{o.fragment, o.experiment, train, test}
	job, err := o.begin(o.cache.instance())
	if err != nil {
		o.job = lab.Refused(err)
		return false
	}
	o.job = job
	return true
}

func (o *opening) Fraction() float64 {
	if o.job == nil {
		return 0
	}
	return o.job.Fraction()
}

func (o *opening) Note() string {
	if o.job == nil {
		return "Drawing the data"
	}
	return o.job.Note()
}

func (o *opening) Outcome() wire.Message { return o.job.Outcome() }
