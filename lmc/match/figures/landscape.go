package figures

import (
	"fmt"

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

// barWidth is the room for the colour bar beside a landscape.
func (p *page) barWidth() float64 {
	if p.narrow() {
		return render.NarrowBarRoom
	}
	return render.BarRoom
}

func (p *page) narrow() bool { return p.sheet.Width < render.TwoColumns }

// planeRect is the place of the landscape's axes.
func (p *page) planeRect() render.Rect {
	r, head := p.frames.landscape, p.frames.head+p.frames.tall-10
	return render.Rect{X: r.X, Y: r.Y + head, W: r.W - p.barWidth(), H: r.H - head}
}

func (p *page) planeAxes(l *stage.Landscape) render.Axes {
	x := render.Axis{Min: 0, Max: 1, NoGrid: true, Title: "in units of ‖B − A‖"}
	y := render.Axis{Min: 0, Max: 1, NoGrid: true}
	if l != nil {
		x.Min, x.Max, y.Min, y.Max = l.U0, l.U1, l.V0, l.V1
		x.Title = fmt.Sprintf("in units of ‖B − A‖ = %s", render.Number(l.Unit, 3))
		switch {
		case p.narrow():
			x.Title = "test loss; " + x.Title
		case len(l.Trajectories) > 0:
			longer := x.Title + "; thin white lines: the trainings, projected"
			if render.MeasureText(longer, render.LabelSize, false) < p.planeRect().W-40 {
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
func (p *page) planeTitle(l *stage.Landscape) string {
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
	l := p.landscape()
	if l == nil || p.picture == nil {
		plot := p.planeAxes(nil).Draw(p.planeRect())
		marks := append(p.title(p.frames.landscape, "The loss around A and B"), plot.Marks...)
		text := "appears after matching"
		if p.oneNetwork() {
			text = "there is no plane: A and B are one network"
		}
		return append(marks, p.waiting(plot.Area, text)...)
	}
	marks := p.title(p.frames.landscape, p.planeTitle(l))
	if p.picture.surface != nil {
		return append(marks, p.drawSurface(p.picture)...)
	}
	plot := p.picture.plot
	marks = append(marks, plot.Marks...)
	marks = append(marks, plot.Inside(0, p.drawPlane(l)...))
	bar := render.Rect{X: plot.Area.Right() + 14, Y: plot.Area.Y, W: p.barWidth() - 14, H: plot.Area.H}
	title := "test loss"
	if p.narrow() {
		title = ""
	}
	return append(marks, p.picture.levels.Colorbar(bar, title, p.sheet.Theme)...)
}

// drawPlane draws what lies on the plane: the loss, the trainings, the straight paths and the networks.
func (p *page) drawPlane(l *stage.Landscape) []render.Mark {
	plot := p.picture.plot
	in := append([]render.Mark{p.picture.pixels}, p.picture.lines...)
	for _, t := range l.Trajectories {
		xs, ys := unzip(t)
		in = append(in, plot.Curve(xs, ys, 1.25, render.Alpha(render.White, 0.75)))
	}
	at := func(k int) render.Point { return plot.At(l.Marks[2*k], l.Marks[2*k+1]) }
	names := networkNames(l.Method)
	in = append(in,
		render.Line{Points: []render.Point{at(0), at(1)}, Width: 3.5, Color: render.Alpha(render.White, 0.9)},
		render.Line{Points: []render.Point{at(0), at(1)}, Width: 2, Color: render.ColorB})
	if l.Method != "none" {
		in = append(in,
			render.Line{Points: []render.Point{at(0), at(2)}, Width: 3.5, Color: render.Alpha(render.White, 0.9)},
			render.Line{Points: []render.Point{at(0), at(2)}, Width: 2, Color: render.ColorPiB})
	}
	in = append(in, render.Marker(at(1), render.ColorB, names[1], render.Start)...)
	if l.Method != "none" {
		in = append(in, render.Marker(at(2), render.ColorPiB, names[2], render.Start)...)
	}
	return append(in, render.Marker(at(0), render.ColorA, names[0], render.End)...)
}

// unzip takes u and v apart, which alternate.
func unzip(uv []float64) (us, vs []float64) {
	for k := 0; k+1 < len(uv); k += 2 {
		us, vs = append(us, uv[k]), append(vs, uv[k+1])
	}
	return us, vs
}
