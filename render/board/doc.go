// Package board shows a laboratory's figures: the page that it opens on, and the charts of its studies. It knows their
// places, which of them are looked at, what a pointer is over and what changed since it was drawn last, and makes files
// of them. It knows no laboratory, and no screen: marks are in CSS pixels, and whoever shows them may be a canvas, a
// PNG or an SVG. It computes no number. What it lacks it asks the engine for.
//
//	b := board.New(2, figures.Laboratory())     // for two pixels of the screen per CSS pixel
//	b.Resize(1100)
//	b.Look("view.study=why")                    // what is looked at, as the page says it
//	b.Hear(bytes)                               // messages of the engine, as they come
//	for _, l := range b.Layers() { … }          // marks to draw; b.Outgoing() is what there is to tell
//
// # A laboratory
//
// A laboratory is a value: its name in links, its studies, the messages that its figures hear and ask with, and its
// first page. One whose first page is charts needs no page: it announces them in a study without a name.
//
//	board.Laboratory{Name: "fork", Studies: []chart.Study{{Charts: announced}}}
//
// Any other first page is a Page: it takes what the engine says, and draws. It draws on a Sheet, which says how large
// and in which colours, and through which it asks the engine. What more it can do, it says by having the methods of
// Pointed, Zoomable, Painter and the other interfaces beside them: all are optional.
//
//	func newPage(s *board.Sheet, experiment string) board.Page { return &page{sheet: s} }
//	func (p *page) Take(m wire.Message)       { p.curve = m.(*stage.Curve); p.kept.Stale() }
//	func (p *page) Look(view string)          {}
//	func (p *page) Lay() board.Layout         { p.at = …; return board.Layout{Height: p.at.H, Figures: …} }
//	func (p *page) Layers() []board.Layer     { return []board.Layer{{Kept: &p.kept, Draw: p.draw}} }
//	func (p *page) On(s *board.Sheet) board.Page { c := *p; c.sheet = s; return &c }
//
// # An experiment
//
// Every experiment has a page of its own. wire.Begin makes it, out of sight, for the laboratory that the experiment
// names, and it takes what Begin brings; until wire.Reveal all other messages are about the one that is shown. Reveal
// puts the new page in its place, and from then on messages are for it. wire.End says that a run ended early: one that
// was not revealed is dropped, the page of another takes it as a message.
package board
