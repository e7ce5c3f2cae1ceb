package app

import (
	"slices"

	"onebasin/lmc/match/stage"
	drawing "onebasin/render/chart"
)

// awaited names what is still to come of what is shown: from the engine an experiment, its path, the merged
// networks at λ, a landscape as fine as it will be, charts, the state of a search; and from the figures
// themselves a picture that is being painted, and motion. Nothing is awaited of what will not come.
func (a *App) awaited() []string {
	r := &a.run
	names := []string{} // in JSON a list, never null
	add := func(name string, yes bool) {
		if yes {
			names = append(names, name)
		}
	}
	add("experiment", r.setup == nil)
	add("path", r.setup != nil && len(r.curves) == 0 && r.trouble == "")
	add("merged", a.asked != "" && r.notes[base(a.asked)] == "")
	add("landscape", a.landscapeComes())
	add("charts", a.frames.sheet != nil && slices.ContainsFunc(a.frames.sheet.Figures, func(f *drawing.Figure) bool { return f.Chart == nil }))
	add("search", r.striding)
	add("picture", a.painting())
	add("motion", a.moving > 0 || a.settling > 0 || a.travelled < 1)
	return names
}

// landscapeComes reports whether a landscape is shown that is not yet, or not yet finely, the one of the plane
// and window that is looked at.
func (a *App) landscapeComes() bool {
	r := &a.run
	if a.frames.landscape.W == 0 || len(r.curves) == 0 || r.trouble != "" || r.notes[base(a.plane())] != "" || a.twins() {
		return false
	}
	l := r.landscapes[a.plane()]
	if w := a.window; w != nil {
		l = r.zoomed
		if l != nil && (l.Method != a.plane() || l.U0 != w.U0 || l.U1 != w.U1 || l.V0 != w.V0 || l.V1 != w.V1) {
			return true
		}
	}
	return l == nil || l.N < surveySide
}

// painting reports whether a picture is not yet that of what is known.
func (a *App) painting() bool {
	if a.run.drawing.Painting() {
		return true
	}
	var shown *stage.Landscape
	if r := a.run.relief; r != nil {
		shown = r.of
	}
	return a.frames.landscape.W > 0 && a.landscape() != shown
}
