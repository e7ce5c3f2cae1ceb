package main

import "onebasin/wasm/wire"

// codec reads what the figures are told.
var codec = wire.NewCodec(wire.StageMessages(), wire.ChartMessages())
