package board

import (
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/render"
)

// Laboratory is what a board knows of one.
type Laboratory struct {
	Name     string         // in links: lab=Name
	Studies  []chart.Study  // whose charts can be looked at; one without a name is the first page
	Messages []wire.Message // that its page takes, beside charts

	// Of a first page that is charts: the view keys that these follow, and of these the keys of what takes a crew.
	Follows, Pictured []string

	// New returns the page of an experiment, given as a fragment; "" before there is one. It is nil where the first
	// page is charts.
	New func(s *Sheet, experiment string) Page
}

// Page shows one experiment: the figures that a laboratory opens on.
type Page interface {
	// Take takes a stage of the experiment, an answer to a question, or *wire.End: the run ended early.
	Take(m wire.Message)

	// Look changes what is looked at: a link's view keys, as a fragment. It is called when they changed, and when the
	// page begins to be seen.
	Look(view string)

	// Lay places the figures on the sheet, which has changed in size, colours, density or in what stands alone on it.
	// Nothing that was drawn before is shown again.
	Lay() Layout

	// Layers are the parts of the picture, bottom first.
	Layers() []Layer

	// On returns a page that shows the same on another sheet, for a figure's file: a copy. It is laid before it is
	// drawn.
	On(s *Sheet) Page
}

// Layout is where figures are.
type Layout struct {
	Height float64 // that all take

	// Figures are the places of all, by their names in links; without an area where one is not on the sheet.
	Figures map[string]render.Rect
}

// Layer is a part of the picture. One with Kept is drawn when that is stale, others for every frame.
type Layer struct {
	Kept *Kept
	Draw func() []render.Mark
}

// Kept is a layer's marks, kept until they are stale. The zero value is.
type Kept struct {
	fresh   bool
	version int
	marks   []render.Mark
}

// Stale says that the layer is to be drawn anew.
func (k *Kept) Stale() { k.fresh = false }
