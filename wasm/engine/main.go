//go:build !js

// Command engine runs experiments natively: the same code that a page runs in its workers, with arguments and standard
// output in place of messages. It holds every laboratory; `engine help` says what it does.
package main

import (
	"os"

	"onebasin/lmc/fork"
	"onebasin/lmc/lab"
	"onebasin/lmc/match"
	"onebasin/lmc/sequence"
	"onebasin/lmc/trees"
	"onebasin/wasm/engine/command"
)

func main() {
	os.Exit(command.Main(lab.NewLabs([]lab.Lab{match.Lab(), trees.Lab(), fork.Lab(), sequence.Lab()})))
}
