package board

import (
	"strings"

	"onebasin/lmc/lab/chart"
)

// following is what the run was asked of the charts that follow what is looked at. One question is on its way at a
// time, so that a hand that moves λ gets an answer as fast as there are any, and no answers later.
type following struct {
	asking          bool   // it has not been answered yet
	asked, pictured string // the view keys that were asked about last
}

// follow asks for the charts that follow what is looked at, where that has changed.
func (b *Board) follow() {
	of := b.shown.laboratory
	if len(of.Follows) == 0 || b.shown.fragment == "" {
		return
	}
	if now := "?" + b.keys(of.Follows); !b.asking && now != b.asked {
		b.asking, b.asked = true, now
		b.sheet.Ask(&chart.Question{View: now[1:]})
	}
	if now := "?" + b.keys(of.Pictured); len(of.Pictured) > 0 && now != b.pictured {
		b.pictured = now
		b.sheet.Ask(&chart.Picture{View: now[1:]})
	}
}

// keys are those of the view that are named, as a fragment.
func (b *Board) keys(names []string) string {
	var parts []string
	for _, name := range names {
		if v := value(b.view, name); v != "" {
			parts = append(parts, name+"="+v)
		}
	}
	return strings.Join(parts, "&")
}
