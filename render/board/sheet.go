package board

import (
	"onebasin/lmc/lab/wire"
	"onebasin/render"
)

// Sheet is what a page is drawn on: how large, in which colours, what stands on it. A page asks it whenever it draws,
// and says through it what is for others.
type Sheet struct {
	Width  float64 // in CSS pixels
	Room   float64 // height in which all figures can be seen together, 0 if any
	Ratio  float64 // pixels of the screen per CSS pixel
	Theme  *render.Theme
	Figure string // name of the one that stands alone, "" for all
	Away   bool   // charts are in the page's place
	Still  bool   // nothing is to be animated

	outgoing []Outgoing
}

// Shows reports whether a figure of the page is on the sheet.
func (s *Sheet) Shows(figure string) bool { return !s.Away && (s.Figure == "" || s.Figure == figure) }

// Ask asks the engine. Its answer is a message that the page takes.
func (s *Sheet) Ask(q wire.Message) { s.out(Outgoing{To: ToEngine, Question: q}) }

// Looked tells the page around the board that view keys were changed on it.
func (s *Sheet) Looked(view string) { s.Tell("view", view) }

// Tell tells the page around the board something of a kind that it knows.
func (s *Sheet) Tell(kind, text string) { s.out(Outgoing{To: ToPage, Kind: kind, Text: text}) }

func (s *Sheet) out(o Outgoing) { s.outgoing = append(s.outgoing, o) }

// Outgoing is something that is to be told to another program.
type Outgoing struct {
	To         Recipient
	Kind, Text string
	Question   wire.Message // to the engine
}

// Recipient is a program around the board.
type Recipient int

// The programs around the board.
const (
	ToEngine Recipient = iota // computes
	ToPage                    // has the controls
	ToFrame                   // has the canvas, and the pointer's shape
)

// Outgoing returns what there is to tell, once.
func (b *Board) Outgoing() []Outgoing {
	o := b.sheet.outgoing
	b.sheet.outgoing = nil
	return o
}
