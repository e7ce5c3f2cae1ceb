package figures

import (
	"fmt"
	"slices"

	"onebasin/lmc/lab/jsonwriter"
	"onebasin/lmc/match/stage"
	"onebasin/render"
)

// askSearch asks for the state of the search that is to be shown.
func (p *page) askSearch() {
	p.searching = false
	if p.known.setup == nil || p.method() == "none" || p.known.curve(p.matching()) == nil {
		return
	}
	p.searching = true
	p.sheet.Ask(&stage.AskSearchStep{From: p.known.from, Method: p.matching(), K: p.link().Shown().Step})
}

// takeSearch takes the state of a search. What moved travels to its place.
func (p *page) takeSearch(m *stage.SearchStep) {
	if m.Method != p.matching() || m.From != p.known.from {
		return
	}
	p.known.search, p.searching = m, false
	p.base.Stale()
	if p.stepping() {
		p.ask()
	}
	p.travelled = 1
	if p.stepping() && m.Moved > 0 && !p.sheet.Still {
		p.travelled = 0
	}
	p.sheet.Tell("steps", string(jsonwriter.JSON(steps{methodOf(m.Method), m.Restart, m.Count, m.K, m.Layer, m.Before,
		m.After, m.Moved, searchText(m)})))
}

// steps tells the page around where in a search one is, in words too.
type steps struct {
	Method  string  `json:"method"`
	Restart int     `json:"restart"`
	Count   int     `json:"count"`
	At      int     `json:"at"`
	Layer   int     `json:"layer"`
	Before  float64 `json:"before"`
	After   float64 `json:"after"`
	Moved   int     `json:"moved"`
	Text    string  `json:"text"`
}

// stepping reports whether a search is shown under way.
func (p *page) stepping() bool {
	s := p.known.search
	return p.link().Shown().Step >= 0 && s != nil && s.Count > 0 && s.Method == p.matching()
}

// film is what messages call what is shown of the matching: where its search stands, if it is shown under way and its
// path is known.
func (p *page) film() string {
	if p.stepping() {
		return stage.Film(p.matching(), p.known.search.K)
	}
	return p.matching()
}

// walked is the matching whose path is shown: film, as soon as its path is known.
func (p *page) walked() string {
	if f := p.film(); p.known.filmed != nil && p.known.filmed.Method == f {
		return f
	}
	return p.matching()
}

// filmTitle says how high the barrier is where the search stands.
func (p *page) filmTitle() string {
	s := p.known.search
	moves := "assignments"
	if methodOf(s.Method) == "swap" {
		moves = "exchanges"
	}
	at := fmt.Sprintf("After %d of %d %s", s.K, s.Count, moves)
	if s.K == 0 {
		at = fmt.Sprintf("Before the first of %d %s", s.Count, moves)
	}
	if b, ok := p.known.barrier(p.film()); ok {
		at += ", barrier " + amount(b)
	}
	return at
}

// mergedShown returns the merged network of a matching; while that of a search under way is not known, the one before.
func (p *page) mergedShown(matching string) *stage.Merged {
	k := p.known.merged
	if m := k[matching]; m != nil {
		return m
	}
	base, n := stage.FilmOf(matching)
	if n < 0 {
		return nil
	}
	for name, m := range k { // of another state, until this one's comes: there is one at most
		if of, n := stage.FilmOf(name); n >= 0 && of == base {
			return m
		}
	}
	return k[base]
}

func searchText(s *stage.SearchStep) string {
	switch {
	case s.Count == 0:
		return ""
	case methodOf(s.Method) == "swap" && s.K == 0:
		return fmt.Sprintf("Before the first of %d exchanges that are kept: loss halfway %s", s.Count,
			render.Number(s.After, 3))
	case methodOf(s.Method) == "swap":
		return fmt.Sprintf("Exchange %d of %d: two units of layer %d, training loss halfway %s → %s", s.K, s.Count,
			s.Layer, render.Number(s.Before, 3), render.Number(s.After, 3))
	case s.K == 0:
		return fmt.Sprintf("Before the first of %d assignments: objective %s", s.Count, render.Number(s.After, 5))
	case s.Moved == 0:
		return fmt.Sprintf("Assignment %d of %d: layer %d, nothing moves, objective %s", s.K, s.Count, s.Layer,
			render.Number(s.After, 5))
	}
	units := "units move"
	if s.Moved == 1 {
		units = "unit moves"
	}
	return fmt.Sprintf("Assignment %d of %d: layer %d, objective %s → %s, %d %s", s.K, s.Count, s.Layer,
		render.Number(s.Before, 5), render.Number(s.After, 5), s.Moved, units)
}

