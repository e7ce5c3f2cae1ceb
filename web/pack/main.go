// Command pack makes a static site out of what has been built. build.sh runs it; it is a program and not a script so
// that building needs nothing but Go.
//
//	go run ./web/pack id                    a short hash of everything the site is built from
//	go run ./web/pack copy web dist ID      copies the pages and removes from dist what does not belong there
//	go run ./web/pack program IN OUT        copies a program that Go has linked, in a form that compresses better
//	go list -deps -json … | go run ./web/pack licences dist
//	                                        writes licences.txt: those of all packages that standard input lists
//	go run ./web/pack twins [-quick] dist   writes file.br and file.gz beside each that shrinks; -quick only those
//	                                        already in .cache/, and manifest.json, which says what dist then holds
package main

import (
	"errors"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 1 && args[0] == "id":
		id, err := identify(".")
		if err == nil {
			fmt.Println(id)
		}
		return err
	case len(args) == 4 && args[0] == "copy":
		return copySite(args[1], args[2], args[3])
	case len(args) == 3 && args[0] == "program":
		return packProgram(args[1], args[2])
	case len(args) == 2 && args[0] == "licences":
		return writeLicences(args[1], ".", os.Stdin)
	case len(args) == 2 && args[0] == "twins":
		return finishDist(args[1], false)
	case len(args) == 3 && args[0] == "twins" && args[1] == "-quick":
		return finishDist(args[2], true)
	}
	return errors.New("usage: pack id | copy WEB DIST ID | program IN OUT | licences DIST | twins [-quick] DIST")
}

func packProgram(in, out string) error {
	wasm, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	packed, err := joinSegments(wasm)
	if err != nil {
		return fmt.Errorf("%s: %w", in, err)
	}
	return writeIfChanged(out, packed)
}

func finishDist(dist string, quick bool) error {
	if err := writeTwins(dist, ".cache/twins", quick); err != nil {
		return err
	}
	return writeManifest(dist)
}
