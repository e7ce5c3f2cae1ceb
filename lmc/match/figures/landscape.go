package figures

import (
	"fmt"
	"image/color"
	"slices"

	"onebasin/lmc/match/stage"
	"onebasin/lmc/measure"
	"onebasin/render"
)

// landscape returns the landscape of the matching shown, or of another while that one is not known; nil while there is
// none.
func (p *page) landscape() *stage.Landscape {
	k := &p.known
	if z := k.zoomed; z != nil && p.window != nil && z.Method == p.plane() {
		return z
	}
	if l := k.landscapes[p.plane()]; l != nil {
		return l
	}
	if p.picture != nil {
		return p.picture.of
	}
	for _, method := range k.experiment.Methods() {
		if l := k.landscapes[method]; l != nil {
			return l
		}
	}
	return nil
}

// barGap is between a landscape and the bar of its colours.
const barGap = 14.0

// barTitle is that of the bar of colours, none where the axis says it.
func (p *page) barTitle() string {
	if p.narrow() {
		return ""
	}
	return "test loss"
}

// barRoom is what the bar takes beside a landscape: as much for all whose losses have a few digits.
func (p *page) barRoom(levels render.Levels) float64 {
	usual := render.BarRoom
	if p.narrow() {
		usual = render.NarrowBarRoom
	}
	return max(usual, barGap+levels.ColorbarWidth(p.barTitle())+2)
}

func (p *page) narrow() bool { return p.sheet.Width < render.TwoColumns }

// planeRect is the place of the landscape's axes, beside a bar.
func (p *page) planeRect(bar float64) render.Rect {
	r, head := p.frames.landscape, p.frames.head+p.frames.tall-10
	return render.Rect{X: r.X, Y: r.Y + head, W: r.W - bar, H: r.H - head}
}

func (p *page) planeAxes(l *stage.Landscape, width float64) render.Axes {
	x := render.Axis{Min: 0, Max: 1, NoGrid: true, Title: p.known.say("in units of ‖B − A‖")}
	y := render.Axis{Min: 0, Max: 1, NoGrid: true}
	if l != nil {
		x.Min, x.Max, y.Min, y.Max = l.U0, l.U1, l.V0, l.V1
		x.Title = p.known.say(fmt.Sprintf("in units of ‖B − A‖ = %s", render.Number(l.Unit, 3)))
		switch {
		case p.narrow():
			x.Title = "test loss; " + x.Title
		case len(l.Trajectories) > 0:
			longer := x.Title + "; thin white lines: the trainings, projected"
			if render.MeasureText(longer, render.LabelSize, false) < width-40 {
				x.Title = longer
			}
		}
		if !l.Spanned {
			y.Title = "a random direction"
		}
	}
	return render.Axes{X: x, Y: y, Equal: true, Theme: p.sheet.Theme}
}

// planeTitle states what the straight paths show, and nothing more.
func (p *page) planeTitle(l *stage.Landscape) string { return p.known.say(p.planeFinding(l)) }

// planeFinding is planeTitle with B for the network compared.
func (p *page) planeFinding(l *stage.Landscape) string {
	none, ok := p.known.barrier("none")
	switch verdict := p.known.verdict(l.Method); {
	case methodOf(l.Method) == "planted":
		return "A and its renumbered copy"
	case verdict == measure.Unlearned:
		return "The loss around networks that did not learn"
	case ok && !measure.IsBarrier(none):
		return "No ridge lies between A and B"
	case ok && l.Method == "none":
		return "A ridge lies between A and B"
	case verdict == measure.Unknown:
		return "The loss on the plane through A, B and π(B)"
	default:
		return "A ridge lies between A and B, " + beforeMatched[verdict]
	}
}

// beforeMatched says what lies between A and π(B).
var beforeMatched = map[measure.Verdict]string{
	measure.Gone:       "a valley between A and π(B)",
	measure.MostlyGone: "little of it before π(B)",
	measure.Smaller:    "a lower one before π(B)",
	measure.NotHelped:  "and one before π(B)",
}

