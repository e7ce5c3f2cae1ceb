package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// rooms are the folders whose files end up in the site.
var rooms = []string{"assign", "lmc", "render", "toynets", "wasm", "web"}

// tools make or measure the site and are no part of it.
var tools = map[string]bool{"web/pack": true, "web/bench": true}

// identify hashes names and contents of all the site is built from, and the compiler's version: the same tree has the
// same id wherever it is built, and any change that could reach the site changes it. Tests, documents and hidden files
// are left out.
func identify(top string) (string, error) {
	names := []string{"go.mod", "go.sum"}
	for _, room := range rooms {
		err := filepath.WalkDir(filepath.Join(top, room), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			name, err := filepath.Rel(top, path)
			if err != nil {
				return err
			}
			name = filepath.ToSlash(name)
			switch {
			case strings.HasPrefix(d.Name(), ".") || d.IsDir() && (tools[name] || d.Name() == "testdata"):
				if d.IsDir() {
					return filepath.SkipDir
				}
			case d.IsDir(), strings.HasSuffix(name, "_test.go"), strings.HasSuffix(name, ".md"):
			default:
				names = append(names, name)
			}
			return nil
		})
		if err != nil && !os.IsNotExist(err) {
			return "", err
		}
	}
	slices.Sort(names)
	all := sha256.New()
	fmt.Fprintln(all, runtime.Version())
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(top, filepath.FromSlash(name)))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(all, "%s %x\n", name, sha256.Sum256(b))
	}
	return hex.EncodeToString(all.Sum(nil))[:10], nil
}
