// Package figures says what of the laboratory of partings a board shows: charts, all of them, about the fork that is
// looked at.
package figures

import (
	"strconv"
	"strings"

	"onebasin/lmc/fork/firstpage"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/render/board"
)

// Laboratory is the laboratory of partings as a board knows it.
func Laboratory() board.Laboratory {
	return board.Laboratory{Name: "fork", Studies: append([]chart.Study{firstpage.Study()}, firstpage.Studies()...),
		Follows: []string{"view.early", "view.late", "view.x", "view.y", "view.hikers"},
		New:     func(_ *board.Sheet, experiment string) board.Page { return &page{forks: forksOf(experiment)} }}
}

// page draws nothing; it knows which fork is shown.
type page struct {
	forks []int
	shown string
}

var _ board.Varied = (*page)(nil)

// forksOf reads the steps of an experiment's forks.
func forksOf(experiment string) (forks []int) {
	for _, text := range strings.Split(value(experiment, "forks"), ",") {
		if k, err := strconv.Atoi(text); err == nil {
			forks = append(forks, k)
		}
	}
	return forks
}

func value(fragment, key string) string {
	for part := range strings.SplitSeq(fragment, "&") {
		if name, text, _ := strings.Cut(part, "="); name == key {
			return text
		}
	}
	return ""
}

// Look notes the fork that is shown.
func (p *page) Look(view string) {
	step, _ := strconv.Atoi(value(view, "view.fork"))
	p.shown = firstpage.Shown(p.forks, step)
}

func (p *page) Shown() string              { return p.shown }
func (p *page) Take(wire.Message)          {}
func (p *page) Lay() board.Layout          { return board.Layout{} }
func (p *page) Layers() []board.Layer      { return nil }
func (p *page) On(*board.Sheet) board.Page { c := *p; return &c }
