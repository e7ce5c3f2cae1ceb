// Package figures says what of the laboratory of trees a board shows: charts, all of them.
package figures

import (
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/trees/firstpage"
	"onebasin/render/board"
)

// Laboratory is the laboratory of trees as a board knows it.
func Laboratory() board.Laboratory {
	return board.Laboratory{Name: "trees", Studies: append([]chart.Study{firstpage.Study()},
		firstpage.Studies()...), Follows: []string{"view.lambda", "view.method"}, Pictured: []string{"view.method"}}
}
