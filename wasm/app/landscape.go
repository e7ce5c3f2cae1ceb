package app

import (
	"fmt"
	"math"
	"strings"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// relief is the picture of a landscape in the making.
type relief struct {
	of      *stage.Landscape
	plot    render.Plot
	levels  render.Levels
	terrain *render.Terrain
	picture render.Pixels
	surface *render.Surface      // in place of the picture, when it is seen in 3-D
	paths   []render.SurfacePath // on the surface
	spots   []render.SurfaceSpot
	lines   []render.Mark // isolines
}

// lossCap is the largest loss that the colours tell apart, as a multiple of the
// highest loss on the straight paths; steeper walls are all the last colour,
// which the colour bar says.
const lossCap = 4

// landscape returns the landscape of the matching shown, or of another while
// that one is not known; nil while there is none.
func (a *App) landscape() *stage.Landscape {
	r := &a.run
	if z := r.zoomed; z != nil && a.window != nil && z.Method == a.plane() {
		return z
	}
	if l := r.landscapes[a.plane()]; l != nil {
		return l
	}
	if r.relief != nil {
		return r.relief.of
	}
	for _, method := range r.experiment.Methods() {
		if l := r.landscapes[method]; l != nil {
			return l
		}
	}
	return nil
}

// Work paints a little of the landscape and reports whether there is more to
// paint.
func (a *App) Work() (more bool) {
	if a.frames.sheet != nil && a.base.stale {
		a.drawKept() // says which fields there are to paint
		a.ahead = true
	}
	if more, whole := a.drawing().Paint(); more {
		a.base.stale = a.base.stale || whole
		return true
	}
	l := a.landscape()
	if l == nil || a.frames.landscape.W == 0 {
		return false
	}
	if r := a.run.relief; r != nil && r.of == l {
		return false
	}
	r := a.run.next
	if r == nil || r.of != l {
		r = a.newRelief(l)
		a.run.next = r
	}
	if r.terrain != nil {
		if r.terrain.Step() {
			return true
		}
		r.picture = r.terrain.Pixels(r.plot.Area)
	}
	a.run.relief, a.run.next = r, nil
	a.scene.stale = true
	return false
}

func (a *App) newRelief(l *stage.Landscape) *relief {
	field := render.Field{W: l.N, H: l.N, Z: l.Loss}
	plot := a.planeAxes(l).Draw(a.planeRect())
	low, high := math.Inf(1), 0.0
	for _, z := range l.Loss {
		low = min(low, z)
	}
	for _, c := range a.run.curves {
		if c.Method == "none" || base(c.Method) == base(l.Method) {
			for _, z := range c.TestLoss {
				high = max(high, z)
			}
		}
	}
	levels := render.LossLevels(low, lossCap*high)
	r := &relief{of: l, plot: plot, levels: levels}
	if a.view.Mode == "3d" {
		r.surface = a.newSurface(field, levels, l)
		return r
	}
	size := plot.Area.Device(a.ratio).Size()
	r.terrain = render.NewTerrain(field, levels, max(1, size.X), max(1, size.Y), a.ratio, a.theme)
	r.lines = field.Isolines(plot.Area, levels.Values, render.PaleIsolines(a.avoid(plot, l)))
	return r
}

var white = render.White

// avoid lists what the labels of isolines must not cover: the networks' names
// and the paths.
func (a *App) avoid(p render.Plot, l *stage.Landscape) []render.Rect {
	at := func(k int) render.Point { return p.At(l.Marks[2*k], l.Marks[2*k+1]) }
	avoid := render.AvoidLine([]render.Point{at(1), at(0), at(2)}, 8)
	for k := range 3 {
		avoid = append(avoid, render.Rect{X: at(k).X - 30, Y: at(k).Y - 14, W: 76, H: 28})
	}
	return avoid
}

// barWidth is the room for the colour bar beside a landscape.
const (
	barWidth    = render.BarRoom
	narrowWidth = render.NarrowBarRoom // without its title
)

func (a *App) barWidth() float64 {
	if a.narrow() {
		return narrowWidth
	}
	return barWidth
}

func (a *App) narrow() bool { return a.width < twoColumns }

func (a *App) planeRect() render.Rect {
	r, head := a.frames.landscape, a.frames.head+a.frames.tall-10
	return render.Rect{X: r.X, Y: r.Y + head, W: r.W - a.barWidth(), H: r.H - head}
}

func (a *App) planeAxes(l *stage.Landscape) render.Axes {
	x := render.Axis{Min: 0, Max: 1, NoGrid: true, Title: "in units of ‖B − A‖"}
	y := render.Axis{Min: 0, Max: 1, NoGrid: true}
	if l != nil {
		x.Min, x.Max, y.Min, y.Max = l.U0, l.U1, l.V0, l.V1
		x.Title = fmt.Sprintf("in units of ‖B − A‖ = %s", render.Number(l.Unit, 3))
		switch {
		case a.narrow():
			x.Title = "test loss; " + x.Title
		case len(l.Trajectories) > 0:
			if longer := x.Title + "; thin white lines: the trainings, projected"; render.MeasureText(longer, render.LabelSize, false) < a.planeRect().W-40 {
				x.Title = longer
			}
		}
		if !l.Spanned {
			y.Title = "a random direction"
		}
	}
	return render.Axes{X: x, Y: y, Equal: true, Theme: a.theme}
}

// planeTitle states what the straight paths show, and nothing more.
func (a *App) planeTitle(l *stage.Landscape) string {
	none, ok := a.barrier("none")
	matched, both := a.barrier(l.Method)
	switch {
	case base(l.Method) == "planted":
		return "A and its renumbered copy"
	case !ok || !both:
		return "The loss on the plane through A, B and π(B)"
	case none < ridge:
		return "No ridge lies between A and B"
	case l.Method == "none":
		return "A ridge lies between A and B"
	case matched < none/4:
		return "A ridge lies between A and B, a valley between A and π(B)"
	}
	return "A ridge lies between A and B, and one before π(B)"
}

// ridge is the least loss barrier that a title calls a ridge.
const ridge = 0.05

// drawLandscape draws the landscape, the paths, and the networks' places.
func (a *App) drawLandscape() []render.Mark {
	l := a.landscape()
	r := a.run.relief
	if l == nil || r == nil {
		plot := a.planeAxes(nil).Draw(a.planeRect())
		marks := append(a.title(a.frames.landscape, "The loss around A and B"), plot.Marks...)
		text := "appears after matching"
		if a.twins() {
			text = "there is no plane: A and B are one network"
		}
		return append(marks, a.waiting(plot.Area, text)...)
	}
	if r.surface != nil {
		return append(a.title(a.frames.landscape, a.planeTitle(l)), a.drawSurface(r)...)
	}
	plot := r.plot
	var in []render.Mark
	in = append(in, r.picture)
	in = append(in, r.lines...)
	for _, t := range l.Trajectories {
		xs, ys := unzip(t)
		in = append(in, plot.Curve(xs, ys, 1.25, render.Alpha(white, 0.75)))
	}
	at := func(k int) render.Point { return plot.At(l.Marks[2*k], l.Marks[2*k+1]) }
	in = append(in,
		render.Line{Points: []render.Point{at(0), at(1)}, Width: 3.5, Color: render.Alpha(white, 0.9)},
		render.Line{Points: []render.Point{at(0), at(1)}, Width: 2, Color: render.ColorB})
	if l.Method != "none" {
		in = append(in,
			render.Line{Points: []render.Point{at(0), at(2)}, Width: 3.5, Color: render.Alpha(white, 0.9)},
			render.Line{Points: []render.Point{at(0), at(2)}, Width: 2, Color: render.ColorPiB})
	}
	names := a.names(l.Method)
	in = append(in, render.Marker(at(1), render.ColorB, names[1], render.Start)...)
	if l.Method != "none" {
		in = append(in, render.Marker(at(2), render.ColorPiB, names[2], render.Start)...)
	}
	in = append(in, render.Marker(at(0), render.ColorA, names[0], render.End)...)
	marks := append(a.title(a.frames.landscape, a.planeTitle(l)), plot.Marks...)
	marks = append(marks, plot.Inside(0, in...))
	bar := render.Rect{X: plot.Area.Right() + 14, Y: plot.Area.Y, W: a.barWidth() - 14, H: plot.Area.H}
	title := "test loss"
	if a.narrow() {
		title = ""
	}
	return append(marks, r.levels.Colorbar(bar, title, a.theme)...)
}

// base is the method that a matching belongs to.
func base(matching string) string {
	method, _, _ := strings.Cut(matching, ".")
	return method
}

// names are what A, B and π(B) are called in figures of a method.
func (a *App) names(method string) [3]string {
	if base(method) == "planted" {
		return [3]string{"A", "copy", "π(copy)"}
	}
	return [3]string{"A", "B", "π(B)"}
}

func unzip(uv []float64) (xs, ys []float64) {
	for k := 0; k+1 < len(uv); k += 2 {
		xs, ys = append(xs, uv[k]), append(ys, uv[k+1])
	}
	return xs, ys
}

// waiting says, in the middle of an empty figure, what will be there, or why
// nothing will.
func (a *App) waiting(r render.Rect, text string) []render.Mark {
	return render.Placeholder(r, a.instead(text), a.theme)
}

// instead returns why nothing will come, text while there is no reason.
func (a *App) instead(text string) string {
	if a.run.trouble != "" {
		return a.run.trouble
	}
	if note := a.run.notes[a.method()]; note != "" {
		return note
	}
	return text
}

// twins reports whether A and B are one network, trained from one seed twice.
func (a *App) twins() bool {
	s := a.run.experiment.Seeds
	return len(s) > 1 && s[0] == s[1] && a.method() != "planted"
}
