package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// labsName is the file of dist that says which laboratories the site has.
const labsName = "labs.json"

// laboratory is an entry of that file.
type laboratory struct {
	Name string
	text []byte // the whole entry
}

// program is the file of a laboratory's program.
func (l laboratory) program() string { return "engine-" + l.Name + ".wasm" }

// files are what of a laboratory is in dist: its program, the keys of its links, experiments to begin with.
func (l laboratory) files() []string {
	return []string{l.program(), "schema-" + l.Name + ".json", "presets-" + l.Name + ".json"}
}

func readLabs(web, dist string) (all []laboratory, err error) {
	text, err := os.ReadFile(filepath.Join(dist, labsName))
	if err != nil {
		return nil, err
	}
	var entries []json.RawMessage
	if err := json.Unmarshal(text, &entries); err != nil {
		return nil, fmt.Errorf("%s: %w", labsName, err)
	}
	for _, entry := range entries {
		var l laboratory
		var told map[string]any
		if err := errors.Join(json.Unmarshal(entry, &l), json.Unmarshal(entry, &told)); err != nil {
			return nil, fmt.Errorf("%s: %w", labsName, err)
		}
		for key, module := range map[string]string{"own": "tables.js", "hand": "hand.js"} {
			_, err := os.Stat(filepath.Join(web, l.Name, module))
			told[key] = err == nil // there is a module of its own in its folder
		}
		if l.text, err = json.Marshal(told); err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, nil
}
