package figures

import "onebasin/render"

// frames are the figures' places; one without an area is not on the sheet.
type frames struct {
	landscape, path, merged, units render.Rect

	height  float64
	head    float64 // of a figure's title with the space under it
	tall    float64 // what the landscape's head has beyond that
	footing float64 // of the line or two under a square

	needs func(width float64) float64 // least height of the path
}

// footnoteWidth is what the longest footnote takes of a square's half of a figure.
const footnoteWidth = 228

// titleWidth is what the landscape's longest title takes on one line, with the page's button at its end.
const titleWidth = 410

// least is the part of their natural height that figures two by two keep where the room is low: then the page is
// scrolled.
const least = 0.6

// layOut places the figures: two by two on a wide canvas, one under the other on a narrow one, or the one that stands
// alone. Two by two they are made lower to be seen together in a room of this height, if it is not 0. needs is the
// least height of the path's figure at a width.
func layOut(width, room float64, alone string, needs func(width float64) float64) frames {
	f := frames{head: render.LineHeight + 12, footing: 8 + render.LineHeight, needs: needs}
	if place := f.named(alone); place != nil {
		f.alone(place, width, alone)
		return f
	}
	if width < render.TwoColumns {
		f.column(width)
		return f
	}
	w := (width - 2*render.Edge - render.Gutter) / 2
	if w < 2*footnoteWidth+pairGap {
		f.footing += render.LineHeight
	}
	if w < titleWidth {
		f.tall = render.LineHeight
	}
	right := render.Edge + w + render.Gutter
	plot, square := 0.56*min(w, 640), (min(w, 560)-pairGap)/2
	fixed := 2*render.Edge + render.RowGap + 2*f.head + f.tall + 50 + render.CaptionHeight + f.footing
	needed := needs(w) - f.head - f.tall - 50
	if room > 0 {
		part := min(1, max(least, (room-fixed)/(plot+square)))
		lower := max(part*plot, min(plot, needed)) // the squares give what the path needs
		square = max(least*square, part*square-(lower-part*plot))
		plot = lower
	}
	top := f.head + f.tall + max(plot, needed) + 50
	bottom := f.head + render.CaptionHeight + square + f.footing
	f.landscape = render.Rect{X: render.Edge, Y: render.Edge, W: w, H: top}
	f.path = render.Rect{X: right, Y: render.Edge, W: w, H: top}
	f.merged = render.Rect{X: render.Edge, Y: render.Edge + top + render.RowGap, W: w, H: bottom}
	f.units = render.Rect{X: right, Y: render.Edge + top + render.RowGap, W: w, H: bottom}
	f.height = f.units.Bottom() + render.Edge
	return f
}

// column places the figures one under the other.
func (f *frames) column(width float64) {
	f.footing += render.LineHeight // footnotes need a second line
	f.tall = render.LineHeight     // and so does the landscape's title
	w, y := width-2*render.Edge, render.Edge
	for _, name := range figures {
		r := f.named(name)
		*r = render.Rect{X: render.Edge, Y: y, W: w, H: f.natural(name, w)}
		y = r.Bottom() + render.RowGap
	}
	f.height = y - render.RowGap + render.Edge
}

// alone gives one figure the whole width.
func (f *frames) alone(place *render.Rect, width float64, name string) {
	w := width - 2*render.Edge
	if width < render.TwoColumns {
		f.tall = render.LineHeight
	}
	if w < 2*footnoteWidth+pairGap {
		f.footing += render.LineHeight
	}
	*place = render.Rect{X: render.Edge, Y: render.Edge, W: w, H: f.natural(name, w)}
	f.height = place.Bottom() + render.Edge
}

// natural is the height that a figure of width w wants.
func (f *frames) natural(name string, w float64) float64 {
	switch name {
	case "landscape":
		return f.head + f.tall + min((w-render.NarrowBarRoom-40)/1.3, 520) + 44
	case "path":
		return max(f.head+max(300, min(0.5*w, 460)), f.needs(w))
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
	return nil
}

// pairGap is the room between the two squares of a figure.
const pairGap = 20.0

func (f frames) pairHeight(w float64) float64 {
	return f.head + render.CaptionHeight + (w-pairGap)/2 + f.footing
}

// pair cuts a figure's rectangle into two squares, each at the left of its half.
func (f frames) pair(r render.Rect) (left, right render.Rect) {
	half := (r.W - pairGap) / 2
	side := min(half, r.H-f.head-render.CaptionHeight-f.footing)
	y := r.Y + f.head + render.CaptionHeight
	return render.Rect{X: r.X, Y: y, W: side, H: side}, render.Rect{X: r.X + half + pairGap, Y: y, W: side, H: side}
}
