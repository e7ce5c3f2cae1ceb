//go:build js

// Command fork is the laboratory of partings, as a page runs it in its workers.
package main

import (
	"onebasin/lmc/fork"
	"onebasin/wasm/engine/worker"
)

func main() { worker.Main(fork.Lab()) }
