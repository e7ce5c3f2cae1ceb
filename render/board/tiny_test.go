package board_test

import (
	"cmp"
	"strings"
	"testing"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/render"
	"onebasin/render/board"
	"onebasin/render/table"
)

// dot is a message of a laboratory that only these tests have.
type dot struct{ X float64 }

func (m *dot) Code(c wire.Coder) { c.Float(&m.X) }

// tiny is its page: one figure, with a dot in it, and one of several answers.
type tiny struct {
	sheet  *board.Sheet
	dots   []float64
	of     string // experiment
	shown  string
	at     render.Rect
	kept   board.Kept
	ended  bool
	looked []string
}

func newTiny(s *board.Sheet, experiment string) board.Page {
	return &tiny{sheet: s, of: experiment, shown: "wm"}
}

func (p *tiny) Take(m wire.Message) {
	switch m := m.(type) {
	case *dot:
		p.dots = append(p.dots, m.X)
	case *wire.End:
		p.ended = true
	}
	p.kept.Stale()
}

func (p *tiny) Look(view string) {
	p.looked = append(p.looked, view)
	_, method, _ := strings.Cut(view, "view.method=")
	method, _, _ = strings.Cut(method, "&")
	p.shown = cmp.Or(method, "wm")
}

func (p *tiny) Lay() board.Layout {
	p.at = render.Rect{}
	if p.sheet.Shows("curve") {
		p.at = render.Rect{X: 4, Y: 4, W: p.sheet.Width - 8, H: 200}
	}
	return board.Layout{Height: 208, Figures: map[string]render.Rect{"curve": p.at}}
}

func (p *tiny) Layers() []board.Layer {
	return []board.Layer{{Kept: &p.kept, Draw: func() (marks []render.Mark) {
		for _, x := range p.dots {
			at := render.Point{X: p.at.X + x*p.at.W, Y: p.at.Y + 100}
			marks = append(marks, render.Disc{At: at, R: 3, Fill: p.sheet.Theme.A})
		}
		return marks
	}}}
}

func (p *tiny) On(s *board.Sheet) board.Page { c := *p; c.sheet = s; return &c }

func (p *tiny) Shown() string { return p.shown }

func (p *tiny) Table(_ string, t *table.Table) {
	t.Row("x")
	for _, x := range p.dots {
		t.Row(x)
	}
}

// tinyLab has a page and a study, chartsLab a first page of charts.
var (
	tinyLab = board.Laboratory{Name: "tiny", Studies: []chart.Study{sample}, Messages: []wire.Message{(*dot)(nil)},
		New: newTiny}

	chartsLab = board.Laboratory{Name: "charts",
		Studies: []chart.Study{{Charts: []chart.Announced{{Name: "first", Title: "First"}}}}}
)

// play shows an experiment of the tiny laboratory.
func play(t testing.TB, width float64) *board.Board {
	t.Helper()
	b := board.New(1, tinyLab, chartsLab)
	b.Resize(width)
	b.Take(&wire.Begin{Experiment: "v=1&lab=tiny"})
	settle(b)
	return b
}

// settle paints until nothing is left to do.
func settle(b *board.Board) {
	for b.Work() {
	}
	b.Layers()
}

func marks(b *board.Board) (all []render.Mark) {
	for _, l := range b.Layers() {
		all = append(all, l.Marks...)
	}
	return all
}
