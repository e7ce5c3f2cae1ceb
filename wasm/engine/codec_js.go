package main

import (
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/stage"
)

// codec reads all that the engine is told.
var codec = wire.NewCodec(wire.Programs(), wire.Announcements(), job.Messages(), stage.Messages(), chart.Messages())
