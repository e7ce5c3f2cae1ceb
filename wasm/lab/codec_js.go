package main

import (
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/stage"
)

// codec reads what the figures are told.
var codec = wire.NewCodec(wire.Announcements(), stage.Messages(), chart.Messages())
