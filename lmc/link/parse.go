package link

import (
	"fmt"
	"strings"
)

// maxProblems bounds how many problems of one link are told.
const maxProblems = 12

// Reading is what was read in a text.
type Reading[S any] struct {
	Link     S
	Digest   string // that the link's sender saw, "" when it has none
	Problems []Problem
	Notes    []string // what was undone of what happened to the link on its way, a sentence each
	Named    []string // keys that the text itself gives
	Query    string   // of the address around the link, what is not the link's
}

// Parse reads a fragment, with or without its leading #. Whatever is wrong falls back to the default and is told as a
// Problem, so the result is always a valid link; without problems, Experiment and View print the canonical form of what
// was read. What a person gives is read by Read.
func (s *Schema[S]) Parse(fragment string) Reading[S] {
	l := s.Default()
	r := s.reader(&l)
	r.read(strings.TrimPrefix(fragment, "#"))
	return Reading[S]{Link: l, Digest: r.digest, Problems: r.told()}
}

// Read reads a link as it comes: a fragment, an address, a link that mail, chat or paper changed on its way. It is how
// every program reads what a person gives it. What the text does not say is taken from the texts that follow, if there
// are any: a view that stays, an experiment that is changed. It is no method, so that a program that only parses does
// not carry it.
func Read[S any](s *Schema[S], text string, others ...string) Reading[S] {
	l := s.Default()
	r := s.reader(&l)
	query, notes := r.mend(text, s.names())
	var named []string
	for _, f := range s.fields {
		if r.seen[f.Key] {
			named = append(named, f.Key)
		}
	}
	for _, other := range others {
		_, more := r.mend(other, s.names())
		notes = append(notes, more...)
	}
	return Reading[S]{Link: l, Digest: r.digest, Problems: r.told(), Notes: notes, Named: named, Query: query}
}

// reader reads fragments into a link, of which the first that gives a key has it. It knows of the link what its keys
// are and where their values go: one code reads the links of all laboratories.
type reader struct {
	index    map[string]int
	key      func(k int) (s Spec, at any) // and the value's place
	digest   string
	seen     map[string]bool // in the fragments before, and in this one
	now      map[string]bool // in this one
	problems []Problem
	more     int // parts that are wrong, beyond the problems that are told one by one
}

func (s *Schema[S]) reader(l *S) *reader {
	key := func(k int) (Spec, any) { return s.fields[k].Spec, s.fields[k].At(l) }
	return &reader{index: s.index, key: key, seen: make(map[string]bool)}
}

// mend reads what is left of a text when what happened to it is undone.
func (r *reader) mend(text string, keys Keys) (query string, notes []string) {
	m := Mend(text, keys)
	if m.Early != "" {
		r.problems = append(r.problems, Problem{Key: "link", Used: "the defaults",
			Message: m.Early + "; used the defaults"})
	}
	r.read(m.Fragment)
	return m.Query, m.Notes
}

// read reads one fragment.
func (r *reader) read(fragment string) {
	if len(fragment) > MaxLength {
		r.problems = append(r.problems, Problem{Key: "link", Found: Shorten(fragment), Used: "the default experiment",
			Message: fmt.Sprintf("the link is %d bytes long and at most %d are read; used the default experiment",
				len(fragment), MaxLength)})
		return
	}
	if fragment == "" {
		return
	}
	r.now = make(map[string]bool)
	for part := range strings.SplitSeq(fragment, "&") {
		switch p := r.pair(part); {
		case p == nil:
		case len(r.problems) == maxProblems:
			r.more++
		default:
			p.Parts = 1
			r.problems = append(r.problems, *p)
		}
	}
	for key := range r.now {
		r.seen[key] = true
	}
}

// told are the problems, the last of them about what is not told one by one.
func (r *reader) told() []Problem {
	if r.more == 0 {
		return r.problems
	}
	return append(r.problems, Problem{Key: "link", Used: "the defaults", Parts: r.more,
		Message: "and more that could not be read; used the defaults"})
}

// pair reads one key=value. One that an earlier fragment gave is passed over.
func (r *reader) pair(part string) *Problem {
	key, value, ok := strings.Cut(part, "=")
	if !ok {
		return &Problem{Key: "link", Found: Shorten(part), Used: "nothing",
			Message: fmt.Sprintf("“%s” is not of the form key=value; it was left out", Shorten(part))}
	}
	if r.now[key] {
		return &Problem{Key: Shorten(key), Found: Shorten(value), Used: "the first",
			Message: fmt.Sprintf("%s is given twice; used the first", Shorten(key))}
	}
	if r.seen[key] {
		return nil
	}
	if key == "digest" {
		r.now[key] = true
		if !IsDigest(value) {
			return &Problem{Key: key, Found: Shorten(value), Used: "none",
				Message: fmt.Sprintf("digest must be 12 hexadecimal digits, not “%s”; nothing is compared",
					Shorten(value))}
		}
		r.digest = value
		return nil
	}
	k, ok := r.index[key]
	if !ok {
		return &Problem{Key: Shorten(key), Found: Shorten(value), Used: "nothing",
			Message: fmt.Sprintf("there is no key “%s”; it was left out", Shorten(key))}
	}
	r.now[key] = true
	f, at := r.key(k)
	if err := f.read(at, value); err != nil {
		return &Problem{Key: key, Found: Shorten(value), Used: f.Default,
			Message: fmt.Sprintf("%s %v, not “%s”; used %s", key, err, Shorten(value), orNothing(f.Default))}
	}
	return nil
}

// IsDigest reports whether s has the form of a digest: 12 hexadecimal digits.
func IsDigest(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789abcdef") == ""
}
