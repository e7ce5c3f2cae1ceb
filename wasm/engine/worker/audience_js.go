//go:build js

package worker

import (
	"context"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
)

// audience passes what an experiment says of itself to the page and the figures.
type audience struct {
	ctx   context.Context // of the run; once it has ended nothing more is told
	lead  *lead
	shown string // method whose finding is told first
	stage string
	whole bool // the result was told; nothing of the run is news any more
}

// telling is a result as the page is told it.
type telling struct {
	Result    any               `json:"result"`
	Sentence  string            `json:"sentence"`
	Sentences map[string]string `json:"sentences"` // by method
	Tables    []lab.Table       `json:"tables"`
	Verdicts  []string          `json:"verdicts,omitempty"` // of the result's pairs
}

func (a *audience) telling(r lab.Run) telling {
	found := r.Findings()
	t := telling{Result: r.ResultJSON(), Sentence: found[a.shown], Sentences: found,
		Tables: append([]lab.Table{}, r.Tables()...)}
	if j, ok := r.(lab.Judged); ok {
		t.Verdicts = j.Verdicts()
	}
	return t
}

// Answering has the figures' questions answered by r.
func (a *audience) Answering(r lab.Run) {
	if a.ctx.Err() == nil {
		a.lead.open(r)
	}
}

// Stage tells the page the result so far.
func (a *audience) Stage(name string, r lab.Run) {
	a.stage = name
	if a.ctx.Err() != nil || a.whole {
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

func (a *audience) Progress(p lab.Progress) {
	if a.whole || a.ctx.Err() != nil {
		return
	}
	var left *float64
	if p.Left >= 0 {
		left = &p.Left
	}
	a.lead.tell("progress", map[string]any{"fraction": p.Fraction, "stage": p.Stage, "text": p.Text, "left": left})
}
