package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	mit    = "Permission is hereby granted, free of charge, to any person obtaining a copy\nof this software …\n"
	bsd    = "Copyright 2009 The Go Authors.\n\n   * Neither the name of Google LLC nor …\n"
	apache = "    Apache License\n  Version 2.0, January 2004\n"
	ofl    = "SIL OPEN FONT LICENSE Version 1.1\n"
)

// ours is the project's folder, as far as licences go, and some packages of others.
func ours(t *testing.T, others map[string]string) (top, packages string) {
	files := map[string]string{"LICENSE": mit, "web/fonts/OFL.txt": ofl, "image/draw/draw.go": "package draw\n",
		"go/src/fmt/print.go": "// Copyright 2009 The Go Authors. All rights reserved.\n\npackage fmt\n"}
	for name, text := range others {
		files[name] = text
	}
	top = tree(t, files)
	packages = strings.ReplaceAll(`
{"Dir": "TOP/go/src/fmt", "Root": "TOP/go", "Standard": true, "GoFiles": ["print.go"]}
{"Dir": "TOP/game/internal/ui", "Root": "TOP/game", "Module": {"Path": "example.org/game", "Version": "v2.9.9",
	"Dir": "TOP/game"}, "GoFiles": ["ui.go"]}
{"Dir": "TOP/image/draw", "Root": "TOP/image", "Module": {"Path": "golang.org/x/image", "Version": "v0.1.0",
	"Dir": "TOP/image"}, "GoFiles": ["draw.go"]}
{"Dir": "TOP/wasm/engine", "Module": {"Path": "onebasin", "Dir": "TOP", "Main": true}, "GoFiles": ["none.go"]}
`, "TOP", filepath.ToSlash(top))
	return top, packages
}

func TestLicencesOfAllThatIsLinked(t *testing.T) {
	others := map[string]string{
		"go/LICENSE": bsd, "image/LICENSE": bsd, "image/PATENTS": "Additional IP Rights Grant\n",
		"game/LICENSE": apache, "game/NOTICE": "Made by many.\n", "game/internal/ui/LICENSE.txt": "of a part\n",
		"game/internal/ui/ui.go": "// Copyright 2013-2024 The Game Authors\n// Copyright (C) 1993 by " +
			"Sun Microsystems, Inc. All rights reserved.\n\npackage ui\n\n// Copyright of nothing\n",
		"game/THIRD_PARTY_LICENSES/A-LICENSE": "of A\n", "game/unused/LICENSE": "not linked\n",
	}
	top, packages := ours(t, others)
	dist := t.TempDir()
	if err := writeLicences(dist, top, strings.NewReader(packages)); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dist, "licences.txt"))
	if err != nil {
		t.Fatal(err)
	}
	got := string(b)
	for text, times := range map[string]int{
		"One Basin                                            MIT\n": 1, "OFL-1.1\n": 1,
		"Go, its library and wasm_exec.js                     BSD-3-Clause\n      copyright: The Go Authors\n": 1,
		"example.org/game v2.9.9                              Apache-2.0\n      copyright: Sun Microsystems, Inc; " +
			"The Game Authors\n": 1,
		"LICENSE of Go, its library and wasm_exec.js, golang.org/x/image v0.1.0\n": 1,
		strings.TrimSpace(mit): 1, strings.TrimSpace(bsd): 1, strings.TrimSpace(apache): 1, strings.TrimSpace(ofl): 1,
		"Made by many.": 1, "of a part": 1, "of A\n": 1, "Additional IP Rights Grant": 1,
		"not linked": 0, "of nothing": 0,
	} {
		if n := strings.Count(got, text); n != times {
			t.Errorf("%q stands %d times in\n%s", text, n, got)
		}
	}
}

// What has no licence, or one that nobody has read, does not get into the site unnoticed.
func TestUnknownLicences(t *testing.T) {
	for name, others := range map[string]map[string]string{
		"none": {"go/LICENSE": bsd, "image/LICENSE": bsd, "game/internal/ui/ui.go": "package ui\n"},
		"other": {"go/LICENSE": bsd, "image/LICENSE": bsd, "game/internal/ui/ui.go": "package ui\n",
			"game/LICENSE": "GNU GENERAL PUBLIC LICENSE\n"},
	} {
		top, packages := ours(t, others)
		err := writeLicences(t.TempDir(), top, strings.NewReader(packages))
		if err == nil || !strings.Contains(err.Error(), "example.org/game v2.9.9") {
			t.Errorf("%s: %v", name, err)
		}
	}
	top, _ := ours(t, nil)
	if err := writeLicences(t.TempDir(), top, strings.NewReader(`{"Dir": "somewhere"}`)); err == nil {
		t.Error("a package of no module is passed over")
	}
}

// Where Go's own folder has no licence, as in Debian's packages, its authors' other modules lend theirs.
func TestGoWithoutItsLicence(t *testing.T) {
	top, packages := ours(t, map[string]string{"image/LICENSE": bsd, "game/LICENSE": apache,
		"game/internal/ui/ui.go": "package ui\n"})
	dist := t.TempDir()
	if err := writeLicences(dist, top, strings.NewReader(packages)); err != nil {
		t.Fatal(err)
	}
	b, _ := os.ReadFile(filepath.Join(dist, "licences.txt"))
	if !strings.Contains(string(b), "LICENSE of Go, its library and wasm_exec.js, golang.org/x/image v0.1.0\n") {
		t.Errorf("%s", b)
	}
}
