package app

import "onebasin/lmc"

// Offer makes s a study that can be looked at.
func (a *App) Offer(s lmc.Study) { a.studies = append(a.studies, s) }
