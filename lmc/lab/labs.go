package lab

import (
	"fmt"
	"slices"
	"strings"

	"onebasin/lmc/link"
	"onebasin/toynets/registry"
)

// Labs are the laboratories of one program, the first of which opens a link that names none. Known are the names of all
// that there are, also in other programs.
type Labs struct {
	Here  []Lab
	Known []string
}

// NewLabs returns a program's laboratories. Whatever others are known, those are.
func NewLabs(here []Lab, known ...string) Labs {
	ls := Labs{Here: here, Known: known}
	for _, l := range here {
		if !slices.Contains(ls.Known, l.Name) {
			ls.Known = append(ls.Known, l.Name)
		}
	}
	return ls
}

// Named returns the laboratory of a name.
func (ls Labs) Named(name string) (l Lab, ok bool) {
	return registry.Find(ls.Here, func(l Lab) bool { return l.Name == name })
}

// Keys are the keys of all laboratories of the program, by which a link is found in a text before it is known of which
// laboratory it is.
func (ls Labs) Keys() (k link.Keys) {
	for _, l := range ls.Here {
		for _, s := range l.Schema {
			k.Add(s)
		}
	}
	return k
}

// Of returns the laboratory that a link names, as Read reads it, or the program's first. elsewhere is the name of one
// that is known and in another program.
func (ls Labs) Of(text string, others ...string) (l Lab, elsewhere string) {
	for _, t := range append([]string{text}, others...) {
		name, named := link.Value(t, "lab", ls.Keys())
		if !named {
			continue
		}
		if l, ok := ls.Named(name); ok {
			return l, ""
		}
		if slices.Contains(ls.Known, name) {
			return ls.Here[0], name
		}
		break
	}
	return ls.Here[0], ""
}

// Read reads a link by the laboratory that it names. A name that is none is a problem that lists those there are.
func (ls Labs) Read(text string, others ...string) (Lab, Reading) {
	l, _ := ls.Of(text, others...)
	r := l.Read(text, others...)
	for k, p := range r.Problems {
		if p.Key == "lab" && p.Parts > 0 {
			r.Problems[k].Message = fmt.Sprintf("lab must be one of %s, not “%s”; used %s",
				strings.Join(ls.Known, ", "), p.Found, l.Name)
		}
	}
	return l, r
}
