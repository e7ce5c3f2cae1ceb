// Package run runs an experiment of the laboratory of trees: it turns it into jobs, has a crew do them, and merges what
// they give into stages and a result.
//
//	experiment → Train × models → Match × searches and sets → EvaluateLine × pairs → result → EvaluatePlane
//
// Outcomes are merged by the job's index, never by arrival, so that any number of workers gives the same bits. The
// package reads no clock but the one it is handed, which only fills in the seconds.
package run

import (
	"context"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/trees/job"
	"onebasin/lmc/trees/keys"
	"onebasin/lmc/trees/result"
	"onebasin/lmc/trees/symmetry"
	"onebasin/toynets/tree"
)

// Run is an experiment that was run, or is under way.
type Run struct {
	Experiment keys.Experiment
	Data       job.Data
	Result     *result.Result
	Models     [][]float32 // trained parameters
	Pairs      []Pair      // as Result.Pairs

	model tree.Ensemble
	look  looked
	plane *landscape            // as far as it is known
	drawn []wire.Message        // the charts that follow what is looked at, of look; nil while there are none
	sized map[string]*sizePoint // by fragment, what the study of sizes computed
	pause func()
}

// Pair holds the models behind one entry of the result.
type Pair struct {
	From    int
	Method  keys.Method
	Element symmetry.Element
	Matched []float32 // π(B)
}

var _ lab.Run = (*Run)(nil)

// ResultJSON is the result so far.
func (r *Run) ResultJSON() any { return r.Result }

// Fragment is the experiment in canonical form.
func (r *Run) Fragment() string { return r.Result.Experiment }

// Digest is the result's, "" until it is whole.
func (r *Run) Digest() string { return r.Result.Digest }

// yield lets the program hear what it is told; work goes on unless ctx has ended.
func (r *Run) yield(ctx context.Context) error {
	if r.pause != nil {
		r.pause()
	}
	return ctx.Err()
}
