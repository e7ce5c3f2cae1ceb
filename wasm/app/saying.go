package app

import (
	"onebasin/lmc/lab/wire"
)

// Saying is something that the figures want said to another program.
type Saying interface{ saying() }

// Question is for the engine.
type Question struct{ wire.Message }

// Looked tells the page that a view key was changed on the canvas.
type Looked struct{ Fragment string }

// Cursor is the CSS name of the pointer's shape.
type Cursor string

// Words describe what the pointer is over.
type Words string

// Strode tells where in a search one is, in words too.
type Strode struct {
	Method  string  `json:"method"`
	Restart int     `json:"restart"`
	Count   int     `json:"count"`
	At      int     `json:"at"`
	Layer   int     `json:"layer"`
	Before  float64 `json:"before"`
	After   float64 `json:"after"`
	Moved   int     `json:"moved"`
	Text    string  `json:"text"`
}

func (Strode) saying() {}

// Zoomed tells whether the landscape is seen elsewhere than as a whole: moved,
// nearer or farther.
type Zoomed bool

func (Zoomed) saying()   {}
func (Question) saying() {}
func (Looked) saying()   {}
func (Cursor) saying()   {}
func (Words) saying()    {}

func (a *App) say(s Saying) { a.sayings = append(a.sayings, s) }

// Sayings returns what there is to say, once.
func (a *App) Sayings() []Saying {
	s := a.sayings
	a.sayings = nil
	return s
}
