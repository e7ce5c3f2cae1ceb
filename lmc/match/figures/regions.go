package figures

import (
	"strconv"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// regionPicture is that of a merged network's decision regions, kept while it is of use.
type regionPicture struct {
	of     *stage.Merged
	theme  *render.Theme
	pixels render.Pixels
}

// regions paints each place of the plane of inputs in the classes' colours, mixed by their probabilities.
func (p *page) regions(m *stage.Merged, r render.Rect) render.Mark {
	q := p.known.regions[m.Method]
	if q == nil {
		q = new(regionPicture)
		p.known.regions[m.Method] = q
	}
	if q.of != m || q.theme != p.sheet.Theme {
		q.of, q.theme = m, p.sheet.Theme
		q.paint(p.known.setup.Classes)
	}
	q.pixels.Rect = r
	return q.pixels
}

func (q *regionPicture) paint(classes int) {
	m, pix := q.of, q.pixels.Pix[:0]
	var tints [][3]float64
	for c := range classes {
		t := render.Mix(render.Class(c), q.theme.Background, 0.35)
		tints = append(tints, [3]float64{float64(t.R), float64(t.G), float64(t.B)})
	}
	for j := m.G - 1; j >= 0; j-- {
		for i := range m.G {
			shares := m.Probabilities[(j*m.G+i)*classes : (j*m.G+i+1)*classes]
			var rgb [3]float64
			for c, w := range shares {
				for k := range rgb {
					rgb[k] += float64(w) * tints[c][k]
				}
			}
			pix = append(pix, byte(rgb[0]+0.5), byte(rgb[1]+0.5), byte(rgb[2]+0.5), 255)
		}
	}
	q.pixels = render.Pixels{W: m.G, H: m.G, Pix: pix, Smooth: true, Key: render.PixelsKey(m.G, m.G, pix)}
}

// examples are the test points in their classes' colours.
func (p *page) examples(m *stage.Merged, r render.Rect) (marks []render.Mark) {
	s := p.known.setup
	for i, y := range s.Y {
		x0, x1 := float64(s.X[2*i]), float64(s.X[2*i+1])
		at := render.Point{X: r.X + (x0-m.X0)/(m.X1-m.X0)*r.W, Y: r.Bottom() - (x1-m.Y0)/(m.Y1-m.Y0)*r.H}
		c := render.Mix(render.Class(int(y)), p.sheet.Theme.Ink, 0.25)
		marks = append(marks, render.Disc{At: at, R: 1.6, Fill: c})
	}
	return marks
}

// inputAxes draws the scales of the two inputs along the lower and the left render.Edge of decision regions, inside,
// where the pictures need no further room.
func (p *page) inputAxes(m *stage.Merged, r render.Rect) (marks []render.Mark) {
	ink, halo := p.sheet.Theme.Ink, render.Alpha(p.sheet.Theme.Background, 0.7)
	label := func(at render.Point, text string, anchor render.Anchor, base render.Baseline) render.Label {
		return render.Label{At: at, Text: text, Size: render.TickSize, Color: ink, Halo: halo, Anchor: anchor,
			Baseline: base}
	}
	line := func(from, to render.Point) render.Line {
		return render.Line{Points: []render.Point{from, to}, Width: 1, Color: ink}
	}
	const tick, gap = 4.0, 7.0
	n := int(max(4, min(8, r.W/36)))
	x := render.Scale{Min: m.X0, Max: m.X1, Lo: r.X, Hi: r.Right()}
	for _, t := range x.Roomy(n) {
		at := x.At(t.Value)
		if at < r.X+12 || at > r.Right()-22 { // where the name stands, or a label would be cut
			continue
		}
		marks = append(marks, line(render.Point{X: at, Y: r.Bottom()}, render.Point{X: at, Y: r.Bottom() - tick}),
			label(render.Point{X: at, Y: r.Bottom() - gap}, t.Label, render.Middle, render.Bottom))
	}
	y := render.Scale{Min: m.Y0, Max: m.Y1, Lo: r.Bottom(), Hi: r.Y}
	for _, t := range y.Ticks(int(min(float64(n), max(2, r.H/24)))) {
		at := y.At(t.Value)
		if at < r.Y+22 || at > r.Bottom()-26 { // the name, and the other scale
			continue
		}
		marks = append(marks, line(render.Point{X: r.X, Y: at}, render.Point{X: r.X + tick, Y: at}),
			label(render.Point{X: r.X + gap, Y: at}, t.Label, render.Start, render.Center))
	}
	return append(marks, label(render.Point{X: r.Right() - 5, Y: r.Bottom() - gap}, "x", render.End, render.Bottom),
		label(render.Point{X: r.X + gap, Y: r.Y + 5}, "y", render.Start, render.Top))
}

// classLegend names the colours of the classes at the end of a caption's line, as many as fit.
func (p *page) classLegend(r render.Rect, classes int) (marks []render.Mark) {
	const room, each = 48.0, 22.0 // of the caption, of a class
	name := render.MeasureText("class", render.TickSize, false) + 6
	if r.W-room-name < each*float64(classes) {
		return nil
	}
	x, y := r.Right()-each*float64(classes), r.Y-12
	marks = []render.Mark{p.small(render.Point{X: x - 6, Y: y}, "class", render.End, render.Center)}
	for c := range classes {
		at := render.Point{X: x + each*float64(c) + 4, Y: y}
		marks = append(marks, render.Disc{At: at, R: 3.5, Fill: render.Class(c)},
			p.small(render.Point{X: at.X + 6, Y: y}, strconv.Itoa(c), render.Start, render.Center))
	}
	return marks
}
