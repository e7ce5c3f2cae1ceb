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
var served = map[string]bool{".html": true, ".css": true, ".js": true, ".svg": true, ".png": true, ".ico": true, ".woff2": true, ".txt": true, ".webmanifest": true}

// built are the files of the site that build.sh makes itself.
var built = []string{"engine.wasm", "lab.wasm", "kernel.wasm", "wasm_exec.js", "schema.json", "presets.json", "build.js"}

// copySite copies the pages from web to dist, with their modules' names, file by file where the contents differ, and removes every file from dist that is neither a page nor built, nor the compressed
// twin of one, so that what was renamed or deleted is not served on.
func copySite(web, dist string) error {
	belongs := map[string]bool{}
	for _, name := range built {
		belongs[name] = true
	}
	err := filepath.WalkDir(web, func(path string, d fs.DirEntry, err error) error {
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
		if filepath.Ext(name) == ".html" {
			if text, err = preload(text, web); err != nil {
				return err
			}
		}
		return writeIfChanged(filepath.Join(dist, name), text)
	})
	if err != nil {
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

// writeIfChanged leaves a file alone that already has the contents: its time tells the server and the twins that it is the same.
func writeIfChanged(path string, contents []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, contents) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, contents, 0o644)
}