// drawLandscape draws the landscape, the paths, and the networks' places.
func (p *page) drawLandscape() []render.Mark {
	if p.picture == nil {
		place := p.planeRect(p.barRoom(render.Levels{}))
		plot := p.planeAxes(nil, place.W).Draw(place)
		marks := append(p.title(p.frames.landscape, p.known.say("The loss around A and B")), plot.Marks...)
		text := "appears after matching"
		if p.oneNetwork() {
			text = p.known.say("there is no plane: A and B are one network")
		}
		return append(marks, p.waiting(plot.Area, text)...)
	}
	l := p.picture.of
	marks := p.title(p.frames.landscape, p.planeTitle(l))
	if p.picture.surface != nil {
		return append(marks, p.drawSurface(p.picture)...)
	}
	plot := p.picture.plot
	marks = append(marks, plot.Marks...)
	marks = append(marks, plot.Inside(0, p.drawPlane(l)...))
	bar := render.Rect{X: plot.Area.Right() + barGap, Y: plot.Area.Y, W: p.barRoom(p.picture.levels) - barGap,
		H: plot.Area.H}
	return append(marks, p.picture.levels.Colorbar(bar, p.barTitle(), p.sheet.Theme)...)
}

// drawPlane draws what lies on the plane: the loss, the trainings, the straight paths and the networks.
func (p *page) drawPlane(l *stage.Landscape) []render.Mark {
	plot := p.picture.plot
	var in []render.Mark
	if p.picture.pixels.Pix != nil { // there are none yet of what was a surface
		in = append(in, p.picture.pixels)
	}
	in = append(in, p.picture.lines...)
	for _, t := range l.Trajectories {
		xs, ys := unzip(t)
		in = append(in, plot.Curve(xs, ys, 1.25, render.Alpha(render.White, 0.75)))
	}
	at := func(k int) render.Point { return plot.At(l.Marks[2*k], l.Marks[2*k+1]) }
	stroke := func(to int, ink color.NRGBA) {
		way := []render.Point{at(0), at(to)}
		in = append(in, render.Line{Points: way, Width: 3.5, Color: render.Alpha(render.White, 0.9)},
			render.Line{Points: way, Width: 2, Color: ink})
	}
	for _, e := range ends(l) {
		stroke(int(e), networkInks[e])
	}
	for _, e := range append(slices.Clone(ends(l)), 0) {
		in = append(in, render.Marker(at(int(e)), networkInks[e], "", render.Start)...)
	}
	for _, name := range p.picture.names {
		in = append(in, name)
	}
	return in
}

// networkInks are the colours of A, B and π(B) over a landscape.
var networkInks = [3]color.NRGBA{render.ColorA, render.ColorB, render.ColorPiB}

// nameNetworks returns the names of the networks on a landscape: A's to its left, the others to the right, or beside
// that, where it covers no network and no other name.
func nameNetworks(plot render.Plot, l *stage.Landscape, text [3]string) (names []render.Label) {
	at := func(e end) render.Point { return e.at(plot, l, 1) }
	shown := append(slices.Clone(ends(l)), 0)
	var taken []render.Rect
	for _, e := range shown {
		taken = append(taken, render.Rect{X: at(e).X, Y: at(e).Y}.Inset(-discRoom))
	}
	for _, e := range shown {
		anchor := render.Start
		if e == 0 {
			anchor = render.End
		}
		marks := render.Marker(at(e), networkInks[e], text[e], anchor)
		name := marks[len(marks)-1].(render.Label)
		if !plot.Area.Contains(at(e)) {
			continue // a part of the plane is seen
		}
		if moved, ok := nearestPlace(name, plot.Area, func(r render.Rect) bool { return touches(r, taken) }); ok {
			names, taken = append(names, moved), append(taken, moved.Bounds().Inset(-2))
		}
	}
	return names
}

// discRoom is half of what a network's disc takes.
const discRoom = 8.0

// unzip takes u and v apart, which alternate.
func unzip(uv []float64) (us, vs []float64) {
	for k := 0; k+1 < len(uv); k += 2 {
		us, vs = append(us, uv[k]), append(vs, uv[k+1])
	}
	return us, vs
}
