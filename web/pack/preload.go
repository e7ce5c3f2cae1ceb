package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

var (
	script  = regexp.MustCompile(`<script type="module" src="([^":]+)"></script>`)
	imports = regexp.MustCompile(`(?m)^(?:import|export)\s(?:[^"';]*\sfrom\s)?"(\./[^"]+)"`)
)

// preload names, before the first module script of a page, every module that it imports, so that a browser asks for all of them at once and not for each when it
// has read the one that needs it. Modules that are not under web are built.
func preload(page []byte, web string) ([]byte, error) {
	at := script.FindSubmatchIndex(page)
	if at == nil {
		return page, nil
	}
	var links bytes.Buffer
	known := []string{string(page[at[2]:at[3]])}
	for k := 0; k < len(known); k++ {
		text, err := os.ReadFile(filepath.Join(web, known[k]))
		if os.IsNotExist(err) && slices.Contains(built, known[k]) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, m := range imports.FindAllSubmatch(text, -1) {
			if name := filepath.Join(filepath.Dir(known[k]), string(m[1])); !slices.Contains(known, name) {
				known = append(known, name)
				fmt.Fprintf(&links, "<link rel=\"modulepreload\" href=%q>\n", name)
			}
		}
	}
	return slices.Concat(page[:at[0]], links.Bytes(), page[at[0]:]), nil
}
