// Package figures says what of the laboratory of sequences a board shows: charts, all of them.
package figures

import (
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/sequence/firstpage"
	"onebasin/render/board"
)

// Laboratory is the laboratory of sequences as a board knows it.
func Laboratory() board.Laboratory {
	return board.Laboratory{Name: "sequence", Studies: append([]chart.Study{firstpage.Study()},
		firstpage.Studies()...), Follows: []string{"view.found", "view.used"}}
}
