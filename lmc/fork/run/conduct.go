package run

import (
	"context"
	"slices"

	"onebasin/lmc/digest"
	"onebasin/lmc/fork/job"
	"onebasin/lmc/fork/keys"
	"onebasin/lmc/fork/result"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/training"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
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
	first    int   // parting that is looked at, the first to be trained
	parted   []int // partings that are trained and not evaluated
	out      *Run
}

// Conduct runs e; shown is the parting that is looked at, which comes first. No number depends on it. It returns ctx's
// error when it was stopped.
func Conduct(ctx context.Context, e keys.Experiment, shown string, crew lab.Crew, audience lab.Audience,
	o lab.Options) (*Run, error) {
	if err := e.Check(); err != nil {
		return nil, err
	}
	c := &conductor{ctx: ctx, crew: crew, audience: audience, options: o, e: e, fragment: e.Fragment()}
	c.meter = lab.NewMeter(work(e, o.Unseen), func(m wire.Message) float64 { return cost(e, m) }, o.Seconds, audience)
	c.out = &Run{Experiment: e, model: e.MLP(), pause: o.Pause, Result: &result.Result{Experiment: c.fragment,
		Build:   o.Build,
		Seconds: measure.Seconds{Train: measure.Missing, Match: measure.Missing, Total: measure.Missing},
		Models:  []measure.Model{}, Forks: []result.Fork{}}}
	if c.first = slices.Index(e.Partings(), shown); c.first < 0 || shown == keys.Init {
		c.first = 0
	}
	for _, stage := range []func() error{c.setup, c.begin, c.lead, c.follow, c.layers, c.digest} {
		if err := stage(); err != nil {
			return nil, err
		}
	}
	c.out.Result.Seconds.Total = measure.Number(o.Seconds())
	if o.Finished != nil {
		o.Finished(c.out)
	}
	if o.Unseen {
		return c.out, nil
	}
	return c.out, c.pictures()
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

// task is a job, and what is done with its outcome.
type task struct {
	stage string
	job   wire.Message
	take  func(wire.Message) error
}

// do has the crew do tasks and takes their outcomes in order; one that failed ends the run.
func (c *conductor) do(tasks []task) error {
	if len(tasks) == 0 {
		return nil
	}
	jobs := make([]wire.Message, len(tasks))
	for i, t := range tasks {
		jobs[i] = t.job
	}
	out, err := lab.Unfailed(c.crew.Do(c.ctx, jobs, func(i int, fraction float64, note string) {
		c.meter.Report(tasks[i].stage, jobs[i], fraction, note)
	}))
	if err != nil {
		return err
	}
	for i, t := range tasks {
		if err := t.take(out[i]); err != nil {
			return err
		}
		if err := c.out.yield(c.ctx); err != nil {
			return err
		}
	}
	return nil
}

// begin trains A, and B of other first weights.
func (c *conductor) begin() error {
	var ends [2]*job.Trained
	var tasks []task
	for i := range ends {
		tasks = append(tasks, task{"train", &job.Train{Experiment: c.fragment, Model: i}, func(m wire.Message) error {
			ends[i] = m.(*job.Trained)
			return c.model(i, ends[i])
		}})
	}
	if err := c.do(tasks); err != nil {
		return err
	}
	c.out.A = ends[0]
	for _, k := range c.e.Forks {
		p := Parting{Step: k}
		for i := range ends[0].Checkpoints {
			if f := &ends[0].Checkpoints[i]; f.Steps == k {
				p.From = f
			}
		}
		c.out.Partings = append(c.out.Partings, p)
	}
	c.out.Partings = append(c.out.Partings, Parting{Step: -1, B: ends[1]})
	for i, name := range c.e.Partings() {
		c.out.Partings[i].Name = name
		c.out.Result.Forks = append(c.out.Result.Forks, c.unknown(i))
	}
	c.parted = []int{len(c.e.Forks)} // init is trained
	c.trained(len(c.e.Forks))
	c.audience.Stage("trained", c.out)
	return nil
}

// ratedAtOnce is how many parameters' blocks of examples are rated between two rests: some 10 ms in a browser.
const ratedAtOnce = 1 << 16

// model adds a model to the result.
func (c *conductor) model(i int, t *job.Trained) (err error) {
	d := digest.New()
	d.Parameters(t.Theta())
	m := measure.Model{Name: measure.ModelName(i), Seed: c.e.Seeds[i], Digest: d.Text(),
		Parameters: c.out.model.Params(), Train: training.Unrated, Test: training.Unrated}
	if diverged(t) {
		m.Note = training.Divergence(t.DivergedAt, c.e.LR)
	} else {
		eval := toynets.NewEvaluator(c.out.model)
		rest := func() error { return c.out.yield(c.ctx) }
		if m.Train, err = training.Rate(eval, t.Theta(), c.out.Train, ratedAtOnce, rest); err != nil {
			return err
		}
		if m.Test, err = training.Rate(eval, t.Theta(), c.out.Test, ratedAtOnce, rest); err != nil {
			return err
		}
	}
	c.out.Result.Models = append(c.out.Result.Models, m)
	return nil
}

func diverged(t *job.Trained) bool { return t.DivergedAt >= 0 || !training.Finite(t.Theta()) }

// lead trains the parting that is looked at while the path to init is walked, then walks its own: figures have
// something to show before the other forks begin.
func (c *conductor) lead() error {
	if err := c.do(append(c.part(c.first), c.walks()...)); err != nil {
		return err
	}
	c.audience.Show(&wire.Reveal{})
	c.audience.Answering(c.out)
	c.draw(len(c.e.Forks))
	tasks := c.walks()
	var p *landscape
	if !c.options.Unseen {
		var more []task
		if p, more = c.landscape(c.first, coarse); p != nil {
			tasks = append(tasks, more...)
		}
	}
	if err := c.do(tasks); err != nil {
		return err
	}
	if p != nil {
		c.audience.Show(p.chart())
	}
	c.draw(c.first)
	c.audience.Stage("fork", c.out)
	return nil
}

// follow trains the other partings, as many at once as there are workers, beside the paths to walk of those before.
func (c *conductor) follow() error {
	var left []int
	for i := range c.e.Forks {
		if i != c.first {
			left = append(left, i)
		}
	}
	for len(left) > 0 || len(c.parted) > 0 {
		n := min(len(left), c.crew.Size())
		parted := c.parted
		var tasks []task
		for _, i := range left[:n] {
			tasks = append(tasks, c.part(i)...)
		}
		last := n == len(left)
		left = left[n:]
		if err := c.do(append(tasks, c.walks()...)); err != nil {
			return err
		}
		if last && n > 0 {
			c.out.Result.Seconds.Train = measure.Number(c.options.Seconds())
		}
		for _, i := range parted {
			c.draw(i)
		}
		if len(parted) > 0 {
			c.audience.Stage("forks", c.out)
		}
	}
	if !c.out.Result.Seconds.Train.Exists() { // there is one fork
		c.out.Result.Seconds.Train = measure.Number(c.options.Seconds())
	}
	return nil
}

// layers walks single layers and makes the estimates, of the parting that is looked at first.
func (c *conductor) layers() error {
	for _, i := range c.order() {
		if err := c.do(c.single(i)); err != nil {
			return err
		}
		if c.out.known(i) && !c.options.Unseen {
			c.audience.Show(c.out.layers(i))
		}
	}
	c.audience.Stage("layers", c.out)
	return nil
}

// order is that in which partings are told: the one that is looked at first.
func (c *conductor) order() []int {
	order := []int{c.first}
	for i := range c.out.Partings {
		if i != c.first {
			order = append(order, i)
		}
	}
	return order
}

// part trains parting i; there is nothing to do where A did not come so far.
func (c *conductor) part(i int) []task {
	p := &c.out.Partings[i]
	if p.From == nil || c.out.Result.Models[0].Note != "" {
		c.trained(i)
		return nil
	}
	return []task{{"train", &job.Continue{Experiment: c.fragment, Order: 1, From: *p.From},
		func(m wire.Message) error {
			p.B = m.(*job.Trained)
			c.parted = append(c.parted, i)
			c.trained(i)
			return nil
		}}}
}

// digest hashes what the promise of a link is about: A, B, then of every fork B's parameters and the path.
func (c *conductor) digest() error {
	d := digest.New()
	d.Parameters(c.out.A.Theta())
	for i, p := range c.out.Partings {
		if err := c.out.yield(c.ctx); err != nil {
			return err
		}
		if p.B != nil {
			d.Parameters(p.B.Theta())
		}
		d.Path(c.out.Result.Forks[i].Path)
	}
	c.out.Result.Digest = d.Text()
	return nil
}
