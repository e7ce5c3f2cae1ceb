package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// manifestName is the file that says what the site holds. The server sends a twin only if its bytes and those of its
// file are the ones named here; the page, when it does not start, compares what it gets with it and says which file is
// not whole.
const manifestName = "manifest.json"

// A manifest says of every file of a site, and of its twins by the names of their codings, how long it is and the
// SHA-256 of its bytes.
type manifest struct {
	Files map[string]entry `json:"files"`
}

type entry struct {
	made
	Twins map[string]made `json:"twins,omitempty"`
}

type made struct {
	Bytes int    `json:"bytes"`
	Sum   string `json:"sha256"`
}

func describe(contents []byte) made { return made{len(contents), sum(contents)} }

func sum(contents []byte) string {
	h := sha256.Sum256(contents)
	return hex.EncodeToString(h[:])
}

// writeManifest describes what dist holds.
func writeManifest(dist string) error {
	m := manifest{map[string]entry{}}
	err := filepath.WalkDir(dist, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == manifestName {
			return err
		}
		name, err := filepath.Rel(dist, path)
		if err != nil {
			return err
		}
		contents, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, c := range codings {
			if plain, ok := strings.CutSuffix(filepath.ToSlash(name), c.suffix); ok {
				e := m.Files[plain] // which comes before its twins
				if e.Twins == nil {
					e.Twins = map[string]made{}
				}
				e.Twins[c.name] = describe(contents)
				m.Files[plain] = e
				return nil
			}
		}
		m.Files[filepath.ToSlash(name)] = entry{made: describe(contents)}
		return nil
	})
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	return writeIfChanged(filepath.Join(dist, manifestName), append(text, '\n'))
}
