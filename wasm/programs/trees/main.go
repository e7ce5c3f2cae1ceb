//go:build js

// Command trees is the laboratory of tree ensembles, as a page runs it in its workers.
package main

import (
	"onebasin/lmc/trees"
	"onebasin/wasm/engine/worker"
)

func main() { worker.Main(trees.Lab()) }
