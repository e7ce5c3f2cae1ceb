package figures

import (
	"onebasin/lmc/match/stage"
	"onebasin/render/board"
)

// Description is what is drawn, as data.
type Description struct {
	From      string            `json:"from"` // network compared with A
	Method    string            `json:"method"`
	Layer     int               `json:"layer"`
	Lambda    float64           `json:"lambda"`
	Mode      string            `json:"mode"`
	Turn      float64           `json:"turn"`
	Tilt      float64           `json:"tilt"`
	Landscape *LandscapeDrawn   `json:"landscape"`
	Merged    map[string]Merged `json:"merged"`

	Axes map[string]board.Place `json:"axes"` // of the path, between its scales
}

// Spot is a point of the landscape: where it is drawn, and its coordinates.
type Spot struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	U float64 `json:"u"`
	V float64 `json:"v"`
}

// LandscapeDrawn describes the landscape.
type LandscapeDrawn struct {
	From    string          `json:"from"`
	Method  string          `json:"method"`
	N       int             `json:"n"`
	Area    board.Place     `json:"area"`
	Marks   map[string]Spot `json:"marks"`
	Minimum Spot            `json:"minimum"` // the computed node with the lowest loss
	Loss    float64         `json:"loss"`    // there
	Title   string          `json:"title"`
}

// Merged is what is shown of a merged network.
type Merged struct {
	Lambda   float64 `json:"lambda"`
	Loss     float64 `json:"loss"`
	Accuracy float64 `json:"accuracy"`
}

// Describe returns a Description.
func (p *page) Describe() any {
	d := Description{From: p.known.from, Method: p.method(), Layer: p.view.Layer, Lambda: p.view.Lambda,
		Mode: p.view.Mode, Turn: p.view.Turn, Tilt: p.view.Tilt, Merged: map[string]Merged{}}
	for _, s := range p.squares() {
		if m := p.mergedShown(s.matching); m != nil && m.TestLoss == m.TestLoss {
			of, _ := stage.FilmOf(s.matching)
			d.Merged[of] = Merged{m.Lambda, m.TestLoss, m.TestAcc}
		}
	}
	d.Axes = map[string]board.Place{}
	if p.frames.path.W > 0 {
		p.layPath()
		d.Axes["loss"] = board.PlaceOf(p.loss.Area)
		if p.many() {
			d.Axes["rows"] = board.PlaceOf(p.layRows().Area)
		} else {
			d.Axes["accuracy"] = board.PlaceOf(p.accuracy.Area)
		}
	}
	if p.picture != nil {
		d.Landscape = p.describeLandscape(p.picture)
	}
	return d
}

func (p *page) describeLandscape(q *picture) *LandscapeDrawn {
	l := q.of
	spot := func(u, v float64) Spot {
		at := q.plot.At(u, v)
		return Spot{at.X, at.Y, u, v}
	}
	d := &LandscapeDrawn{From: l.From, Method: l.Method, N: l.N, Area: board.PlaceOf(q.plot.Area),
		Title: p.planeTitle(l), Marks: map[string]Spot{}}
	for k, name := range p.known.names(l.Method) {
		if 2*k+1 < len(l.Marks) {
			d.Marks[name] = spot(l.Marks[2*k], l.Marks[2*k+1])
		}
	}
	best := lowestNode(l)
	d.Loss = l.Loss[best]
	step := float64(l.N - 1)
	d.Minimum = spot(l.U0+(l.U1-l.U0)*float64(best%l.N)/step, l.V0+(l.V1-l.V0)*float64(best/l.N)/step)
	return d
}

// lowestNode returns the node with the lowest loss.
func lowestNode(l *stage.Landscape) (best int) {
	for k, z := range l.Loss {
		if z < l.Loss[best] {
			best = k
		}
	}
	return best
}
