package app

import (
	"fmt"
	"slices"

	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// stride asks for the state of the search that is to be shown.
func (a *App) stride() {
	a.run.striding = false
	if a.run.setup == nil || a.method() == "none" || a.curve(a.matching()) == nil {
		return
	}
	a.run.striding = true
	a.say(Question{&stage.AskSearchStep{Method: a.matching(), K: a.link().Shown().Step}})
}

// strode takes the state of a search. What moved travels to its place.
func (a *App) strode(m *stage.SearchStep) {
	if m.Method != a.matching() {
		return
	}
	a.run.strode, a.run.striding = m, false
	a.base.stale = true
	a.travelled = 1
	if a.stepping() && m.Moved > 0 && !a.still {
		a.travelled = 0
	}
	a.say(Strode{Method: base(m.Method), Restart: m.Restart, Count: m.Count, At: m.K, Layer: m.Layer, Before: m.Before,
		After: m.After, Moved: m.Moved, Text: a.strideText(m)})
}

// stepping reports whether a search is shown under way.
func (a *App) stepping() bool {
	s := a.run.strode
	return a.link().Shown().Step >= 0 && s != nil && s.Count > 0 && s.Method == a.matching()
}

func (a *App) strideText(s *stage.SearchStep) string {
	switch {
	case s.Count == 0:
		return ""
	case s.K == 0:
		return fmt.Sprintf("Before the first of %d assignments: objective %s", s.Count, render.Number(s.After, 5))
	case s.Moved == 0:
		return fmt.Sprintf("Assignment %d of %d: layer %d, nothing moves, objective %s", s.K, s.Count, s.Layer, render.Number(s.After, 5))
	}
	units := "units move"
	if s.Moved == 1 {
		units = "unit moves"
	}
	return fmt.Sprintf("Assignment %d of %d: layer %d, objective %s → %s, %d %s", s.K, s.Count, s.Layer,
		render.Number(s.Before, 5), render.Number(s.After, 5), s.Moved, units)
}

// strideTitle is strideText in as many words as a title has room for.
func (a *App) strideTitle(s *stage.SearchStep) string {
	switch {
	case s.K == 0:
		return fmt.Sprintf("Before the first of %d assignments", s.Count)
	case s.Moved == 0:
		return fmt.Sprintf("Assignment %d of %d: layer %d, nothing moves", s.K, s.Count, s.Layer)
	}
	return fmt.Sprintf("Assignment %d of %d: layer %d, %d moved", s.K, s.Count, s.Layer, s.Moved)
}

// Still makes moved things stand at their places at once, for those who prefer
// reduced motion.
func (a *App) Still(still bool) { a.still = still }

// travelTime is how long units travel, in milliseconds.
const travelTime = 700

// Pass lets time go by, in milliseconds. It reports whether something moves, and
// else whether something comes to rest: then there is nothing to draw yet, but
// time must go on.
func (a *App) Pass(ms float64) (moving, resting bool) {
	resting = a.rest(ms)
	if a.travelled >= 1 {
		return false, resting
	}
	a.travelled = min(1, a.travelled+ms/travelTime)
	return true, resting
}

// chosen is what is shown of a search under way: the cosines before an assignment,
// and with the units at the places that it chose for them, all in A's own order.
func (a *App) chosen() *pairing {
	s := a.run.strode
	m := &pairing{layer: s.Layer, before: s.Similarities, after: make([]float32, len(s.Similarities)), order: make([]int, s.N)}
	for to, from := range s.Chosen {
		m.order[to] = to
		for i := range s.N {
			m.after[i*s.N+to] = s.Similarities[i*s.N+from]
		}
	}
	name := a.names(s.Method)[1]
	m.names = [2]string{name + " so far", name + " renumbered"}
	return m
}

// drawStride draws what stays of the units' figure while a search is shown: the
// cosines before the assignment with the chosen pairs, and the texts.
func (a *App) drawStride(m *pairing) []render.Mark {
	s := a.run.strode
	left, right, _ := a.matrices()
	marks := append(a.title(a.frames.units, a.strideTitle(s)), a.caption(left, fitting(left.W, "rings: the pairs chosen", "pairs chosen"), a.theme.TextB),
		a.caption(right, fitting(left.W, "after the assignment", "after it"), a.theme.TextPiB), a.cosines(left, m.before, m.order))
	cell := left.W / float64(s.N)
	for i, j := range s.Chosen {
		ink := a.theme.Ink
		if i == j {
			ink = a.theme.Faint
		}
		at := render.Point{X: left.X + (float64(j)+0.5)*cell, Y: left.Y + (float64(i)+0.5)*cell}
		marks = append(marks, render.Disc{At: at, R: max(1.2, min(3, cell/3)), Stroke: ink, Width: 1.2})
	}
	return slices.Concat(marks, a.unitAxes(m, "units of A"), a.cosineScale())
}

// drawTravel draws the columns on the way to their new places.
func (a *App) drawTravel() []render.Mark {
	s := a.run.strode
	_, right, _ := a.matrices()
	t := a.travelled
	t = t * t * (3 - 2*t)
	cell := right.W / float64(s.N)
	m := render.Diverging(a.theme)
	var marks []render.Mark
	column := make([]float64, s.N)
	for to, from := range s.Chosen {
		for i := range column {
			column[i] = float64(s.Similarities[i*s.N+from])
		}
		x := right.X + cell*((1-t)*float64(from)+t*float64(to))
		marks = append(marks, render.Heatmap(render.Rect{X: x, Y: right.Y, W: cell, H: right.H}, s.N, 1, column, -1, 1, m, a.theme.Panel))
	}
	return marks
}

// drawWanderer marks where π(B) stands on the landscape while a search is shown.
func (a *App) drawWanderer() []render.Mark {
	r := a.run.relief
	if !a.stepping() || r == nil || r.of.Method != a.matching() {
		return nil
	}
	s := a.run.strode
	name := fmt.Sprintf("after %d", s.K)
	if r.surface != nil {
		return []render.Mark{render.Clip{Rect: a.surfaceRect(), Marks: r.surface.Overlay(
			spotsInside(r.of, []render.SurfaceSpot{{U: s.U, V: s.V, Name: name, Color: a.theme.PiB}})...)}}
	}
	if s.Off > 0.01 {
		name += fmt.Sprintf(", %s off the plane", render.Fixed(s.Off, 2))
	}
	at := r.plot.At(s.U, s.V)
	marks := render.Marker(at, a.theme.PiB, name, render.Middle)
	for k, m := range marks {
		if l, ok := m.(render.Label); ok { // where its text stays inside
			half := render.MeasureText(l.Text, l.Size, l.Bold)/2 + 4
			l.At.X = max(r.plot.Area.X+half, min(l.At.X, r.plot.Area.Right()-half))
			marks[k] = l
		}
	}
	return []render.Mark{r.plot.Inside(0, marks...)}
}
