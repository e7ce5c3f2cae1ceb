package figures

import (
	"fmt"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// A sheet has at most so many columns and rows of images; a smaller one has fewer, so that labels keep apart.
const (
	sheetColumns, sheetRows = 6, 4
	leastColumn, leastRow   = 32, 36 // pixels
)

// sheet returns how many columns and rows of images a place has.
func sheet(r render.Rect) (columns, rows int) {
	return max(1, min(sheetColumns, int(r.W/leastColumn))), max(1, min(sheetRows, int(r.H/leastRow)))
}

// cell returns the place of image k on a sheet, with room for its label; there is none for images that are too many.
func cell(r render.Rect, k int) (image render.Rect, label render.Point, there bool) {
	columns, rows := sheet(r)
	w, h := r.W/float64(columns), r.H/float64(rows)
	side := min(w-4, h-18)
	x, y := r.X+float64(k%columns)*w, r.Y+float64(k/columns)*h
	image = render.Rect{X: x + (w-side)/2, Y: y, W: side, H: side}
	return image, render.Point{X: x + w/2, Y: y + side + 2}, k < columns*rows
}

// images draws the sheet of test images, ink on paper.
func (p *page) images(r render.Rect) (marks []render.Mark) {
	s := p.known.setup
	size := s.Side * s.Side
	low, high := float32(0), float32(1) // of strokes; somebody's own images may have other numbers
	for _, v := range s.X {
		low, high = min(low, v), max(high, v)
	}
	for k := range s.Y {
		at, _, there := cell(r, k)
		if !there {
			break
		}
		marks = append(marks, render.Heatmap(at, s.Side, s.Side, doubles(s.X[k*size:(k+1)*size]), float64(low),
			float64(high), render.Colormap{p.sheet.Theme.Panel, p.sheet.Theme.Ink}, p.sheet.Theme.Panel))
	}
	return marks
}

// predictions writes under each image what the merged network takes it for: in green where it is right, in orange with
// the probability where it is wrong.
func (p *page) predictions(m *stage.Merged, r render.Rect) (marks []render.Mark) {
	classes := p.known.setup.Classes
	for k, y := range p.known.setup.Y {
		shares := m.Probabilities[k*classes : (k+1)*classes]
		best := 0
		for c, w := range shares {
			if w > shares[best] {
				best = c
			}
		}
		ink, mark := p.sheet.Theme.TextPiB, "✓"
		if best != int(y) {
			ink, mark = p.sheet.Theme.TextB, "✗"
		}
		_, at, there := cell(r, k)
		if !there {
			break
		}
		marks = append(marks, render.Label{At: at, Text: fmt.Sprintf("%d %s", best, mark), Size: render.TickSize,
			Color: ink, Bold: best != int(y), Anchor: render.Middle, Baseline: render.Top})
	}
	return marks
}

func doubles(x []float32) []float64 {
	d := make([]float64, len(x))
	for i, v := range x {
		d[i] = float64(v)
	}
	return d
}
