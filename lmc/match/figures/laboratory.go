package figures

import (
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/stage"
	"onebasin/render/board"
)

// Laboratory is matching as a board knows it.
func Laboratory() board.Laboratory {
	return board.Laboratory{Name: "match", Studies: keys.Studies(), Messages: stage.Messages(), New: newPage}
}
