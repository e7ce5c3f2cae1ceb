package figures

import (
	"fmt"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// Columns and rows of a sheet of images.
const (
	sheetColumns = 6
	sheetRows    = 4
)

// cell returns the place of image k on a sheet, with room for its label.
func cell(r render.Rect, k int) (image render.Rect, label render.Point) {
	w, h := r.W/sheetColumns, r.H/sheetRows
	side := min(w-4, h-18)
	x, y := r.X+float64(k%sheetColumns)*w, r.Y+float64(k/sheetColumns)*h
	image = render.Rect{X: x + (w-side)/2, Y: y, W: side, H: side}
	return image, render.Point{X: x + w/2, Y: y + side + 2}
}

// images draws the sheet of test images, ink on paper.
func (p *page) images(r render.Rect) (marks []render.Mark) {
	s := p.known.setup
	size := s.Side * s.Side
	for k := range s.Y {
		at, _ := cell(r, k)
		marks = append(marks, render.Heatmap(at, s.Side, s.Side, doubles(s.X[k*size:(k+1)*size]), 0, 1,
			render.Colormap{p.sheet.Theme.Panel, p.sheet.Theme.Ink}, p.sheet.Theme.Panel))
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
		_, at := cell(r, k)
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
