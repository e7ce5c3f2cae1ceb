// Package report puts what the engine knows into the JSON that pages and terminals read: the schema, what was found in
// a link, whether a digest was reproduced. It prints nothing and knows no browser.
package report

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/link"
)

// Field is a key of the schema as the page reads it: with its bounds where they say anything.
type Field struct {
	link.Spec
	Min *float64 `json:"min,omitempty"`
	Max *float64 `json:"max,omitempty"`
}

// Schema returns a laboratory's schema as the page reads it.
func Schema(specs []link.Spec) []Field {
	var fields []Field
	for _, s := range specs {
		f := Field{Spec: s}
		if s.Bounded() {
			f.Min, f.Max = &s.Min, &s.Max
		}
		fields = append(fields, f)
	}
	return fields
}

// Parsed is what was found in a link.
type Parsed struct {
	Fragment   string            `json:"fragment"` // canonical, with the view keys that are set
	Experiment map[string]string `json:"experiment"`
	View       map[string]string `json:"view"`
	Problems   []link.Problem    `json:"problems"`
	Wrong      int               `json:"wrong"` // parts of the link that they are about
	Digest     string            `json:"digest"`
	Changed    []string          `json:"changed"` // keys that differ from the default
	Methods    []string          `json:"methods"` // that the experiment compares, of which one is shown
	Memory     Memory            `json:"memory"`
	Notes      []string          `json:"notes"` // what was undone of what happened to the link
	Named      []string          `json:"named"` // keys that the link itself gives
	Query      string            `json:"query"` // of the address, what is not the link's
}

// Memory is the estimate of what an experiment needs.
type Memory struct {
	Bytes int64  `json:"bytes"`
	Text  string `json:"text"`
}

// Reading tells what was read of what a person gave, by the schema of its laboratory.
func Reading(specs []link.Spec, r lab.Reading) Parsed {
	p := Parsed{Experiment: map[string]string{}, View: map[string]string{}, Problems: []link.Problem{},
		Digest: r.Link.Digest, Changed: []string{}, Notes: []string{}, Named: []string{}, Query: r.Query,
		Methods: append([]string{}, r.Link.Methods...)}
	for _, s := range specs {
		v := r.Link.Values[s.Key]
		if s.View {
			p.View[s.Key] = v
			continue
		}
		p.Experiment[s.Key] = v
		if v != s.Default {
			p.Changed = append(p.Changed, s.Key)
		}
	}
	p.Problems = append(p.Problems, r.Problems...)
	for _, q := range r.Problems {
		p.Wrong += q.Parts
	}
	p.Notes = append(p.Notes, r.Notes...)
	p.Named = append(p.Named, r.Named...)
	r.Link.Digest = ""
	p.Fragment = r.Link.Fragment()
	p.Memory.Bytes = r.Link.Memory
	p.Memory.Text = fmt.Sprintf("about %d MB", 1+p.Memory.Bytes>>20)
	return p
}

// Verdict says whether a digest was reproduced.
type Verdict struct {
	Reproduced string `json:"reproduced"` // "yes", "no", or "" when there was none to compare
	Note       string `json:"note"`
}

// Reproduced compares the digest of a link with the one computed.
func Reproduced(want, got string) Verdict {
	switch want {
	case "":
		return Verdict{}
	case got:
		return Verdict{"yes", "Reproduced bit for bit: the digest is " + got + ", as the link says."}
	}
	return Verdict{"no", "Not reproduced: the link says digest " + want + ", this build computed " + got +
		". The link was made by another build, or one of its keys was changed."}
}

// Lab is what a page knows of a laboratory before its program has come.
type Lab struct {
	Name    string       `json:"name"`
	Title   string       `json:"title"`
	Help    string       `json:"help"`
	Figures []lab.Figure `json:"figures"`
}

// Labs returns laboratories as a page reads them.
func Labs(here []lab.Lab) []Lab {
	all := []Lab{}
	for _, l := range here {
		all = append(all, Lab{l.Name, l.Title, l.Help, append([]lab.Figure{}, l.Figures...)})
	}
	return all
}
