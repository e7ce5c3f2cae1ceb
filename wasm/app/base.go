package app

import "onebasin/render"

// drawBase draws what stays while λ moves, of the figures that have a place.
func (a *App) drawBase() (marks []render.Mark) {
	for _, name := range figures {
		if a.frames.named(name).W > 0 {
			marks = append(marks, a.drawFigure(name)...)
		}
	}
	return marks
}

// drawFigure draws what stays of one figure.
func (a *App) drawFigure(name string) []render.Mark {
	switch name {
	case "landscape":
		return a.drawLandscape()
	case "path":
		return a.drawPath()
	case "merged":
		return a.drawMergedBase()
	}
	return a.drawUnits()
}
