// Package report puts what the engine knows into the JSON that pages and
// terminals read: the schema, what was found in a link, whether a digest was
// reproduced. It prints nothing and knows no browser.
package report

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/link"
)

// Field is a row of the schema as the page reads it.
type Field struct {
	Key      string     `json:"key"`
	Group    string     `json:"group"`
	Label    string     `json:"label"`
	Help     string     `json:"help"`
	Kind     string     `json:"kind"`
	Unit     string     `json:"unit,omitempty"`
	Default  string     `json:"default"`
	Min      *float64   `json:"min,omitempty"`
	Max      *float64   `json:"max,omitempty"`
	MinItems int        `json:"minItems,omitempty"`
	MaxItems int        `json:"maxItems,omitempty"`
	Options  []Option   `json:"options,omitempty"`
	When     *Condition `json:"when,omitempty"`
	View     bool       `json:"view,omitempty"`
}

// Option is one name that a choice takes.
type Option struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	Help  string `json:"help"`
}

// Condition says when a field is shown.
type Condition struct {
	Key string   `json:"key"`
	In  []string `json:"in"`
}

// Schema returns a laboratory's schema as the page reads it.
func Schema(specs []link.Spec) []Field {
	var fields []Field
	for _, f := range specs {
		r := Field{Key: f.Key, Group: f.Group, Label: f.Label, Help: f.Help, Kind: string(f.Kind), Unit: f.Unit,
			Default: f.Default, MinItems: f.MinItems, MaxItems: f.MaxItems, View: f.View}
		if len(f.Options) == 0 && f.Kind != link.KindText {
			r.Min, r.Max = &f.Min, &f.Max
		}
		for _, o := range f.Options {
			r.Options = append(r.Options, Option(o))
		}
		if f.When != nil {
			r.When = &Condition{f.When.Key, f.When.In}
		}
		fields = append(fields, r)
	}
	return fields
}

// Parsed is what was found in a link.
type Parsed struct {
	Fragment   string            `json:"fragment"` // canonical, with the view keys that are set
	Experiment map[string]string `json:"experiment"`
	View       map[string]string `json:"view"`
	Problems   []Problem         `json:"problems"`
	Wrong      int               `json:"wrong"` // parts of the link that they are about
	Digest     string            `json:"digest"`
	Changed    []string          `json:"changed"` // keys that differ from the default
	Memory     Memory            `json:"memory"`
	Notes      []string          `json:"notes"` // what was undone of what happened to the link
	Named      []string          `json:"named"` // keys that the link itself gives
	Query      string            `json:"query"` // of the address, what is not the link's
}

// Problem is one thing wrong with a link.
type Problem struct {
	Key     string `json:"key"`
	Found   string `json:"found"`
	Used    string `json:"used"`
	Message string `json:"message"`
}

// Memory is the estimate of what an experiment needs.
type Memory struct {
	Bytes int64  `json:"bytes"`
	Text  string `json:"text"`
}

// Reading tells what was read of what a person gave, by the schema of its laboratory.
func Reading(specs []link.Spec, r lab.Reading) Parsed {
	p := Parsed{Experiment: map[string]string{}, View: map[string]string{}, Problems: []Problem{},
		Digest: r.Link.Digest, Changed: []string{}, Notes: []string{}, Named: []string{}, Query: r.Query}
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
	for _, q := range r.Problems {
		p.Problems = append(p.Problems, Problem{q.Key, q.Found, q.Used, q.Message})
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
