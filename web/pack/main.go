// Command pack makes a static site out of what has been built. build.sh runs it; it is a program and not a script so that building needs nothing but Go.
//
//	go run ./web/pack id                    a short hash of everything the site is built from
//	go run ./web/pack copy web dist         copies the pages and removes from dist what does not belong there
//	go run ./web/pack twins [-quick] dist   writes file.br and file.gz beside every file that shrinks; -quick only those already in .cache/
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
	case len(args) == 3 && args[0] == "copy":
		return copySite(args[1], args[2])
	case len(args) == 2 && args[0] == "twins":
		return writeTwins(args[1], ".cache/twins", false)
	case len(args) == 3 && args[0] == "twins" && args[1] == "-quick":
		return writeTwins(args[2], ".cache/twins", true)
	}
	return errors.New("usage: pack id | copy WEB DIST | twins [-quick] DIST")
}
