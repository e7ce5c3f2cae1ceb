// Package trees is the laboratory of differentiable tree ensembles: two or more are trained from different seeds, what
// their function does not see is exchanged in all but the first, trees, rules and subtrees, and the straight line
// between is walked (Kanoh, Sugiyama, Linear mode connectivity in differentiable tree ensembles, 2405.14596).
//
//	keys ─ run ─┬─ Train × models ─ Match × searches and sets ─ EvaluateLine ─ result ─ EvaluatePlane
//	            └─ job: each of these as a stepper; symmetry, matching: what can be exchanged, and how it is found
package trees

import (
	"context"
	"slices"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/trees/firstpage"
	"onebasin/lmc/trees/job"
	"onebasin/lmc/trees/keys"
	"onebasin/lmc/trees/run"
)

// Lab returns the laboratory.
func Lab() lab.Lab {
	return lab.Lab{Name: "trees", Title: "Trees", Help: keys.Help,
		Schema: keys.Schema(), Presets: keys.Presets(), Figures: keys.Figures(), Studies: firstpage.Studies(),
		NewWorker: job.NewWorker,
		Messages:  slices.Concat(job.Messages(), chart.Messages()),
		Read: func(text string, others ...string) lab.Reading {
			r := keys.Read(text, others...)
			return lab.Reading{Link: open(r.Link), Problems: r.Problems, Notes: r.Notes, Named: r.Named, Query: r.Query}
		},
		Sweep: func(text string) (lab.Sweep, []string, error) {
			g, notes, err := keys.ReadGrid(text)
			if err != nil {
				return lab.Sweep{}, notes, err
			}
			return lab.Sweep{Axes: g.Axes, Len: g.Len(), At: func(i int) lab.Link { return open(g.At(i)) },
				Label: g.Label}, notes, nil
		},
	}
}

// open is a link as the house knows it.
func open(l keys.Link) lab.Link {
	e := l.Experiment
	opened := lab.Link{Experiment: e.Fragment(), View: l.View.Fragment(), Digest: l.Digest, Values: map[string]string{},
		Methods: e.Offered(), Shown: l.Shown(), Refusal: e.Check(), Wants: e.Wants()}
	if opened.Refusal == nil { // of one too deep there is no estimate
		opened.Memory, opened.Limit, opened.FilesSize = e.Memory(), settings.MaxMemory, run.FilesSize(e)
	}
	for _, s := range keys.Schema() {
		opened.Values[s.Key] = l.Value(s.Key)
	}
	opened.Conduct = func(ctx context.Context, crew lab.Crew, audience lab.Audience, o lab.Options) (lab.Run, error) {
		r, err := run.Conduct(ctx, l, crew, audience, o)
		if err != nil {
			return nil, err // not a Run that is nil inside
		}
		return r, nil
	}
	return opened
}
