package run

import (
	"context"

	"onebasin/lmc/digest"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/training"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	lmc "onebasin/lmc/symmetry"
	"onebasin/lmc/trees/job"
	"onebasin/lmc/trees/keys"
	"onebasin/lmc/trees/matching"
	"onebasin/lmc/trees/result"
	"onebasin/lmc/trees/symmetry"
	"onebasin/lmc/vector"
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
	c.meter = lab.NewMeter(work(e, o.Unseen), func(m wire.Message) float64 { return cost(e, m) }, o.Seconds, audience)
	c.out = &Run{Experiment: e, model: e.Ensemble(), look: lookedAt(l), pause: o.Pause, Result: &result.Result{
		Experiment: c.fragment, Build: o.Build,
		Seconds: measure.Seconds{Train: measure.Missing, Match: measure.Missing, Total: measure.Missing},
		Models:  []measure.Model{}, Pairs: []result.Pair{}}}
	for _, stage := range []func() error{c.setup, c.train, c.match, c.walk} {
		if err := stage(); err != nil {
			return nil, err
		}
	}
	if err := c.digest(); err != nil {
		return nil, err
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
	train, test := data.Data()
	c.out.Data = job.NewData(c.e, train, test)
	c.audience.Show(&wire.Begin{Experiment: c.fragment})
	return nil
}

// do has the crew do jobs, counting them under stage; a job that failed ends the run.
func (c *conductor) do(stage string, jobs []wire.Message) ([]wire.Message, error) {
	return lab.Unfailed(c.crew.Do(c.ctx, jobs, func(i int, fraction float64, note string) {
		c.meter.Report(stage, jobs[i], fraction, note)
	}))
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
	eval := toynets.NewEvaluator(c.out.model)
	for i, m := range outcomes {
		t := m.(*job.Trained)
		c.out.Models = append(c.out.Models, t.Theta)
		d := digest.New()
		d.Parameters(t.Theta)
		model := measure.Model{Name: measure.ModelName(i), Seed: c.e.Seeds[i], Digest: d.Text(),
			Parameters: c.out.model.Params(), Train: training.Unrated, Test: training.Unrated}
		if t.DivergedAt >= 0 || !training.Finite(t.Theta) {
			model.Note = training.Divergence(t.DivergedAt, c.e.LR)
		} else {
			if model.Train, err = c.rate(eval, t.Theta, c.out.Data.Of(i)); err != nil {
				return err
			}
			if model.Test, err = c.rate(eval, t.Theta, c.out.Data.Test); err != nil {
				return err
			}
		}
		c.out.Result.Models = append(c.out.Result.Models, model)
	}
	c.out.Result.Seconds.Train = measure.Number(c.options.Seconds())
	c.audience.Stage("trained", c.out)
	return nil
}

// ratedAtOnce is how many parameters' blocks of examples are rated between two rests: some 10 ms in a browser.
const ratedAtOnce = 1 << 16

func (c *conductor) rate(eval *toynets.Evaluator, theta []float32, d toynets.Data) (measure.Rating, error) {
	return training.Rate(eval, theta, d, ratedAtOnce, func() error { return c.out.yield(c.ctx) })
}

// match compares every method on every pair (A, other model). Pairs with a diverged model have no numbers.
func (c *conductor) match() error {
	start := c.options.Seconds()
	var jobs []wire.Message
	var owner []int // pair of each job
	for from := 1; from < len(c.e.Seeds); from++ {
		for _, m := range c.e.Methods() {
			c.open(from, m)
			k := len(c.out.Pairs) - 1
			if m.Search == "none" || c.out.Result.Pairs[k].Note != "" {
				continue
			}
			jobs = append(jobs, &job.Match{Experiment: c.fragment, Search: m.Search, Set: m.Set.Text(),
				A: c.out.Models[0], B: c.out.Models[from]})
			owner = append(owner, k)
		}
	}
	outcomes, err := c.do("match", jobs)
	if err != nil {
		return err
	}
	for k, m := range outcomes {
		if err := c.matched(owner[k], m.(*job.Matched)); err != nil {
			return err
		}
		c.out.Result.Pairs[owner[k]].Seconds = measure.Number(c.meter.Seconds(jobs[k : k+1]))
	}
	c.out.Result.Seconds.Match = measure.Number(c.options.Seconds() - start)
	c.audience.Show(&wire.Reveal{})
	c.audience.Stage("matched", c.out)
	return nil
}

// open adds a pair to the result, with B as it is.
func (c *conductor) open(from int, m keys.Method) {
	models, thetas := c.out.Result.Models, c.out.Models
	g := symmetry.Identity(c.out.model)
	p := result.Pair{To: "A", From: models[from].Name, Method: m.Search, Invariances: m.Set.Names(), Trees: trees(g),
		Objective: measure.Missing, Seconds: 0, FunctionError: measure.Missing,
		Distance: result.BeforeAfter{Before: measure.Missing, After: measure.Missing},
		Path:     measure.Path{Lambda: measure.Lambdas(c.e.Lambdas), Train: unknown, Test: unknown},
		Barrier:  measure.TrainTest{Train: missing, Test: missing},
		Midpoint: measure.TrainTest{Train: missing, Test: missing}}
	switch {
	case models[0].Note != "":
		pathless(&p, "of A, "+models[0].Note)
	case models[from].Note != "":
		pathless(&p, "of "+p.From+", "+models[from].Note)
	default:
		d := measure.Number(vector.Distance(thetas[0], thetas[from]))
		p.Distance = result.BeforeAfter{Before: d, After: d}
		p.Objective = measure.Number(matching.Product(c.out.model, thetas[0], thetas[from]))
	}
	c.out.Result.Pairs = append(c.out.Result.Pairs, p)
	c.out.Pairs = append(c.out.Pairs, Pair{From: from, Method: m, Element: g, Matched: thetas[from]})
}

// unknown and missing stand where a path has not been evaluated yet, or never will be.
var (
	unknown = measure.Curve{Loss: []measure.Number{}, Accuracy: []measure.Number{}}
	missing = measure.Excess{Loss: measure.Missing, Accuracy: measure.Missing}
)

// pathless notes why a pair has no path; it has no numbers on it.
func pathless(p *result.Pair, why string) {
	p.Note = "there is no path: " + why
	none := make([]measure.Number, len(p.Path.Lambda))
	for i := range none {
		none[i] = measure.Missing
	}
	curve := measure.Curve{Loss: none, Accuracy: none}
	p.Path.Train, p.Path.Test = curve, curve
}

// trees are which trees of B the trees of π(B) are made of.
func trees(g symmetry.Element) (from []int) {
	for _, t := range g {
		from = append(from, t.From)
	}
	return from
}

// matched fills in what a search found.
func (c *conductor) matched(k int, m *job.Matched) error {
	p, pair := &c.out.Result.Pairs[k], &c.out.Pairs[k]
	if m.Note != "" {
		pathless(p, m.Note)
		p.Objective, p.Distance.After = measure.Missing, measure.Missing
		return nil
	}
	pair.Element = m.Element(c.out.model)
	if err := symmetry.Check(c.out.model, pair.Element); err != nil {
		return err
	}
	pair.Matched = symmetry.Apply(c.out.model, c.out.Models[pair.From], pair.Element)
	p.Trees, p.Objective = m.Trees, measure.Number(m.Objective)
	p.Distance.After = measure.Number(vector.Distance(c.out.Models[0], pair.Matched))
	return c.out.yield(c.ctx)
}

// walk evaluates the lines to all that was found.
func (c *conductor) walk() error {
	var jobs []wire.Message
	var owner []int
	for k, p := range c.out.Pairs {
		if c.out.Result.Pairs[k].Note == "" {
			jobs = append(jobs, &job.EvaluateLine{Experiment: c.fragment, A: c.out.Models[0], B: c.out.Models[p.From],
				Matched: p.Matched, Halves: c.e.Split > 0})
			owner = append(owner, k)
		}
	}
	outcomes, err := c.do("path", jobs)
	if err != nil {
		return err
	}
	for k, m := range outcomes {
		walked(&c.out.Result.Pairs[owner[k]], m.(*job.EvaluatedLine))
	}
	c.audience.Answering(c.out)
	if !c.options.Unseen {
		look := c.out.look
		drawn, err := c.out.follow(c.ctx)
		if err != nil {
			return err
		}
		if c.out.look == look { // else what was looked at meanwhile was answered
			c.out.drawn = drawn
			for _, m := range drawn {
				c.audience.Show(m)
			}
		}
	}
	c.audience.Stage("path", c.out)
	return nil
}

// walked fills in the path of a pair.
func walked(p *result.Pair, w *job.EvaluatedLine) {
	p.Path.Train = measure.NewCurve(w.TrainLoss, w.TrainAccuracy)
	p.Path.Test = measure.NewCurve(w.TestLoss, w.TestAccuracy)
	p.FunctionError = measure.Number(w.FunctionError)
	l := p.Path.Lambda
	p.Barrier = measure.TrainTest{Train: p.Path.Train.Barrier(l), Test: p.Path.Test.Barrier(l)}
	p.Midpoint = measure.TrainTest{Train: p.Path.Train.Midpoint(l), Test: p.Path.Test.Midpoint(l)}
	if !p.Barrier.Train.Loss.Exists() || !p.Barrier.Test.Loss.Exists() {
		p.Note = "the loss on the path is too large for the computer’s numbers"
	}
	p.Merged, p.Ensemble = ratings(w.Merged), ratings(w.Ensemble)
}

// ratings reads train loss, train accuracy, test loss and test accuracy.
func ratings(x []float64) *result.Ratings {
	if len(x) != 4 {
		return nil
	}
	n := measure.Numbers(x)
	return &result.Ratings{Train: measure.Rating{Loss: n[0], Accuracy: n[1]},
		Test: measure.Rating{Loss: n[2], Accuracy: n[3]}}
}

// digest hashes what the promise of a link is about: the models, then of every pair what was exchanged and the path.
func (c *conductor) digest() error {
	d := digest.New()
	for _, theta := range c.out.Models {
		if err := c.out.yield(c.ctx); err != nil {
			return err
		}
		d.Parameters(theta)
	}
	for k, p := range c.out.Pairs {
		for _, t := range p.Element {
			flips := make([]int, len(t.Flip))
			for n, flip := range t.Flip {
				if flip {
					flips[n] = 1
				}
			}
			d.Permutation(lmc.Permutation{{t.From}, t.Order, flips})
		}
		d.Path(c.out.Result.Pairs[k].Path)
	}
	c.out.Result.Digest = d.Text()
	return nil
}
