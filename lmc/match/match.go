// Package match is the laboratory of permutation matching: two or more networks are trained from different seeds, the
// units of all but the first are renumbered to match the first's, and the straight line between is walked (Ainsworth et
// al., 2209.04836; Ito et al., 2402.04051).
//
//	keys ─ run ─┬─ Train × models ─ Match × restarts ─ EvaluateLine ─ EvaluatePlane ─ Decompose, the null ─ result
//	            └─ job: each of these as a stepper; stage: what figures are told and ask; result: what is found
package match

import (
	"context"
	"slices"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/run"
	"onebasin/lmc/match/stage"
)

// Lab returns the laboratory.
func Lab() lab.Lab {
	return lab.Lab{Name: "match", Title: "Match",
		Help:   "Train from several seeds, renumber, and walk the line between.",
		Schema: keys.Schema(), Presets: keys.Presets(), Studies: keys.Studies(), Figures: keys.Figures(),
		NewWorker: job.NewWorker,
		Messages:  slices.Concat(job.Messages(), stage.Messages(), chart.Messages()),
		Read: func(text string, others ...string) lab.Reading {
			r := keys.Read(text, others...)
			return lab.Reading{Link: open(r.Link), Problems: r.Problems, Notes: r.Notes, Named: r.Named, Query: r.Query}
		},
		Sweep: sweep,
	}
}

// open is a link as the house knows it.
func open(l keys.Link) lab.Link {
	e := l.Experiment
	opened := lab.Link{Experiment: e.Fragment(), View: l.View.Fragment(), Digest: l.Digest, Values: map[string]string{},
		Methods: e.Methods(), Shown: l.Shown().Answer(), Memory: e.Memory(), Limit: settings.MaxMemory,
		FilesSize: run.FilesSize(e), Wants: e.Wants(),
		Refusal: e.Check()}
	opened.Called = func(method string) string {
		s := l.Shown()
		s.Method = method
		return s.Answer()
	}
	for _, s := range keys.Schema() {
		opened.Values[s.Key] = l.Value(s.Key)
	}
	opened.Conduct = func(ctx context.Context, crew lab.Crew, audience lab.Audience, o lab.Options) (lab.Run, error) {
		own := run.Options{Build: o.Build, Seconds: o.Seconds, Pause: o.Pause, Shown: l.Plane(), From: l.Shown().From,
			Unseen: o.Unseen || unseen(l.View)}
		if o.Finished != nil {
			own.Finished = func(r *run.Run) { o.Finished(r) }
		}
		r, err := run.Conduct(ctx, e, crew, audience, own)
		if err != nil {
			return nil, err // not a Run that is nil inside
		}
		return r, nil
	}
	return opened
}

func sweep(text string) (s lab.Sweep, notes []string, err error) {
	g, notes, err := keys.ReadGrid(text)
	if err != nil {
		return lab.Sweep{}, notes, err
	}
	return lab.Sweep{Axes: g.Axes, Len: g.Len(), At: func(i int) lab.Link { return open(g.At(i)) }, Label: g.Label},
		notes, nil
}

// unseen reports whether a view has no landscape: another figure is embedded alone.
func unseen(v keys.View) bool {
	return v.Embed != "" && v.Embed != "all" && v.Embed != "landscape"
}
