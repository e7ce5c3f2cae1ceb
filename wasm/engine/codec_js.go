package main

import "onebasin/wasm/wire"

// codec reads all that the engine is told.
var codec = wire.NewCodec(wire.Programs(), wire.JobMessages(), wire.StageMessages(), wire.ChartMessages())
