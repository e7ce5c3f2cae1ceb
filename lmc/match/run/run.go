package run

import (
	"context"
	"fmt"

	"onebasin/lmc/digest"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/own"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/lab/training"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/result"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// run is the state of an experiment under way.
type run struct {
	ctx      context.Context
	crew     lab.Crew
	audience lab.Audience
	seconds  func() float64
	shown    string
	from     string // of shown
	unseen   bool
	revealed bool // there is something to show

	e        keys.Experiment
	fragment string
	model    toynets.MLP
	sym      symmetry.Symmetry
	meter    *lab.Meter

	planes []*Pair // whose landscapes are drawn unasked

	out *Run
}

// Options are what a run is given beside its experiment.
type Options struct {
	Build   string         // names the program
	Seconds func() float64 // time since the run began
	Unseen  bool           // no landscapes but those that are asked for: nobody looks
	Shown   string         // matching whose landscape is drawn, all if empty; the others come when they are asked for
	From    string         // network whose matching that is, B if empty

	// Pause, if set, is called between pieces of work that are done here and not by the crew, so that a program of one
	// thread hears what it is told meanwhile.
	Pause func()

	// Finished, if set, is called when the result is whole. What follows only makes pictures finer.
	Finished func(*Run)
}

// Conduct runs e. It returns ctx's error when it was stopped.
func Conduct(ctx context.Context, e keys.Experiment, crew lab.Crew, audience lab.Audience, o Options) (*Run, error) {
	if err := e.Check(); err != nil {
		return nil, err
	}
	r := &run{ctx: ctx, crew: crew, audience: audience, seconds: o.Seconds, shown: o.Shown, from: o.From,
		unseen: o.Unseen, e: e, fragment: e.Fragment(), model: e.MLP()}
	r.sym = e.Symmetry()
	r.meter = newMeter(e, o, audience)
	r.out = &Run{pause: o.Pause, Experiment: e, Result: &result.Result{Experiment: r.fragment, Build: o.Build,
		Seconds: measure.Seconds{Train: measure.Missing, Match: measure.Missing, Total: measure.Missing},
		Models:  []measure.Model{}, Pairs: []result.Pair{}}}
	stages := []func() error{r.setup, r.train, r.match, r.showSimilarities, r.sketch, r.explain}
	if o.Unseen {
		stages = []func() error{r.setup, r.train, r.match, r.showSimilarities, r.explain}
	}
	for _, stage := range stages {
		if err := stage(); err != nil {
			return nil, err
		}
	}
	digest, err := r.digest()
	if err != nil {
		return nil, err
	}
	r.out.Result.Digest = digest
	r.out.Result.Seconds.Total = measure.Number(o.Seconds())
	if o.Finished != nil {
		o.Finished(r.out)
	}
	if o.Unseen {
		return r.out, nil
	}
	return r.out, r.refine()
}

// drawnAtOnce is how many steps of drawing data are done between two rests.
const drawnAtOnce = 8

// scoredAtOnce is how many parameters' blocks of examples are scored between two rests: some 10 ms in a browser.
const scoredAtOnce = 1 << 19

// setup makes the data and tells the audience what is to be seen.
func (r *run) setup() error {
	for _, w := range r.e.Wants() {
		if !own.Has(w) {
			return settings.Absent(w)
		}
	}
	data, err := toynets.NewGeneration(r.e.Spec())
	if err != nil {
		return err
	}
	for k := 1; data.Step(); k++ {
		if k%drawnAtOnce == 0 {
			if err := r.out.yield(r.ctx); err != nil {
				return err
			}
		}
	}
	r.out.Train, r.out.Test = data.Data()
	s := setup(r.e, r.out.Test)
	s.NoLandscape = r.unseen
	r.audience.Show(&wire.Begin{Experiment: r.fragment, First: wire.Encode(s)})
	return nil
}

// do has the crew do jobs, counting them under stage; a job that failed ends the run.
func (r *run) do(stage string, jobs []wire.Message) ([]wire.Message, error) {
	out, err := r.crew.Do(r.ctx, jobs, func(i int, fraction float64, note string) {
		r.meter.Report(stage, jobs[i], fraction, note)
	})
	return lab.Unfailed(out, err)
}

// train trains all models side by side, or takes those that a person brought.
func (r *run) train() error {
	trained, files, err := r.models()
	if err != nil {
		return err
	}
	eval := toynets.NewEvaluator(r.model)
	for i, t := range trained {
		if g, ok := r.e.Shaken(i); ok {
			for k, theta := range t.Snapshots {
				t.Snapshots[k] = r.sym.Move(theta, g)
			}
		}
		theta := t.Snapshots[len(t.Snapshots)-1]
		r.out.Trained = append(r.out.Trained, t)
		r.out.Models = append(r.out.Models, theta)
		d := digest.New()
		d.Parameters(theta)
		model := measure.Model{Name: measure.ModelName(i), Digest: d.Text(), Parameters: r.model.Params()}
		if files != nil {
			model.File = &files[i]
		} else {
			model.Seed = r.e.Seeds[i]
		}
		if model.Train, err = r.rate(eval, theta, r.out.Train); err != nil {
			return err
		}
		if model.Test, err = r.rate(eval, theta, r.out.Test); err != nil {
			return err
		}
		if t.DivergedAt >= 0 || !training.Finite(theta) {
			model.Note = training.Divergence(t.DivergedAt, r.e.LR)
			model.Train, model.Test = training.Unrated, training.Unrated
			if i < 2 {
				r.reveal() // that there is no path is what there is to see
			}
		}
		r.out.Result.Models = append(r.out.Result.Models, model)
		r.audience.Show(&stage.Training{Model: i, Steps: t.Steps, Losses: t.Losses, Diverged: model.Note != ""})
	}
	r.out.Result.Seconds.Train = measure.Number(r.seconds())
	r.audience.Stage("trained", r.out)
	return nil
}

// models has the crew train the networks, or takes them from the files that they came in.
func (r *run) models() (trained []*job.Trained, files []own.File, err error) {
	if wants := r.e.Brought.Wants(r.model.Widths); len(wants) > 0 {
		w := wants[0]
		brought, here := own.NetworksOf(w)
		if !here {
			return nil, nil, settings.Absent(w)
		}
		for _, n := range brought.Each {
			if len(n.Theta) != r.model.Params() {
				return nil, nil, fmt.Errorf("the network of %s has %d parameters where the link’s has %d", n.File.Name,
					len(n.Theta), r.model.Params())
			}
			trained = append(trained, &job.Trained{Snapshots: [][]float32{n.Theta}, DivergedAt: -1})
			files, r.out.places = append(files, n.File), append(r.out.places, n.Places)
		}
		return trained, files, nil
	}
	var jobs []wire.Message
	for i := range r.e.Models() {
		jobs = append(jobs, &job.Train{Experiment: r.fragment, Model: i})
	}
	outcomes, err := r.do("train", jobs)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range outcomes {
		trained = append(trained, m.(*job.Trained))
	}
	return trained, nil, nil
}

// reveal has the experiment shown, the first time that it is called.
func (r *run) reveal() {
	if !r.revealed {
		r.revealed = true
		r.audience.Show(&wire.Reveal{})
	}
}

// rate scores a network.
func (r *run) rate(eval *toynets.Evaluator, theta []float32, d toynets.Data) (measure.Rating, error) {
	return training.Rate(eval, theta, d, scoredAtOnce, func() error { return r.out.yield(r.ctx) })
}

// digest hashes what the promise of a link is about.
func (r *run) digest() (string, error) {
	d := digest.New()
	for _, theta := range r.out.Models {
		if err := r.out.yield(r.ctx); err != nil {
			return "", err
		}
		d.Parameters(theta)
	}
	for _, p := range r.out.Result.Pairs {
		d.Permutation(p.Permutation)
		d.Path(p.Path)
	}
	return d.Text(), nil
}
