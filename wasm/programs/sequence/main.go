//go:build js

// Command sequence is the laboratory of simultaneous linear connectivity, as a page runs it in its workers.
package main

import (
	"onebasin/lmc/sequence"
	"onebasin/wasm/engine/worker"
)

func main() { worker.Main(sequence.Lab()) }
