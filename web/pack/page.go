package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const (
	top     = `<html lang="en">`
	charset = `<meta charset="utf-8">` + "\n" // after which comes what holds for all that follows
)

// finish writes into a page the build it is of, the laboratories that there are, the policy of web/policy.csp for hosts
// that send none, and the modules it will need.
func finish(page []byte, web, build string, laboratories []laboratory) ([]byte, error) {
	policy, err := os.ReadFile(filepath.Join(web, "policy.csp"))
	if err != nil {
		return nil, err
	}
	if bytes.Count(page, []byte(top)) != 1 || bytes.Count(page, []byte(charset)) != 1 {
		return nil, fmt.Errorf("there is no place for the build and the policy, %q and %q", top, charset)
	}
	names := make([]string, len(laboratories))
	for k, l := range laboratories {
		names[k] = l.Name
	}
	marked := fmt.Sprintf(`<html lang="en" data-build=%q data-labs=%q>`, build, strings.Join(names, " "))
	page = bytes.Replace(page, []byte(top), []byte(marked), 1)
	meta := fmt.Sprintf("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", bytes.TrimSpace(policy))
	page = bytes.Replace(page, []byte(charset), []byte(charset+meta), 1)
	return preload(page, web)
}

var (
	script  = regexp.MustCompile(`<script type="module" src="([^":]+)"></script>`)
	imports = regexp.MustCompile(`(?m)^(?:import|export)\s(?:[^"';]*\sfrom\s)?"(\./[^"]+)"`)
)

// preload names, before the first module script of a page, every module that it imports, so that a browser asks for all
// of them at once and not for each when it has read the one that needs it. Modules that are not under web are built.
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
