//go:build js

package main

import (
	"context"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/result"
	"onebasin/lmc/match/run"
)

// audience passes what the conductor says to the page and the lab.
type audience struct {
	ctx    context.Context // of the run; once it has ended nothing more is told
	lead   *lead
	method string
	shown  string // whose landscape is drawn at once
	stage  string
	whole  bool // the result was told; nothing of the run is news any more
}

// telling is a result as the page is told it.
type telling struct {
	Result    *result.Result    `json:"result"`
	Sentence  string            `json:"sentence"`
	Sentences map[string]string `json:"sentences"` // by method
}

func (a *audience) telling(r *run.Run) telling {
	t := telling{Result: r.Result, Sentence: result.Finding(r.Result, a.method), Sentences: map[string]string{}}
	for _, m := range r.Experiment.Methods() {
		t.Sentences[m] = result.Finding(r.Result, m)
	}
	return t
}

// Stage tells the page the result so far. From the first path on, the lab may
// ask about the run.
func (a *audience) Stage(name string, r *run.Run) {
	a.stage = name
	if a.ctx.Err() != nil {
		return
	}
	if name == "path" {
		a.lead.open(r)
	}
	if a.whole {
		return
	}
	a.lead.tell("stage", struct {
		Name string `json:"name"`
		telling
	}{name, a.telling(r)})
}

func (a *audience) Show(m wire.Message) {
	if a.ctx.Err() == nil {
		a.lead.show(m)
	}
}

func (a *audience) Progress(p run.Progress) {
	if a.whole || a.ctx.Err() != nil {
		return
	}
	var left *float64
	if p.Left >= 0 {
		left = &p.Left
	}
	a.lead.tell("progress", map[string]any{"fraction": p.Fraction, "stage": p.Stage, "text": p.Text, "left": left})
}
