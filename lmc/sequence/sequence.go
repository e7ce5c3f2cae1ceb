// Package sequence is the laboratory of simultaneous linear connectivity: whether one permutation joins two networks
// throughout their training, pruned, and together with others (Sharma, Kwok, Denton, Roy, Rolnick, Dziugaite,
// Simultaneous linear connectivity of neural networks modulo permutation, 2404.06498).
//
//	keys ─ run ─┬─ Train × models ─ Match × checkpoints ─ EvaluateLines ─ Retrain × levels and masks ─ result
//	            └─ job: each of these as a stepper; matching: one permutation for many pairs; pruning: masks
package sequence

import (
	"context"
	"slices"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/sequence/firstpage"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/sequence/keys"
	"onebasin/lmc/sequence/run"
)

// Lab returns the laboratory.
func Lab() lab.Lab {
	return lab.Lab{Name: "sequence", Title: "Sequence", Help: keys.Help,
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
		Memory: e.Memory(), Limit: settings.MaxMemory, FilesSize: run.FilesSize(e), Refusal: e.Check(),
		Wants: e.Wants()}
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
