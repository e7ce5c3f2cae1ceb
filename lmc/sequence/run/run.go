// Package run runs an experiment of the laboratory of sequences: it turns it into jobs, has a crew do them, and merges
// what they give into stages and a result.
//
//	experiment ─ Train × models ─ Rate ─┬─ Match × searches and checkpoints ─ EvaluateLines × rows
//	                                    ├─ Match × pairs, MatchJointly ─ EvaluateLines × pairs
//	                                    └─ levels: Retrain × A, B and masks ─ Match ─ EvaluateLines
//
// Outcomes are merged by the job's index, never by arrival, so that any number of workers gives the same bits. The
// package reads no clock but the one it is handed, which only fills in the seconds.
package run

import (
	"context"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/sequence/keys"
	"onebasin/lmc/sequence/pruning"
	"onebasin/lmc/sequence/result"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// Run is an experiment that was run, or is under way.
type Run struct {
	Experiment  keys.Experiment
	Train, Test toynets.Data
	Result      *result.Result
	Models      [][]float32    // trained parameters
	Checkpoints [2][][]float32 // of A and of B, as Result.Checkpoints.Steps
	Levels      []Level        // as Result.Pruning

	// Of three networks or more: every pair matched by itself, p < q, each to the first, and all jointly.
	Direct     [][]symmetry.Permutation
	Via, Joint []symmetry.Permutation

	lines walked
	look  cell // that the first page shows

	model toynets.MLP
	sym   symmetry.Symmetry
	pause func()
}

// Level holds the networks of a level of pruning.
type Level struct {
	Masks    [2]pruning.Mask // of A and of B
	Networks [2][]float32
	Masked   []Masked // B under other masks; none at level 0
}

// Masked is B trained under a mask.
type Masked struct {
	Name  string // as result.Transport has it
	Mask  pruning.Mask
	Theta []float32
}

var _ lab.Run = (*Run)(nil)

// ResultJSON is the result so far.
func (r *Run) ResultJSON() any { return r.Result }

// Fragment is the experiment in canonical form.
func (r *Run) Fragment() string { return r.Result.Experiment }

// Digest is the result's, "" until it is whole.
func (r *Run) Digest() string { return r.Result.Digest }

// Picture makes none that was not shown before.
func (r *Run) Picture(context.Context, lab.Crew, wire.Message, func(wire.Message)) error { return nil }

// yield lets the program hear what it is told; work goes on unless ctx has ended.
func (r *Run) yield(ctx context.Context) error {
	if r.pause != nil {
		r.pause()
	}
	return ctx.Err()
}
