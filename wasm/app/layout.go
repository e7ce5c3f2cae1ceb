package app

import "onebasin/render"

// frames are the figures' places.
type frames struct {
	landscape, path, merged, units render.Rect
	height                         float64
}

// Distances between figures, and from the edge.
const (
	gutter = 36.0
	rowGap = 26.0
	edge   = 4.0
)

// twoColumns is the width from which figures stand two and two.
const twoColumns = 720

// head is the height of a figure's title with the space under it.
const head = render.TitleSize + 14

// layOut places the four figures: two by two on a wide canvas, one under the
// other on a narrow one.
func layOut(width float64) frames {
	var f frames
	if width < twoColumns {
		w, y := width-2*edge, edge
		place := func(h float64) render.Rect {
			r := render.Rect{X: edge, Y: y, W: w, H: h}
			y += h + rowGap
			return r
		}
		f.landscape = place(head + 0.62*w + 60)
		f.path = place(head + 300)
		f.merged = place(pairHeight(w))
		f.units = place(pairHeight(w))
		f.height = y - rowGap + edge
		return f
	}
	w := (width - 2*edge - gutter) / 2
	right := edge + w + gutter
	top := head + 0.56*min(w, 640) + 50
	bottom := pairHeight(min(w, 560))
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
	footing = 24.0
)

func pairHeight(w float64) float64 { return head + caption + (w-pairGap)/2 + footing }

// pair cuts a figure's rectangle into two squares.
func pair(r render.Rect) (left, right render.Rect) {
	side := min((r.W-pairGap)/2, r.H-head-caption-footing)
	y := r.Y + head + caption
	return render.Rect{X: r.X, Y: y, W: side, H: side}, render.Rect{X: r.X + side + pairGap, Y: y, W: side, H: side}
}
