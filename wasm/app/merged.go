package app

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"onebasin/render"
	"onebasin/wasm/wire"
)

// drawMergedBase draws what stays of the merged network's figure while λ moves:
// captions and empty squares.
func (a *App) drawMergedBase() []render.Mark {
	r := a.frames.merged
	left, right := a.frames.pair(r)
	names := a.names(a.method())
	marks := []render.Mark{a.caption(left, "A to B", a.theme.TextB)}
	if a.method() != "none" {
		marks = append(marks, a.caption(right, "A to "+names[2], a.theme.TextPiB))
	}
	for _, s := range a.squares() {
		if a.run.merged[s.method] == nil {
			marks = append(marks, render.Box{Rect: s.at, Fill: a.theme.Panel, Radius: 4})
		}
	}
	return marks
}

// mergedTitle says how much the merged networks get right, in as many words as
// one line holds.
func (a *App) mergedTitle() string {
	var right []string
	for k, s := range slices.Backward(a.squares()) {
		m := a.run.merged[s.method]
		if m == nil || math.IsNaN(m.TestAcc) {
			return "What the merged network does at λ"
		}
		of := "B"
		if k > 0 {
			of = a.names(s.method)[2]
		}
		right = append(right, fmt.Sprintf("%s %% right with %s", render.Fixed(100*m.TestAcc, 1), of))
	}
	if len(right) > 1 {
		right[1] = strings.Replace(right[1], " right", "", 1)
	}
	text := strings.Join(right, ", ")
	at := "At λ = " + render.Fixed(a.run.merged["none"].Lambda, 2) + ": " + text
	if render.MeasureText(at, render.TitleSize, true) > a.frames.merged.W-buttonRoom {
		return text
	}
	return at
}

// square is one of the two pictures of the merged network.
type square struct {
	method string
	at     render.Rect
}

func (a *App) squares() []square {
	left, right := a.frames.pair(a.frames.merged)
	if a.method() == "none" {
		return []square{{"none", left}}
	}
	return []square{{"none", left}, {a.matching(), right}}
}

// drawRegions draws what changes with λ: the title, and decision regions, predicted labels, or
// the accuracy of each class.
func (a *App) drawRegions() []render.Mark {
	if a.frames.merged.W == 0 {
		return nil
	}
	marks := a.title(a.frames.merged, a.mergedTitle())
	if a.run.setup == nil {
		return marks
	}
	for _, s := range a.squares() {
		m := a.run.merged[s.method]
		if m == nil {
			continue
		}
		switch {
		case a.run.setup.Planar:
			marks = append(marks, a.regions(m, s.at))
		case a.run.setup.Image:
			marks = append(marks, a.predictions(m, s.at)...)
		default:
			marks = append(marks, a.classBars(m, s.at)...)
		}
		foot := []string{"λ = " + render.Fixed(m.Lambda, 2)}
		if !math.IsNaN(m.TestLoss) {
			foot = append(foot, "loss "+render.Number(m.TestLoss, 2), "accuracy "+render.Fixed(m.TestAcc, 3))
		}
		marks = append(marks, a.footnote(s.at, foot...)...)
	}
	return marks
}

// mosaic is the picture of a merged network's regions, kept while it is of use.
type mosaic struct {
	of      *wire.Merged
	theme   *render.Theme
	picture render.Pixels
}

// regions paints each place of the plane of inputs in the classes' colours,
// mixed by their probabilities.
func (a *App) regions(m *wire.Merged, r render.Rect) render.Mark {
	p := a.run.regions[m.Method]
	if p == nil {
		p = new(mosaic)
		a.run.regions[m.Method] = p
	}
	if p.of != m || p.theme != a.theme {
		p.of, p.theme = m, a.theme
		p.paint(a.run.setup.Classes)
	}
	p.picture.Rect = r
	return p.picture
}

func (p *mosaic) paint(classes int) {
	m, pix := p.of, p.picture.Pix[:0]
	var tints [][3]float64
	for c := range classes {
		t := render.Mix(render.Class(c), p.theme.Background, 0.35)
		tints = append(tints, [3]float64{float64(t.R), float64(t.G), float64(t.B)})
	}
	for j := m.G - 1; j >= 0; j-- {
		for i := range m.G {
			p := m.Probabilities[(j*m.G+i)*classes : (j*m.G+i+1)*classes]
			var rgb [3]float64
			for c, w := range p {
				for k := range rgb {
					rgb[k] += float64(w) * tints[c][k]
				}
			}
			pix = append(pix, byte(rgb[0]+0.5), byte(rgb[1]+0.5), byte(rgb[2]+0.5), 255)
		}
	}
	p.picture = render.Pixels{W: m.G, H: m.G, Pix: pix, Smooth: true, Key: render.PixelsKey(m.G, m.G, pix)}
}

