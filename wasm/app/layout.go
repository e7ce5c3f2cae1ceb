package app

import (
	"onebasin/render"
	"onebasin/render/chart"
)

// frames are the figures' places.
type frames struct {
	landscape, path, merged, units render.Rect
	sheet                          *chart.Sheet // of a study, in place of the four
	height                         float64
	head                           float64 // of a figure's title with the space under it
	tall                           float64 // what the landscape's head has beyond that
	footing                        float64 // of the line or two under a square
}

// Distances between figures, and from the edge.
const (
	gutter = render.Gutter
	rowGap = render.RowGap
	edge   = render.Edge
)

// footnoteWidth is what the longest footnote takes of a square's half of a figure.
const footnoteWidth = 228

// twoColumns is the width from which figures stand two and two.
const twoColumns = render.TwoColumns

// titleWidth is what the landscape's longest title takes on one line, with the
// page's button at its end.
const titleWidth = 410

// lineHeight is that of a title or a footnote.
const lineHeight = render.LineHeight

// least is the part of their natural height that figures two by two keep where
// the room is low: then the page is scrolled.
const least = 0.6

// layOut places the figures: two by two on a wide canvas, one under the other
// on a narrow one, or the one that is embedded alone. Two by two they are made
// lower to be seen together in a room of this height, if it is not 0.
func layOut(width, room float64, embed string) frames {
	f := frames{head: lineHeight + 12, footing: 8 + lineHeight}
	if place := f.named(embed); place != nil {
		f.alone(place, width, embed)
		return f
	}
	if width < twoColumns {
		f.column(width)
		return f
	}
	w := (width - 2*edge - gutter) / 2
	if w < 2*footnoteWidth+pairGap {
		f.footing += lineHeight
	}
	if w < titleWidth {
		f.tall = lineHeight
	}
	right := edge + w + gutter
	plot, square := 0.56*min(w, 640), (min(w, 560)-pairGap)/2
	fixed := 2*edge + rowGap + 2*f.head + f.tall + 50 + caption + f.footing
	if room > 0 {
		part := min(1, max(least, (room-fixed)/(plot+square)))
		plot, square = part*plot, part*square
	}
	top := f.head + f.tall + plot + 50
	bottom := f.head + caption + square + f.footing
	f.landscape = render.Rect{X: edge, Y: edge, W: w, H: top}
	f.path = render.Rect{X: right, Y: edge, W: w, H: top}
	f.merged = render.Rect{X: edge, Y: edge + top + rowGap, W: w, H: bottom}
	f.units = render.Rect{X: right, Y: edge + top + rowGap, W: w, H: bottom}
	f.height = f.units.Bottom() + edge
	return f
}

// column places the figures one under the other.
func (f *frames) column(width float64) {
	f.footing += lineHeight // footnotes need a second line
	f.tall = lineHeight     // and so does the landscape's title
	w, y := width-2*edge, edge
	for _, name := range figures {
		r := f.named(name)
		*r = render.Rect{X: edge, Y: y, W: w, H: f.natural(name, w)}
		y = r.Bottom() + rowGap
	}
	f.height = y - rowGap + edge
}

// alone gives one figure the whole width.
func (f *frames) alone(place *render.Rect, width float64, name string) {
	w := width - 2*edge
	if width < twoColumns {
		f.tall = lineHeight
	}
	if w < 2*footnoteWidth+pairGap {
		f.footing += lineHeight
	}
	*place = render.Rect{X: edge, Y: edge, W: w, H: f.natural(name, w)}
	f.height = place.Bottom() + edge
}

// natural is the height that a figure of width w wants.
func (f *frames) natural(name string, w float64) float64 {
	switch name {
	case "landscape":
		return f.head + f.tall + min((w-narrowWidth-40)/1.3, 520) + 44
	case "path":
		return f.head + max(300, min(0.5*w, 460))
	}
	return f.pairHeight(min(w, 760))
}

// figures are the figures' names in the order in which they are read.
var figures = []string{"landscape", "path", "merged", "units"}

// named returns the place of a figure, nil when there is none of that name.
func (f *frames) named(name string) *render.Rect {
	switch name {
	case "landscape":
		return &f.landscape
	case "path":
		return &f.path
	case "merged":
		return &f.merged
	case "units":
		return &f.units
	}
	if f.sheet != nil {
		if c := f.sheet.Named(name); c != nil {
			return &c.At
		}
	}
	return nil
}

// Room of a figure of two squares side by side: between them, and above each
// for its caption.
const (
	pairGap = 20.0
	caption = render.CaptionHeight
)

func (f frames) pairHeight(w float64) float64 { return f.head + caption + (w-pairGap)/2 + f.footing }

// pair cuts a figure's rectangle into two squares, each at the left of its half.
func (f frames) pair(r render.Rect) (left, right render.Rect) {
	half := (r.W - pairGap) / 2
	side := min(half, r.H-f.head-caption-f.footing)
	y := r.Y + f.head + caption
	return render.Rect{X: r.X, Y: y, W: side, H: side}, render.Rect{X: r.X + half + pairGap, Y: y, W: side, H: side}
}
