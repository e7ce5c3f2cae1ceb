//go:build js

// Command worker is the tests' laboratory in a page's workers.
package main

import (
	"onebasin/wasm/engine/worker"
	"onebasin/web/tinylab/tiny"
)

func main() { worker.Main(tiny.Lab()) }
