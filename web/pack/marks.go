package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Every script of the page says at its end, to guard.js, which build it is of, and the page says so at its beginning: a
// script that was cut, or that a browser or a host kept from another build, is known by what it does not say.

// unmarked are the scripts that run in other people's pages.
var unmarked = []string{"embed.js"}

// mark adds the line that says which build a script is of.
func mark(script []byte, name, build string) []byte {
	if slices.Contains(unmarked, name) {
		return script
	}
	return fmt.Appendf(slices.Clip(script), "globalThis.builds?.set(%q, %q);\n", filepath.ToSlash(name), build)
}

// writeBuild writes build.js, from which the scripts know their build, how long the programs are, and the laboratories.
func writeBuild(dist, build string, laboratories []laboratory) error {
	programs, err := filepath.Glob(filepath.Join(dist, "*.wasm"))
	if err != nil {
		return err
	}
	var bytes []string
	for _, path := range programs {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		bytes = append(bytes, fmt.Sprintf("%q: %d", filepath.Base(path), info.Size()))
	}
	var labs []string
	for _, l := range laboratories {
		labs = append(labs, string(l.text)) // JSON is JavaScript
	}
	text := fmt.Sprintf("export const BUILD = %q;\nexport const BYTES = { %s };\nexport const LABS = [%s];\n",
		build, strings.Join(bytes, ", "), strings.Join(labs, ", "))
	return writeIfChanged(filepath.Join(dist, "build.js"), mark([]byte(text), "build.js", build))
}
