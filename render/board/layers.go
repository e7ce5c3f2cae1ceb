package board

import "onebasin/render"

// Drawn is a layer as it is to be shown. A kept one is the same as before while its version is.
type Drawn struct {
	Marks   []render.Mark
	Kept    bool
	Version int
}

// Layers returns what to show, bottom first.
func (b *Board) Layers() []Drawn {
	b.ahead = false
	var drawn []Drawn
	if b.charts != nil {
		drawn = append(drawn, Drawn{Marks: b.drawCharts(), Kept: true, Version: b.drawn.version})
	} else {
		for _, l := range b.shown.page.Layers() {
			if l.Kept == nil {
				drawn = append(drawn, Drawn{Marks: l.Draw()})
			} else {
				drawn = append(drawn, Drawn{Marks: b.fill(l.Kept, l.Draw), Kept: true, Version: l.Kept.version})
			}
		}
	}
	return append(drawn, Drawn{Marks: b.drawTip()})
}

// fill draws a kept layer if it is stale.
func (b *Board) fill(k *Kept, draw func() []render.Mark) []render.Mark {
	if !k.fresh {
		b.versions++
		*k = Kept{fresh: true, version: b.versions, marks: draw()}
	}
	return k.marks
}

// Changed reports whether a kept layer is no longer what was shown.
func (b *Board) Changed() bool {
	if b.charts != nil {
		return b.ahead || !b.drawn.fresh
	}
	for _, l := range b.shown.page.Layers() {
		if l.Kept != nil && !l.Kept.fresh {
			return true
		}
	}
	return false
}