// searchTitle is searchText in as many words as a title has room for.
func searchTitle(s *stage.SearchStep) string {
	switch {
	case methodOf(s.Method) == "swap" && s.K == 0:
		return fmt.Sprintf("Before the first of %d exchanges", s.Count)
	case methodOf(s.Method) == "swap":
		return fmt.Sprintf("Exchange %d of %d: layer %d", s.K, s.Count, s.Layer)
	case s.K == 0:
		return fmt.Sprintf("Before the first of %d assignments", s.Count)
	case s.Moved == 0:
		return fmt.Sprintf("Assignment %d of %d: layer %d, nothing moves", s.K, s.Count, s.Layer)
	}
	return fmt.Sprintf("Assignment %d of %d: layer %d, %d moved", s.K, s.Count, s.Layer, s.Moved)
}

// travelTime is how long units travel, in milliseconds.
const travelTime = 700

// Pass lets time go by, in milliseconds. It reports whether something moves, and else whether something comes to rest:
// then there is nothing to draw yet, but time must go on.
func (p *page) Pass(ms float64) (moving, resting bool) {
	resting = p.rest(ms)
	if p.travelled >= 1 {
		return false, resting
	}
	p.travelled = min(1, p.travelled+ms/travelTime)
	return true, resting
}

// searchPairing is what is shown of a search under way: the cosines before an assignment, and with the units at the
// places that it chose for them, all in A's own order.
func (p *page) searchPairing() *pairing {
	s := p.known.search
	m := &pairing{layer: s.Layer, before: s.Similarities, after: make([]float32, len(s.Similarities)),
		order: make([]int, s.N)}
	for to, from := range s.Chosen {
		m.order[to] = to
		for i := range s.N {
			m.after[i*s.N+to] = s.Similarities[i*s.N+from]
		}
	}
	name := p.known.names(s.Method)[1]
	m.names = [2]string{name + " so far", name + " renumbered"}
	if s.K == 0 {
		m.names[1] = m.names[0]
	}
	return m
}

// drawSearch draws what stays of the units' figure while a search is shown: the cosines before the assignment with the
// chosen pairs, and the texts.
func (p *page) drawSearch(m *pairing) []render.Mark {
	s := p.known.search
	left, right, _ := p.matrices()
	before := fitting(left.W, "rings: the pairs chosen", "pairs chosen")
	after := fitting(left.W, "after the assignment", "after it")
	chosen := s.Chosen
	if s.K == 0 { // nothing is chosen yet
		before, after = fitting(left.W, "as the search begins", "at first"), "the same"
		chosen = nil
	}
	marks := append(p.title(p.frames.units, searchTitle(s)), caption(left, before, p.sheet.Theme.TextB),
		caption(right, after, p.sheet.Theme.TextPiB), p.cosines(left, m.before, m.order))
	cell := left.W / float64(s.N)
	for i, j := range chosen {
		ink := p.sheet.Theme.Ink
		if i == j {
			ink = p.sheet.Theme.Faint
		}
		at := render.Point{X: left.X + (float64(j)+0.5)*cell, Y: left.Y + (float64(i)+0.5)*cell}
		marks = append(marks, render.Disc{At: at, R: max(1.2, min(3, cell/3)), Stroke: ink, Width: 1.2})
	}
	return slices.Concat(marks, p.unitAxes(m, "units of A"), p.cosineScale())
}

// drawTravel draws the columns on the way to their new places.
func (p *page) drawTravel() []render.Mark {
	s := p.known.search
	_, right, _ := p.matrices()
	t := p.travelled
	t = t * t * (3 - 2*t)
	cell := right.W / float64(s.N)
	m := render.Diverging(p.sheet.Theme)
	var marks []render.Mark
	column := make([]float64, s.N)
	for to, from := range s.Chosen {
		for i := range column {
			column[i] = float64(s.Similarities[i*s.N+from])
		}
		at := render.Rect{X: right.X + cell*((1-t)*float64(from)+t*float64(to)), Y: right.Y, W: cell, H: right.H}
		marks = append(marks, render.Heatmap(at, s.N, 1, column, -1, 1, m, p.sheet.Theme.Panel))
	}
	return marks
}

// drawSearchPlace marks where π(B) stands on the landscape while a search is shown.
func (p *page) drawSearchPlace() []render.Mark {
	q := p.picture
	if !p.stepping() || q == nil || q.of.Method != p.matching() {
		return nil
	}
	s := p.known.search
	name := fmt.Sprintf("after %d", s.K)
	if q.surface != nil {
		spots := []render.SurfaceSpot{{U: s.U, V: s.V, Name: name, Color: p.sheet.Theme.PiB}}
		return []render.Mark{render.Clip{Rect: p.surfaceRect(), Marks: q.surface.Overlay(spotsInside(q.of, spots)...)}}
	}
	if s.Off > 0.01 {
		name += fmt.Sprintf(", %s off the plane", render.Fixed(s.Off, 2))
	}
	marks := render.Marker(q.plot.At(s.U, s.V), p.sheet.Theme.PiB, name, render.Middle)
	label, taken := marks[1].(render.Label), q.texts()
	marks = marks[:1]
	if l, ok := nearestPlace(label, q.plot.Area, func(r render.Rect) bool { return touches(r, taken) }); ok {
		marks = append(marks, l)
	}
	return []render.Mark{q.plot.Inside(0, marks...)}
}
