package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// served are the kinds of files under web/ that belong to the site.
var served = map[string]bool{".html": true, ".css": true, ".js": true, ".svg": true, ".png": true, ".ico": true,
	".woff2": true, ".txt": true, ".webmanifest": true}

// built are the files of the site that build.sh and this program make, beside those of every laboratory.
var built = []string{"lab.wasm", "reader.wasm", "kernel.wasm", "wasm_exec.js", labsName, "build.js", "licences.txt",
	manifestName}

// copySite copies the pages and scripts from web to dist, each with what tells the build they are of, file by file
// where the contents differ, and removes every file from dist that is neither a page nor built, nor the compressed twin
// of one, so that what was renamed or deleted is not served on.
func copySite(web, dist, build string) error {
	belongs := map[string]bool{}
	laboratories, err := readLabs(web, dist)
	if err != nil {
		return err
	}
	for _, name := range built {
		belongs[name] = true
	}
	for _, l := range laboratories {
		for _, name := range l.files() {
			belongs[name] = true
		}
	}
	err = filepath.WalkDir(web, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); path != web && (strings.HasPrefix(n, ".") || n == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if !served[filepath.Ext(path)] || strings.HasPrefix(d.Name(), ".") {
			return nil
		}
		name, err := filepath.Rel(web, path)
		if err != nil {
			return err
		}
		belongs[name] = true
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		switch filepath.Ext(name) {
		case ".html":
			if text, err = finish(text, web, build, laboratories); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
		case ".js":
			text = mark(text, name, build)
		}
		return writeIfChanged(filepath.Join(dist, name), text)
	})
	if err != nil {
		return err
	}
	if err := writeBuild(dist, build, laboratories); err != nil {
		return err
	}
	return filepath.WalkDir(dist, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dist, path)
		if err != nil || belongs[strings.TrimSuffix(strings.TrimSuffix(name, ".br"), ".gz")] {
			return err
		}
		fmt.Println("  removing", path)
		return os.Remove(path)
	})
}

// writeIfChanged leaves a file alone that already has the contents: what copies a site by times and sizes copies less.
func writeIfChanged(path string, contents []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, contents) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return writeWhole(path, contents)
}

// writeWhole puts a file in the place of another at once: whoever reads it has the old bytes or the new.
func writeWhole(path string, contents []byte) error {
	if err := os.WriteFile(path+".new", contents, 0o644); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
