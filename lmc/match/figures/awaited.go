package figures

import "onebasin/lmc/match/stage"

// Awaited names what is still to come of what is shown: from the engine the path, the merged networks at λ, a landscape
// as fine as it will be, the state of a search; and from the figures themselves a picture that is being painted, and
// motion. Nothing is awaited of what will not come.
func (p *page) Awaited() (names []string) {
	k := &p.known
	add := func(name string, yes bool) {
		if yes {
			names = append(names, name)
		}
	}
	add("path", k.setup != nil && k.pathless() && k.hopeless() == "")
	add("merged", p.asked != "" && k.note(methodOf(p.asked)) == "")
	add("landscape", p.awaitsLandscape())
	add("search", p.searching)
	add("picture", p.awaitsPicture())
	add("motion", p.orbit.Resting() || p.travelled < 1)
	return names
}

// awaitsLandscape reports whether a landscape is shown that is not yet, or not yet finely, the one of the plane and
// window that is looked at.
func (p *page) awaitsLandscape() bool {
	k := &p.known
	if p.frames.landscape.W == 0 || k.pathless() || k.hopeless() != "" || k.note(methodOf(p.plane())) != "" ||
		p.oneNetwork() {
		return false
	}
	l := k.landscapes[p.plane()]
	if w := p.window; w != nil {
		l = k.zoomed
		if l != nil && (l.Method != p.plane() || l.U0 != w.U0 || l.U1 != w.U1 || l.V0 != w.V0 || l.V1 != w.V1) {
			return true
		}
	}
	return l == nil || l.N < surveySide
}

// awaitsPicture reports whether the landscape's picture is not yet that of what is known.
func (p *page) awaitsPicture() bool {
	var shown *stage.Landscape
	painting := false
	if q := p.picture; q != nil {
		shown, painting = q.of, q.terrain != nil
	}
	return p.frames.landscape.W > 0 && (painting || p.landscape() != shown)
}
