package keys

import (
	"errors"

	"onebasin/lmc/link"
)

// Reading is what was read in a text that a person pasted, clicked or typed.
type Reading struct {
	Link     Link
	Problems []Problem
	Notes    []string // what was undone of what happened to the link on its way, a sentence each
	Named    []string // keys that the text itself gives
	Query    string   // of the address around the link, what is not the link's
}

// Read reads a link as it comes: a fragment, an address, a link that mail, chat or
// paper changed on its way. It is how every program reads what a person gives it; what
// a program wrote is read by Parse. What the text does not say is taken from the texts
// that follow, if there are any: a view that stays, an experiment that is changed.
func Read(text string, others ...string) Reading {
	var found Reading
	r := newReader()
	found.Query, found.Notes = mend(r, text)
	for _, f := range schema() {
		if r.seen[f.Key] {
			found.Named = append(found.Named, f.Key)
		}
	}
	for _, other := range others {
		_, notes := mend(r, other)
		found.Notes = append(found.Notes, notes...)
	}
	found.Link, found.Problems = r.link, r.told()
	return found
}

// mend reads into r what is left of a text when what happened to it is undone.
func mend(r *reader, text string) (query string, notes []string) {
	m := link.Mend(text, names())
	if m.Early != "" {
		r.problems = append(r.problems, Problem{Key: "link", Used: "the defaults", Message: m.Early + "; used the defaults"})
	}
	r.read(m.Fragment)
	return m.Query, m.Notes
}

// names are the keys of the schema. One that is added under v=1 is not among those that
// every link has: links that are older lack it.
func names() (k link.Keys) {
	for _, f := range schema() {
		if f.View {
			k.View = append(k.View, f.Key)
		} else {
			k.Experiment = append(k.Experiment, f.Key)
		}
	}
	return k
}

// ReadGrid reads a sweep as Read reads a link.
func ReadGrid(text string) (g Grid, notes []string, err error) {
	m := link.Mend(text, names())
	if m.Early != "" {
		return Grid{}, nil, errors.New(m.Early)
	}
	g, err = ParseGrid(m.Fragment)
	return g, m.Notes, err
}
