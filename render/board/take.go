package board

import (
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/render"
)

// Hear takes a message of the engine as it comes. One that is of no laboratory here is an error.
func (b *Board) Hear(bytes []byte) error {
	m, err := b.codec.Decode(bytes)
	if err == nil {
		b.Take(m)
	}
	return err
}

// Take takes a message of the engine: an announcement, a chart, or what the page takes.
func (b *Board) Take(m wire.Message) {
	switch m := m.(type) {
	case *wire.Begin:
		of := b.laboratory(m.Experiment)
		if of == nil {
			of = &b.laboratories[0]
		}
		b.coming = b.begin(of, m.Experiment)
		if first, err := b.codec.Decode(m.First); err == nil {
			b.coming.page.Take(first)
		}
		if b.shown.fragment == "" {
			b.reveal() // there is nothing else to look at
		}
	case *wire.Reveal:
		if b.coming != nil {
			b.reveal()
		}
	case *wire.End:
		if b.coming != nil {
			b.coming = nil
			return // what was shown stays
		}
		b.shown.ended = true
		b.drawn.Stale()
		b.shown.page.Take(m)
	case *chart.Chart:
		b.take(m)
	case *chart.Question:
		b.asking = false
		b.follow()
	default:
		b.shown.page.Take(m)
	}
}

// reveal shows the experiment that was coming.
func (b *Board) reveal() {
	before := b.shown.page
	b.shown, b.coming = b.coming, nil
	b.draw.Forget()
	b.settle()
	if p, ok := b.shown.page.(Successor); ok {
		p.Follow(before)
	}
	b.shown.page.Look(b.view)
	b.following = following{}
	b.follow()
	b.lay()
}

// noPage is the page of a laboratory whose first page is charts.
type noPage struct{}

func (noPage) Take(wire.Message) {}
func (noPage) Look(string)       {}
func (noPage) Lay() Layout       { return Layout{Height: 2 * render.Edge} }
func (noPage) Layers() []Layer   { return nil }
func (noPage) On(*Sheet) Page    { return noPage{} }
