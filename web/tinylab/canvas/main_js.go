// Command canvas draws the figures of the tests' laboratory beside those of the first one.
package main

import (
	"onebasin/lmc/match/figures"
	"onebasin/wasm/canvas"
	tiny "onebasin/web/tinylab/figures"
)

func main() { canvas.Main(figures.Laboratory(), tiny.Laboratory()) }
