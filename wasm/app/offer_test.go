package app

import (
	"onebasin/lmc/match/keys"
)

// Offer makes s a study that can be looked at.
func (a *App) Offer(s keys.Study) { a.studies = append(a.studies, s) }
