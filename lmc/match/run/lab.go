package run

import (
	"context"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/result"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/measure"
)

// A Run is a lab.Run.
var (
	_ lab.Run    = (*Run)(nil)
	_ lab.Judged = (*Run)(nil)
)

// ResultJSON is the result so far.
func (o *Run) ResultJSON() any { return o.Result }

// Fragment is the experiment in canonical form.
func (o *Run) Fragment() string { return o.Result.Experiment }

// Digest is the result's, "" until it is whole.
func (o *Run) Digest() string { return o.Result.Digest }

// Findings say what the result shows of every method, of every pair of networks, by keys.Shown.Answer.
func (o *Run) Findings() map[string]string {
	found := map[string]string{}
	_, classes := o.Experiment.Shape()
	for i := 1; i < o.Experiment.Models(); i++ {
		for _, m := range o.Experiment.Methods() {
			s := keys.Shown{From: measure.ModelName(i), Method: m}
			found[s.Answer()] = result.Finding(o.Result, classes, s.From, m)
		}
	}
	return found
}

// Verdicts say what came of the barriers of the result's pairs, a line of the page's table.
func (o *Run) Verdicts() []string {
	_, classes := o.Experiment.Shape()
	words := []string{}
	for _, v := range o.Result.Verdicts(classes) {
		words = append(words, v.String())
	}
	return words
}

// Tables are none: the page has tables of its own for this laboratory.
func (o *Run) Tables() []lab.Table { return nil }

// Answer answers AskMerged, AskLoss and AskSearchStep.
func (o *Run) Answer(q wire.Message) []wire.Message {
	if o.responder == nil {
		o.responder = NewResponder(o)
	}
	return o.responder.Answer(q)
}

// Picture answers AskLandscape.
func (o *Run) Picture(ctx context.Context, crew lab.Crew, q wire.Message, show func(wire.Message)) error {
	if q, ok := q.(*stage.AskLandscape); ok {
		return o.ShowLandscape(ctx, crew, q, show)
	}
	return nil
}
