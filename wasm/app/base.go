package app

import "onebasin/render"

// drawBase draws what stays while λ moves.
func (a *App) drawBase() []render.Mark {
	marks := a.drawLandscape()
	marks = append(marks, a.drawPath()...)
	marks = append(marks, a.drawMergedBase()...)
	return append(marks, a.drawUnits()...)
}
