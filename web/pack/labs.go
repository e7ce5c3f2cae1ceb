package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// labsName is the file of dist that says which laboratories the site has.
const labsName = "labs.json"

// laboratory is an entry of that file.
type laboratory struct{ Name, Title, Help string }

// program is the file of a laboratory's program.
func (l laboratory) program() string { return "engine-" + l.Name + ".wasm" }

// files are what of a laboratory is in dist: its program, the keys of its links, experiments to begin with.
func (l laboratory) files() []string {
	return []string{l.program(), "schema-" + l.Name + ".json", "presets-" + l.Name + ".json"}
}

func readLabs(dist string) (all []laboratory, err error) {
	text, err := os.ReadFile(filepath.Join(dist, labsName))
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, fmt.Errorf("%s: %w", labsName, err)
	}
	return all, nil
}
