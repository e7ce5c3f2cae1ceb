package app

import (
	"onebasin/lmc/lab/chart"
)

// Offer makes s a study that can be looked at.
func (a *App) Offer(s chart.Study) { a.studies = append(a.studies, s) }
