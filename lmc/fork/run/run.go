// Package run runs an experiment of the laboratory of partings: it turns it into jobs, has a crew do them, and merges
// what they give into stages and a result.
//
//	experiment → Train A, init → Continue × forks → WalkLine × forks → WalkLayer × layers → result → EvaluatePlane
//
// Outcomes are merged by the job's index, never by arrival, so that any number of workers gives the same bits. The
// package reads no clock but the one it is handed, which only fills in the seconds.
package run

import (
	"context"

	"onebasin/lmc/fork/job"
	"onebasin/lmc/fork/keys"
	"onebasin/lmc/fork/result"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/toynets"
)

// Run is an experiment that was run, or is under way.
type Run struct {
	Experiment  keys.Experiment
	Train, Test toynets.Data
	Result      *result.Result
	A           *job.Trained
	Partings    []Parting // as Result.Forks

	model toynets.MLP
	pause func()
}

// Parting holds the networks behind one entry of the result.
type Parting struct {
	Name   string
	Step   int             // at which B leaves A's training; −1 where it never was part of it
	From   *job.Checkpoint // of A's training at that step, nil where there is none
	B      *job.Trained    // nil while it is not trained
	excess []float64       // of every training example where their mean is largest, once the path is known
}

var _ lab.Run = (*Run)(nil)

// ResultJSON is the result so far.
func (r *Run) ResultJSON() any { return r.Result }

// Fragment is the experiment in canonical form.
func (r *Run) Fragment() string { return r.Result.Experiment }

// Digest is the result's, "" until it is whole.
func (r *Run) Digest() string { return r.Result.Digest }

// Answer answers what needs no experiment: all other figures are shown when they are known.
func (r *Run) Answer(m wire.Message) []wire.Message { return Opening(m) }

// Picture makes none that was not shown before.
func (r *Run) Picture(context.Context, lab.Crew, wire.Message, func(wire.Message)) error { return nil }

// apart returns where A and B part: θ_k, or of init A's first weights.
func (r *Run) apart(p *Parting) []float32 {
	if p.From != nil {
		return p.From.Theta
	}
	return r.A.Snapshots[0]
}

// known reports whether the path of parting i is.
func (r *Run) known(i int) bool {
	f := &r.Result.Forks[i]
	return f.Note == "" && len(f.Path.Train.Loss) > 0
}

// yield lets the program hear what it is told; work goes on unless ctx has ended.
func (r *Run) yield(ctx context.Context) error {
	if r.pause != nil {
		r.pause()
	}
	return ctx.Err()
}
