package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// listed is what `go list -deps -json` says of a package.
type listed struct {
	Dir, Root string
	Standard  bool
	GoFiles   []string
	Module    *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// A work is something of one licence that is in the site: a module, Go's library, the typeface, the project itself.
type work struct {
	name    string
	licence string   // SPDX identifier of the first text
	holders []string // of the copyright in its files, without years
	texts   []text
}

const goItself = "Go, its library and wasm_exec.js"

// text is one file with a licence or a notice.
type text struct{ name, body string }

// kinds are the licences that the site may be made of, and words that only they have. Another one has to be read first.
var kinds = []struct{ name, words string }{
	{"Apache-2.0", "Apache License Version 2.0"},
	{"OFL-1.1", "SIL OPEN FONT LICENSE Version 1.1"},
	{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy of this software"},
	{"BSD-3-Clause", "Neither the name of"},
}

var (
	licenceName = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents|third[_-]party)`)
	copyright   = regexp.MustCompile(
		`(?m)^// (?:SPDX-File)?Copyright(?:Text:)? ?(?:\(C\)|©)? ?[-, 0-9]*(?:by )?(.*?)(?:\. All rights reserved\.)?$`)
)

// writeLicences writes dist/licences.txt: what is in the site, who has the copyright, under which licence, and every
// licence's text. packages is what go list says of all that the programs are linked from; top is the project's folder.
func writeLicences(dist, top string, packages io.Reader) error {
	var works []*work
	for _, own := range []struct{ name, file string }{{"One Basin", "LICENSE"},
		{"Inter, the typeface", "web/fonts/OFL.txt"}} {
		body, err := os.ReadFile(filepath.Join(top, filepath.FromSlash(own.file)))
		if err != nil {
			return err
		}
		works = append(works, &work{name: own.name, texts: []text{{filepath.Base(own.file), string(body)}}})
	}
	others, err := linked(packages)
	if err != nil {
		return err
	}
	works = append(works, others...)
	for _, w := range works {
		if w.licence = licenceOf(w.texts); w.licence == "" {
			return fmt.Errorf("the licence of %s is none that pack knows: read it, and name it in licences.go", w.name)
		}
	}
	return writeIfChanged(filepath.Join(dist, "licences.txt"), list(works))
}

// linked returns the modules that packages come from, without our own, and Go itself.
func linked(packages io.Reader) (works []*work, err error) {
	of := map[string]*work{}
	for d := json.NewDecoder(packages); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		root, name := p.Root, goItself
		switch {
		case p.Module != nil && p.Module.Main:
			continue
		case p.Module != nil:
			root, name = p.Module.Dir, p.Module.Path+" "+p.Module.Version
		case !p.Standard:
			return nil, fmt.Errorf("%s is of no module", p.Dir)
		}
		w := of[name]
		if w == nil {
			w = &work{name: name}
			if w.texts, err = licencesIn(root); err != nil {
				return nil, err
			}
			of[name], works = w, append(works, w)
		}
		if p.Dir != root && !p.Standard { // a package may have a licence of its own
			own, err := licencesIn(p.Dir)
			if err != nil {
				return nil, err
			}
			w.texts = append(w.texts, own...)
		}
		for _, file := range p.GoFiles {
			if err := w.credit(filepath.Join(p.Dir, file)); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(works, func(a, b *work) int { return cmp.Compare(a.name, b.name) })
	// Debian takes Go's licence out of its folder. Its authors' other modules have the same.
	if g := of[goItself]; g != nil && len(g.texts) == 0 {
		for _, w := range works {
			if strings.HasPrefix(w.name, "golang.org/x/") {
				g.texts = w.texts
				break
			}
		}
	}
	return works, nil
}

// licencesIn returns the licences and notices of a folder, LICENSE first, and those of a folder of licences in it.
func licencesIn(dir string) (texts []text, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case !licenceName.MatchString(e.Name()):
		case e.IsDir():
			more, err := os.ReadDir(path)
			if err != nil {
				return nil, err
			}
			for _, m := range more {
				body, err := os.ReadFile(filepath.Join(path, m.Name()))
				if err != nil {
					return nil, err
				}
				texts = append(texts, text{e.Name() + "/" + m.Name(), string(body)})
			}
		default:
			body, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			texts = append(texts, text{e.Name(), string(body)})
		}
	}
	return texts, nil
}

// credit adds the holders that the head of a source file names.
func (w *work) credit(path string) error {
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	head, _, _ := bytes.Cut(source, []byte("\npackage "))
	for _, m := range copyright.FindAllSubmatch(head, -1) {
		if holder := string(bytes.TrimSpace(m[1])); holder != "" && !slices.Contains(w.holders, holder) {
			w.holders = append(w.holders, holder)
		}
	}
	slices.Sort(w.holders)
	return nil
}

// licenceOf names the licence of the first text, or nothing.
func licenceOf(texts []text) string {
	if len(texts) == 0 {
		return ""
	}
	words := strings.Join(strings.Fields(texts[0].body), " ")
	for _, k := range kinds {
		if strings.Contains(words, k.words) {
			return k.name
		}
	}
	return ""
}

// list writes the works, then every text once, with the names of all that it holds for.
func list(works []*work) []byte {
	var b bytes.Buffer
	b.WriteString("What this site is made of, and under which licences; their texts follow.\n\n")
	type shared struct {
		text
		of []string
	}
	var all []*shared
	for _, w := range works {
		fmt.Fprintf(&b, "  %-52s %s\n", w.name, w.licence)
		if len(w.holders) > 0 {
			fmt.Fprintf(&b, "      copyright: %s\n", strings.Join(w.holders, "; "))
		}
		for _, t := range w.texts {
			k := slices.IndexFunc(all, func(s *shared) bool { return s.body == t.body })
			if k < 0 {
				k, all = len(all), append(all, &shared{text: t})
			}
			all[k].of = append(all[k].of, w.name)
		}
	}
	for _, s := range all {
		fmt.Fprintf(&b, "\n%s\n%s of %s\n\n%s\n",
			strings.Repeat("=", 78), s.name, strings.Join(s.of, ", "), strings.TrimSpace(s.body))
	}
	return b.Bytes()
}
