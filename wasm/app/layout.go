package app

import "onebasin/render"

// frames are the figures' places.
type frames struct {
	landscape, path, merged, units render.Rect
	height                         float64
	head                           float64 // of a figure's title with the space under it
	tall                           float64 // what the landscape's head has beyond that
	footing                        float64 // of the line or two under a square
}

// Distances between figures, and from the edge.
const (
	gutter = 36.0
	rowGap = 26.0
	edge   = 4.0
)

// footnoteWidth is what the longest footnote takes.
const footnoteWidth = 250

// twoColumns is the width from which figures stand two and two.
const twoColumns = 720

// lineHeight is that of a title or a footnote.
const lineHeight = 18.0

// layOut places the four figures: two by two on a wide canvas, one under the
// other on a narrow one.
func layOut(width float64) frames {
	f := frames{head: lineHeight + 12, footing: 8 + lineHeight}
	if width < twoColumns {
		f.footing += lineHeight // footnotes need a second line
		w, y := width-2*edge, edge
		place := func(h float64) render.Rect {
			r := render.Rect{X: edge, Y: y, W: w, H: h}
			y += h + rowGap
			return r
		}
		f.tall = lineHeight // its title too
		f.landscape = place(f.head + f.tall + (w-narrowWidth-40)/1.3 + 44)
		f.path = place(f.head + 300)
		f.merged = place(f.pairHeight(w))
		f.units = place(f.pairHeight(w))
		f.height = y - rowGap + edge
		return f
	}
	w := (width - 2*edge - gutter) / 2
	if w < 2*footnoteWidth {
		f.footing += lineHeight
	}
	right := edge + w + gutter
	top := f.head + 0.56*min(w, 640) + 50
	bottom := f.pairHeight(min(w, 560))
	f.landscape = render.Rect{X: edge, Y: edge, W: w, H: top}
	f.path = render.Rect{X: right, Y: edge, W: w, H: top}
	f.merged = render.Rect{X: edge, Y: edge + top + rowGap, W: w, H: bottom}
	f.units = render.Rect{X: right, Y: edge + top + rowGap, W: w, H: bottom}
	f.height = f.units.Bottom() + edge
	return f
}

// Room of a figure of two squares side by side: between them, and above each
// for its caption.
const (
	pairGap = 20.0
	caption = 22.0
)

func (f frames) pairHeight(w float64) float64 { return f.head + caption + (w-pairGap)/2 + f.footing }

// pair cuts a figure's rectangle into two squares.
func (f frames) pair(r render.Rect) (left, right render.Rect) {
	side := min((r.W-pairGap)/2, r.H-f.head-caption-f.footing)
	y := r.Y + f.head + caption
	return render.Rect{X: r.X, Y: y, W: side, H: side}, render.Rect{X: r.X + side + pairGap, Y: y, W: side, H: side}
}
