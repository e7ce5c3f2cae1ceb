// Package figures is what the tests' laboratory draws that charts cannot show: where the ball is.
package figures

import (
	"onebasin/lmc/lab/wire"
	"onebasin/render"
	"onebasin/render/board"
	"onebasin/render/table"
	"onebasin/web/tinylab/tiny"
)

// Laboratory is the laboratory as a board knows it.
func Laboratory() board.Laboratory {
	return board.Laboratory{Name: "tiny", Studies: tiny.Studies(), Messages: []wire.Message{(*tiny.Track)(nil)},
		New: newPage}
}

// page is one figure: the valley's floor from x = −2 to 2, seen from above, and the way of the ball.
type page struct {
	sheet *board.Sheet
	track tiny.Track
	at    render.Rect
	kept  board.Kept
}

func newPage(s *board.Sheet, _ string) board.Page { return &page{sheet: s} }

func (p *page) Take(m wire.Message) {
	if t, ok := m.(*tiny.Track); ok {
		p.track = *t
	}
	p.kept.Stale()
}

func (p *page) Look(string) {}

func (p *page) Lay() board.Layout {
	p.at = render.Rect{}
	height := 0.0
	if p.sheet.Shows("valley") {
		side := min(p.sheet.Width, 480)
		p.at, height = render.Rect{X: 4, Y: 4, W: side - 8, H: side - 8}, side
	}
	p.kept.Stale()
	return board.Layout{Height: height, Figures: map[string]render.Rect{"valley": p.at}}
}

func (p *page) Layers() []board.Layer { return []board.Layer{{Kept: &p.kept, Draw: p.draw}} }

func (p *page) draw() (marks []render.Mark) {
	place := func(x, y float64) render.Point {
		return render.Point{X: p.at.X + p.at.W*(x+2)/4, Y: p.at.Y + p.at.H*(2-y)/4}
	}
	way := render.Line{Width: 2, Color: p.sheet.Theme.A}
	for k, x := range p.track.X {
		way.Points = append(way.Points, place(x, p.track.Y[k]))
	}
	for _, x := range []float64{-1, 1} {
		marks = append(marks, render.Disc{At: place(x, 0), R: 5, Fill: p.sheet.Theme.B})
	}
	return append(marks, way)
}

func (p *page) On(s *board.Sheet) board.Page { c := *p; c.sheet = s; return &c }

// Table lists the places of the ball.
func (p *page) Table(_ string, t *table.Table) {
	t.Row("x", "y")
	for k, x := range p.track.X {
		t.Row(x, p.track.Y[k])
	}
}
