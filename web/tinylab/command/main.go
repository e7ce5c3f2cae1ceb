//go:build !js

// Command command is the native command with the tests' laboratory beside the first one.
package main

import (
	"os"

	"onebasin/lmc/lab"
	"onebasin/lmc/match"
	"onebasin/wasm/engine/command"
	"onebasin/web/tinylab/tiny"
)

func main() { os.Exit(command.Main(lab.NewLabs([]lab.Lab{match.Lab(), tiny.Lab()}))) }
