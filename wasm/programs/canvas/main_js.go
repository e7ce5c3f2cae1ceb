//go:build js

// Command canvas draws the figures of every laboratory that a page opens.
package main

import (
	fork "onebasin/lmc/fork/figures"
	"onebasin/lmc/match/figures"
	sequence "onebasin/lmc/sequence/figures"
	trees "onebasin/lmc/trees/figures"
	"onebasin/wasm/canvas"
)

func main() {
	canvas.Main(figures.Laboratory(), trees.Laboratory(), fork.Laboratory(), sequence.Laboratory())
}
