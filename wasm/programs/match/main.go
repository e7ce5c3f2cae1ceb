//go:build js

// Command match is the laboratory of matching, as a page runs it in its workers.
package main

import (
	"onebasin/lmc/match"
	"onebasin/wasm/engine/worker"
)

func main() { worker.Main(match.Lab()) }
