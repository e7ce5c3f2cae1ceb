package app

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"onebasin/lmc/match/stage"
	"onebasin/render"
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
	if s := a.run.setup; s != nil && s.Planar {
		half := render.Rect{X: left.X, Y: left.Y, W: max(left.W, (r.W-pairGap)/2)}
		marks = append(marks, a.classLegend(half, s.Classes)...)
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
			foot = append(foot, "loss "+amount(m.TestLoss), "accuracy "+render.Fixed(m.TestAcc, 3))
		}
		marks = append(marks, a.footnote(s.at, foot...)...)
	}
	return marks
}

// mosaic is the picture of a merged network's regions, kept while it is of use.
type mosaic struct {
	of      *stage.Merged
	theme   *render.Theme
	picture render.Pixels
}

// regions paints each place of the plane of inputs in the classes' colours,
// mixed by their probabilities.
func (a *App) regions(m *stage.Merged, r render.Rect) render.Mark {
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
			marks = append(marks, render.Clip{Rect: sq.at, Marks: append(a.examples(m, sq.at), a.inputAxes(m, sq.at)...)})
		}
		if s.Image {
			marks = append(marks, a.images(sq.at)...)
		}
	}
	return marks
}

// examples are the test points in their classes' colours.
func (a *App) examples(m *stage.Merged, r render.Rect) (marks []render.Mark) {
	s := a.run.setup
	for i, y := range s.Y {
		x0, x1 := float64(s.X[2*i]), float64(s.X[2*i+1])
		at := render.Point{X: r.X + (x0-m.X0)/(m.X1-m.X0)*r.W, Y: r.Bottom() - (x1-m.Y0)/(m.Y1-m.Y0)*r.H}
		c := render.Mix(render.Class(int(y)), a.theme.Ink, 0.25)
		marks = append(marks, render.Disc{At: at, R: 1.6, Fill: c})
	}
	return marks
}

// inputAxes draws the scales of the two inputs along the lower and the left edge
// of decision regions, inside, where the pictures need no further room.
func (a *App) inputAxes(m *stage.Merged, r render.Rect) (marks []render.Mark) {
	ink, halo := a.theme.Ink, render.Alpha(a.theme.Background, 0.7)
	label := func(at render.Point, text string, anchor render.Anchor, base render.Baseline) render.Label {
		return render.Label{At: at, Text: text, Size: render.TickSize, Color: ink, Halo: halo, Anchor: anchor, Baseline: base}
	}
	const tick, gap = 4.0, 7.0
	n := int(max(4, min(8, r.W/36)))
	x := render.Scale{Min: m.X0, Max: m.X1, Lo: r.X, Hi: r.Right()}
	for _, t := range x.Ticks(n) {
		at := x.At(t.Value)
		if at < r.X+12 || at > r.Right()-22 { // where the name stands, or a label would be cut
			continue
		}
		marks = append(marks, render.Line{Points: []render.Point{{X: at, Y: r.Bottom()}, {X: at, Y: r.Bottom() - tick}}, Width: 1, Color: ink},
			label(render.Point{X: at, Y: r.Bottom() - gap}, t.Label, render.Middle, render.Bottom))
	}
	y := render.Scale{Min: m.Y0, Max: m.Y1, Lo: r.Bottom(), Hi: r.Y}
	for _, t := range y.Ticks(n) {
		at := y.At(t.Value)
		if at < r.Y+22 || at > r.Bottom()-26 { // the name, and the other scale
			continue
		}
		marks = append(marks, render.Line{Points: []render.Point{{X: r.X, Y: at}, {X: r.X + tick, Y: at}}, Width: 1, Color: ink},
			label(render.Point{X: r.X + gap, Y: at}, t.Label, render.Start, render.Center))
	}
	return append(marks, label(render.Point{X: r.Right() - 5, Y: r.Bottom() - gap}, "x", render.End, render.Bottom),
		label(render.Point{X: r.X + gap, Y: r.Y + 5}, "y", render.Start, render.Top))
}

// classLegend names the colours of the classes at the end of a caption's line, as
// many as fit.
func (a *App) classLegend(r render.Rect, classes int) (marks []render.Mark) {
	const room, each = 48.0, 22.0 // of the caption, of a class
	name := render.MeasureText("class", render.TickSize, false) + 6
	if r.W-room-name < each*float64(classes) {
		return nil
	}
	x, y := r.Right()-each*float64(classes), r.Y-12
	marks = []render.Mark{render.Label{At: render.Point{X: x - 6, Y: y}, Text: "class", Size: render.TickSize, Color: a.theme.Faint, Anchor: render.End, Baseline: render.Center}}
	for c := range classes {
		at := render.Point{X: x + each*float64(c) + 4, Y: y}
		marks = append(marks, render.Disc{At: at, R: 3.5, Fill: render.Class(c)},
			render.Label{At: render.Point{X: at.X + 6, Y: y}, Text: fmt.Sprint(c), Size: render.TickSize, Color: a.theme.Faint, Baseline: render.Center})
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
func (a *App) predictions(m *stage.Merged, r render.Rect) (marks []render.Mark) {
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
func (a *App) classBars(m *stage.Merged, r render.Rect) (marks []render.Mark) {
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
