package job

import (
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/training"
	"onebasin/lmc/match/keys"
	"onebasin/toynets"
)

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
	return training.NewOpening(l.Experiment.Spec(), func(train, test toynets.Data) (lab.Stepper, error) {
		*c = Cache{fragment, l.Experiment, train, test}
		return begin(c.instance())
	})
}