// drawPoints draws what lies over the decision regions: the test examples, or
// their images.
func (a *App) drawPoints() []render.Mark {
	s := a.run.setup
	if s == nil || a.frames.merged.W == 0 {
		return nil
	}
	var marks []render.Mark
	for _, sq := range a.squares() {
		m := a.run.merged[sq.method]
		if m == nil {
			continue
		}
		if s.Planar {
			marks = append(marks, render.Clip{Rect: sq.at, Marks: a.examples(m, sq.at)})
		}
		if s.Image {
			marks = append(marks, a.images(sq.at)...)
		}
	}
	return marks
}

// examples are the test points in their classes' colours.
func (a *App) examples(m *wire.Merged, r render.Rect) (marks []render.Mark) {
	s := a.run.setup
	for i, y := range s.Y {
		x0, x1 := float64(s.X[2*i]), float64(s.X[2*i+1])
		at := render.Point{X: r.X + (x0-m.X0)/(m.X1-m.X0)*r.W, Y: r.Bottom() - (x1-m.Y0)/(m.Y1-m.Y0)*r.H}
		c := render.Mix(render.Class(int(y)), a.theme.Ink, 0.25)
		marks = append(marks, render.Disc{At: at, R: 1.6, Fill: c})
	}
	return marks
}

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
func (a *App) images(r render.Rect) (marks []render.Mark) {
	s := a.run.setup
	size := s.Side * s.Side
	for k := range s.Y {
		at, _ := cell(r, k)
		marks = append(marks, render.Heatmap(at, s.Side, s.Side, doubles(s.X[k*size:(k+1)*size]), 0, 1,
			render.Colormap{a.theme.Panel, a.theme.Ink}, a.theme.Panel))
	}
	return marks
}

// predictions writes under each image what the merged network takes it for: in
// green where it is right, in orange with the probability where it is wrong.
func (a *App) predictions(m *wire.Merged, r render.Rect) (marks []render.Mark) {
	classes := a.run.setup.Classes
	for k, y := range a.run.setup.Y {
		p := m.Probabilities[k*classes : (k+1)*classes]
		best := 0
		for c, w := range p {
			if w > p[best] {
				best = c
			}
		}
		ink, mark := a.theme.TextPiB, "✓"
		if best != int(y) {
			ink, mark = a.theme.TextB, "✗"
		}
		_, at := cell(r, k)
		marks = append(marks, render.Label{At: at, Text: fmt.Sprintf("%d %s", best, mark), Size: render.TickSize, Color: ink,
			Bold: best != int(y), Anchor: render.Middle, Baseline: render.Top})
	}
	return marks
}

// classBars draws the test accuracy within each class.
func (a *App) classBars(m *wire.Merged, r render.Rect) (marks []render.Mark) {
	n := len(m.ClassAccuracy)
	if n == 0 {
		return nil
	}
	plot := render.Axes{X: render.Axis{Min: -0.5, Max: float64(n) - 0.5, NoGrid: true, Title: "class", Ticks: classTicks(n)},
		Y: render.Axis{Min: 0, Max: 1, Title: "accuracy"}, Theme: a.theme}.Draw(r)
	marks = plot.Marks
	w := 0.7 * plot.Area.W / float64(n)
	for c, v := range m.ClassAccuracy {
		if math.IsNaN(v) {
			continue
		}
		at := plot.At(float64(c), v)
		marks = append(marks, render.Box{Rect: render.Rect{X: at.X - w/2, Y: at.Y, W: w, H: plot.Area.Bottom() - at.Y}, Fill: render.Class(c)})
	}
	return marks
}

func classTicks(n int) (t []render.Tick) {
	every := 1 + n/11
	for c := 0; c < n; c += every {
		t = append(t, render.Tick{Value: float64(c), Label: fmt.Sprint(c)})
	}
	return t
}

func doubles(x []float32) []float64 {
	d := make([]float64, len(x))
	for i, v := range x {
		d[i] = float64(v)
	}
	return d
}
