package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// listed is what `go list -json` says of a package.
type listed struct {
	ImportPath string
	Imports    []string
	Deps       []string
	Incomplete bool
}

func list(t *testing.T, environment ...string) []listed {
	t.Helper()
	c := exec.Command("go", "list", "-e", "-json=ImportPath,Imports,Deps,Incomplete", "./...")
	c.Env = append(os.Environ(), environment...)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func covers(patterns []string, path string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		below, open := strings.CutSuffix(p, "/...")
		return path == p || open && (path == below || strings.HasPrefix(path, below+"/"))
	})
}

func roomOf(path string) (found room, ok bool) {
	for _, r := range rooms {
		if (path == r.path || strings.HasPrefix(path, r.path+"/")) && len(r.path) > len(found.path) &&
			(r.path != "onebasin" || path == r.path) {
			found, ok = r, true
		}
	}
	return found, ok
}

// breaches names everything in which a package breaks its room's rules.
func breaches(p listed) (all []string) {
	r, ok := roomOf(p.ImportPath)
	if !ok {
		return []string{p.ImportPath + " is in no room: add it to the table in rooms_test.go"}
	}
	for _, i := range p.Imports {
		first, _, _ := strings.Cut(i, "/")
		ours, third := first == "onebasin", strings.Contains(first, ".")
		mine, _ := roomOf(i)
		switch {
		case ours && mine.path != r.path && !covers(r.ours, i),
			third && !covers(r.third, i),
			covers(guarded, i) && !covers(r.std, i):
			all = append(all, p.ImportPath+" imports "+i+", which "+r.path+" may not: "+r.why)
		}
	}
	for _, d := range p.Deps {
		if covers(r.never, d) {
			all = append(all, p.ImportPath+" reaches "+d+", which "+r.path+" must not even indirectly: "+r.why)
		}
	}
	return all
}

func TestRooms(t *testing.T) {
	for _, r := range rooms {
		if r.why == "" {
			t.Errorf("%s: no reason given", r.path)
		}
	}
	for _, platform := range []struct{ name, os, arch string }{{"native", "", ""}, {"js/wasm", "js", "wasm"}} {
		t.Run(platform.name, func(t *testing.T) {
			packages := list(t, "GOOS="+platform.os, "GOARCH="+platform.arch)
			if len(packages) < 5 {
				t.Fatalf("only %d packages listed", len(packages))
			}
			for _, p := range packages {
				for _, b := range breaches(p) {
					t.Error(b)
				}
			}
		})
	}
}

// The rules must be able to fail.
func TestRoomsCatchABreach(t *testing.T) {
	for _, c := range []struct {
		p    listed
		says string
	}{
		{listed{ImportPath: "onebasin/newroom"}, "is in no room"},
		{listed{ImportPath: "onebasin/assign", Imports: []string{"onebasin/toynets"}}, "may not"},
		{listed{ImportPath: "onebasin/assign", Imports: []string{"gonum.org/v1/gonum/mat"}}, "may not"},
		{listed{ImportPath: "onebasin/toynets/kernel/simd", Imports: []string{"onebasin/toynets/kernel/wasmasm"}}, ""},
		{listed{ImportPath: "onebasin/wasm/canvas", Imports: []string{"syscall/js"}}, "may not"},
		{listed{ImportPath: "onebasin/wasm/browser", Imports: []string{"syscall/js"}}, ""},
		{listed{ImportPath: "onebasin/wasm/engine", Deps: []string{"github.com/hajimehoshi/ebiten/v2/internal/ui"}},
			"not even indirectly"},
		{listed{ImportPath: "onebasin/lmc", Deps: []string{"encoding/json"}}, "not even indirectly"},
		{listed{ImportPath: "onebasin/render/text", Deps: []string{"golang.org/x/image/font/sfnt"},
			Imports: []string{"golang.org/x/image/font/sfnt"}}, ""},
	} {
		got := strings.Join(breaches(c.p), "\n")
		if (c.says == "") != (got == "") || !strings.Contains(got, c.says) {
			t.Errorf("%s: %q, want %q", c.p.ImportPath, got, c.says)
		}
	}
}
