// Package legible judges whether drawn marks can be read: it finds texts that are cut off or lie on one another. It is
// for tests.
//
//	drawn := legible.Read(marks, render.Rect{W: width, H: height})
//	for _, fault := range legible.Faults(drawn.Texts) { t.Error(fault) }
package legible

import (
	"fmt"
	"math"

	"onebasin/render"
	"onebasin/render/text"
)

// Text is a text, and what of the canvas it may stand on.
type Text struct {
	render.Label
	On render.Rect
}

// Drawn is what of marks has to do with reading.
type Drawn struct {
	Texts []Text
	Lines []render.Line
}

// Read returns what marks draw on a part of the canvas.
func Read(marks []render.Mark, on render.Rect) (d Drawn) {
	d.collect(marks, on)
	return d
}

func (d *Drawn) collect(marks []render.Mark, on render.Rect) {
	for _, m := range marks {
		switch m := m.(type) {
		case render.Clip:
			d.collect(m.Marks, on.Intersect(m.Rect))
		case render.Label:
			if m.Text != "" {
				d.Texts = append(d.Texts, Text{m, on})
			}
		case render.Line:
			d.Lines = append(d.Lines, m)
		}
	}
}

// Faults says which texts are cut, and which lie on others, a sentence each.
func Faults(texts []Text) (all []string) {
	for i, w := range texts {
		if b := w.Bounds().Inset(0.5); b.X < w.On.X || b.Y < w.On.Y || b.Right() > w.On.Right() ||
			b.Bottom() > w.On.Bottom() {
			all = append(all, fmt.Sprintf("%q is cut: %.0f of %.0f", w.Text, b, w.On))
		}
		for _, v := range texts[:i] {
			if overlap(w.corners(), v.corners()) {
				all = append(all, fmt.Sprintf("%q overlaps %q", w.Text, v.Text))
			}
		}
	}
	return all
}

func (w Text) corners() [4]render.Point {
	at, angle := w.Origin()
	cos, sin := math.Cos(angle), math.Sin(angle)
	wide := render.MeasureText(w.Text, w.Size, w.Bold)
	up, down := text.Ascent*w.Size, text.Descent*w.Size
	var c [4]render.Point
	for k, p := range [4]render.Point{{X: 0, Y: -up}, {X: wide, Y: -up}, {X: wide, Y: down}, {X: 0, Y: down}} {
		c[k] = render.Point{X: at.X + p.X*cos - p.Y*sin, Y: at.Y + p.X*sin + p.Y*cos}
	}
	return c
}

// overlap reports whether two rectangles, turned as they may be, have more than the width of a hair in common: none of
// their sides' directions parts them.
func overlap(p, q [4]render.Point) bool {
	const hair = 1
	for _, c := range [][4]render.Point{p, q} {
		for k := range 2 {
			dx, dy := c[k+1].X-c[k].X, c[k+1].Y-c[k].Y
			n := math.Hypot(dx, dy)
			extent := func(c [4]render.Point) (lo, hi float64) {
				lo, hi = math.Inf(1), math.Inf(-1)
				for _, p := range c {
					v := (p.X*dx + p.Y*dy) / n
					lo, hi = min(lo, v), max(hi, v)
				}
				return lo, hi
			}
			a0, a1 := extent(p)
			b0, b1 := extent(q)
			if a1 < b0+hair || b1 < a0+hair {
				return false
			}
		}
	}
	return true
}
