// Package fork is the laboratory of partings: B shares the first k steps of A's training, then sees other batches; from
// which k on is the straight line between the two free of a barrier? (Frankle et al., Linear mode connectivity and the
// lottery ticket hypothesis, 1912.05671; Singh et al., Landscaping linear mode connectivity, 2406.16300, of which the
// abstract alone could be consulted: no formula here is theirs.)
//
//	keys ─ run ─┬─ Train A, init ─ Continue × forks ─ WalkLine ─ WalkLayer × layers ─ result ─ EvaluatePlane
//	            └─ job: each of these as a stepper
package fork

import (
	"context"
	"slices"

	"onebasin/lmc/fork/firstpage"
	"onebasin/lmc/fork/job"
	"onebasin/lmc/fork/keys"
	"onebasin/lmc/fork/run"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/settings"
)

// Lab returns the laboratory.
func Lab() lab.Lab {
	return lab.Lab{Name: "fork", Title: "Fork", Help: keys.Help,
		Schema: keys.Schema(), Presets: keys.Presets(), Figures: keys.Figures(), Studies: firstpage.Studies(),
		NewWorker: job.NewWorker, Opening: run.Opening,
		Messages: slices.Concat(job.Messages(), chart.Messages()),
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
		Methods: e.Partings(), Shown: l.Shown(), Memory: e.Memory(), Limit: settings.MaxMemory,
		FilesSize: run.FilesSize(e),
		Refusal:   e.Check(), Wants: e.Wants()}
	for _, s := range keys.Schema() {
		opened.Values[s.Key] = l.Value(s.Key)
	}
	opened.Conduct = func(ctx context.Context, crew lab.Crew, audience lab.Audience, o lab.Options) (lab.Run, error) {
		r, err := run.Conduct(ctx, e, l.Shown(), crew, audience, o)
		if err != nil {
			return nil, err // not a Run that is nil inside
		}
		return r, nil
	}
	return opened
}
