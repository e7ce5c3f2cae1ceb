package app

import "onebasin/render"

// drawBase draws what stays while λ moves, of the figures that have a place
// but the landscape, which is turned.
func (a *App) drawBase() (marks []render.Mark) {
	if s := a.frames.sheet; s != nil {
		marks = a.drawing().Draw(s, a.instead("is computed when its turn comes"))
	}
	if a.frames.path.W > 0 {
		marks = append(marks, a.drawPath()...)
	}
	if a.frames.merged.W > 0 {
		marks = append(marks, a.drawMergedBase()...)
	}
	if a.frames.units.W > 0 {
		marks = append(marks, a.drawUnits()...)
	}
	return marks
}
