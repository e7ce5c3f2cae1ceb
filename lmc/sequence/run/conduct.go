package run

import (
	"context"

	"onebasin/lmc/digest"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/training"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/sequence/keys"
	"onebasin/lmc/sequence/result"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// conductor is the state of an experiment under way.
type conductor struct {
	ctx      context.Context
	crew     lab.Crew
	audience lab.Audience
	options  lab.Options
	meter    *lab.Meter
	e        keys.Experiment
	fragment string
	out      *Run
}

// Conduct runs the experiment of a link, and shows what its view looks at. It returns ctx's error when it was stopped.
func Conduct(ctx context.Context, l keys.Link, crew lab.Crew, audience lab.Audience, o lab.Options) (*Run, error) {
	e := l.Experiment
	if err := e.Check(); err != nil {
		return nil, err
	}
	c := &conductor{ctx: ctx, crew: crew, audience: audience, options: o, e: e, fragment: e.Fragment()}
	c.meter = lab.NewMeter(work(e), func(m wire.Message) float64 { return cost(e, m) }, o.Seconds, audience)
	c.out = &Run{Experiment: e, look: cellOf(e.Kept(), l.View), model: e.MLP(), sym: e.Symmetry(), pause: o.Pause,
		Result: &result.Result{
			Experiment: c.fragment, Build: o.Build,
			Seconds: measure.Seconds{Train: measure.Missing, Match: measure.Missing, Total: measure.Missing},
			Models:  []measure.Model{}, Pruning: []result.Level{}, Transport: []result.Transport{},
			Checkpoints: result.Checkpoints{Steps: e.Kept()}}}
	c.out.Result.Checkpoints.Method = e.Match[0]
	for _, stage := range []func() error{c.setup, c.train, c.rate, c.follow, c.compare, c.prune, c.digest} {
		if err := stage(); err != nil {
			return nil, err
		}
	}
	c.out.Result.Seconds.Total = measure.Number(o.Seconds())
	if o.Finished != nil {
		o.Finished(c.out)
	}
	return c.out, nil
}

// drawnAtOnce is how many steps of drawing data are done between two rests.
const drawnAtOnce = 8

// setup makes the data.
func (c *conductor) setup() error {
	data, err := toynets.NewGeneration(c.e.Spec())
	if err != nil {
		return err
	}
	for k := 1; data.Step(); k++ {
		if k%drawnAtOnce == 0 {
			if err := c.out.yield(c.ctx); err != nil {
				return err
			}
		}
	}
	c.out.Train, c.out.Test = data.Data()
	c.audience.Show(&wire.Begin{Experiment: c.fragment})
	return nil
}

// do has the crew do jobs, counting them under stage; a job that failed ends the run.
func (c *conductor) do(stage string, jobs []wire.Message) ([]wire.Message, error) {
	return lab.Unfailed(c.crew.Do(c.ctx, jobs, func(i int, fraction float64, note string) {
		c.meter.Report(stage, jobs[i], fraction, note)
	}))
}

// show hands on a chart of the first page, if somebody looks.
func (c *conductor) show(m *chart.Chart) {
	if !c.options.Unseen && m != nil {
		c.audience.Show(m)
	}
}

// train trains all models side by side.
func (c *conductor) train() error {
	var jobs []wire.Message
	for i := range c.e.Seeds {
		jobs = append(jobs, &job.Train{Experiment: c.fragment, Model: i})
	}
	outcomes, err := c.do("train", jobs)
	if err != nil {
		return err
	}
	for i, m := range outcomes {
		t := m.(*job.Trained)
		theta := t.Thetas[len(t.Thetas)-1]
		c.out.Models = append(c.out.Models, theta)
		d := digest.New()
		d.Parameters(theta)
		model := measure.Model{Name: measure.ModelName(i), Seed: c.e.Seeds[i], Digest: d.Text(),
			Parameters: c.out.model.Params(), Train: training.Unrated, Test: training.Unrated}
		if t.DivergedAt >= 0 || !training.Finite(theta) {
			model.Note = training.Divergence(t.DivergedAt, c.e.LR)
		}
		c.out.Result.Models = append(c.out.Result.Models, model)
		if i < len(c.out.Checkpoints) {
			c.out.Checkpoints[i] = t.Thetas
		}
	}
	c.out.Result.Seconds.Train = measure.Number(c.options.Seconds())
	return nil
}

// rate rates the models, A and B at every checkpoint. Without both there is nothing else to tell.
func (c *conductor) rate() error {
	r := c.out.Result
	var jobs []wire.Message
	var owner []int
	for i, m := range r.Models {
		if m.Note != "" {
			continue
		}
		thetas := c.out.Models[i : i+1]
		if i < len(c.out.Checkpoints) {
			thetas = c.out.Checkpoints[i]
		}
		jobs, owner = append(jobs, &job.Rate{Experiment: c.fragment, Thetas: thetas}), append(owner, i)
	}
	outcomes, err := c.do("train", jobs)
	if err != nil {
		return err
	}
	for k, m := range outcomes {
		rated, i := m.(*job.Rated), owner[k]
		t := result.Traces{Train: measure.NewCurve(rated.TrainLoss, rated.TrainAccuracy),
			Test: measure.NewCurve(rated.TestLoss, rated.TestAccuracy)}
		last := len(rated.TestLoss) - 1
		r.Models[i].Train = measure.Rating{Loss: t.Train.Loss[last], Accuracy: t.Train.Accuracy[last]}
		r.Models[i].Test = measure.Rating{Loss: t.Test.Loss[last], Accuracy: t.Test.Accuracy[last]}
		switch i {
		case 0:
			r.Checkpoints.A = t
		case 1:
			r.Checkpoints.B = t
		}
	}
	for _, m := range r.Models[:2] {
		if m.Note != "" && r.Checkpoints.Note == "" {
			r.Checkpoints.Note = "there is nothing to compare: of " + m.Name + ", " + m.Note
		}
	}
	c.audience.Show(&wire.Reveal{})
	c.show(c.out.learning())
	c.audience.Stage("trained", c.out)
	return nil
}

// whole reports whether A and B were trained to the end.
func (c *conductor) whole() bool { return c.out.Result.Checkpoints.Note == "" }

// permutation is what a search found, nil where it found none.
func permutation(m wire.Message) symmetry.Permutation {
	if p := m.(*job.Matched).Permutation; len(p) > 0 {
		return p
	}
	return nil
}
