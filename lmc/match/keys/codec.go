package keys

import (
	"fmt"
	"strings"

	"onebasin/lmc/link"
)

// MaxLink is the longest link that is read, in bytes.
const MaxLink = link.MaxLength

// maxProblems bounds how many problems of one link are told.
const maxProblems = 12

// Link is what a link says: the experiment, the view, and the digest that its
// sender saw ("" when it has none).
type Link struct {
	Experiment Experiment
	View       View
	Digest     string
}

// Problem is one thing wrong with a link, in words for its reader.
type Problem struct {
	Key     string // the key, or "link" for the whole
	Found   string // what stood there, shortened
	Used    string // what is used instead
	Parts   int    // of the link that it is about, 0 for the whole
	Message string
}

func (p Problem) Error() string { return p.Message }

// Fault is the message without what is used instead, which always comes last:
// for whoever refuses the link.
func (p Problem) Fault() string { return p.Message[:strings.LastIndex(p.Message, "; ")] }

// Default returns the experiment of the empty link.
func Default() Link {
	var l Link
	for _, f := range schema() {
		if err := f.set(&l, f.Default); err != nil {
			panic("keys: default of " + f.Key + ": " + err.Error())
		}
	}
	return l
}

// Parse reads a fragment, with or without its leading #. Whatever is wrong
// falls back to the default and is told as a Problem, so the result is always
// a valid link; without problems, Fragment prints the canonical form of what
// was read.
func Parse(fragment string) (Link, []Problem) {
	r := newReader()
	r.read(strings.TrimPrefix(fragment, "#"))
	return r.link, r.told()
}

// reader reads fragments into a link, of which the first that gives a key has it.
type reader struct {
	link     Link
	fields   map[string]Field
	seen     map[string]bool // in the fragments before, and in this one
	now      map[string]bool // in this one
	problems []Problem
	more     int // parts that are wrong, beyond the problems that are told one by one
}

func newReader() *reader {
	r := &reader{link: Default(), fields: make(map[string]Field), seen: make(map[string]bool)}
	for _, f := range schema() {
		r.fields[f.Key] = f
	}
	return r
}

// read reads one fragment.
func (r *reader) read(fragment string) {
	if len(fragment) > MaxLink {
		r.problems = append(r.problems, Problem{Key: "link", Found: shorten(fragment), Used: "the default experiment",
			Message: fmt.Sprintf("the link is %d bytes long and at most %d are read; used the default experiment", len(fragment), MaxLink)})
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

// told returns the problems, the last of which is about what is not told one by one.
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
		return &Problem{Key: "link", Found: shorten(part), Used: "nothing",
			Message: fmt.Sprintf("“%s” is not of the form key=value; it was left out", shorten(part))}
	}
	if r.now[key] {
		return &Problem{Key: shorten(key), Found: shorten(value), Used: "the first",
			Message: fmt.Sprintf("%s is given twice; used the first", shorten(key))}
	}
	if r.seen[key] {
		return nil
	}
	if key == "digest" {
		r.now[key] = true
		if !isDigest(value) {
			return &Problem{Key: key, Found: shorten(value), Used: "none",
				Message: fmt.Sprintf("digest must be 12 hexadecimal digits, not “%s”; nothing is compared", shorten(value))}
		}
		r.link.Digest = value
		return nil
	}
	f, ok := r.fields[key]
	if !ok {
		return &Problem{Key: shorten(key), Found: shorten(value), Used: "nothing",
			Message: fmt.Sprintf("there is no key “%s”; it was left out", shorten(key))}
	}
	r.now[key] = true
	if err := f.set(&r.link, value); err != nil {
		return &Problem{Key: key, Found: shorten(value), Used: f.Default,
			Message: fmt.Sprintf("%s %v, not “%s”; used %s", key, err, shorten(value), orNothing(f.Default))}
	}
	return nil
}

// Fragment prints the experiment in canonical form: every experiment key, in
// the schema's order, each number in its shortest form that reads back to the
// same value. Parse(e.Fragment()) gives e, and Fragment of that the same text.
func (e Experiment) Fragment() string {
	l := Link{Experiment: e}
	var parts []string
	for _, f := range experimentFields() {
		parts = append(parts, f.Key+"="+f.get(&l))
	}
	return strings.Join(parts, "&")
}

// Fragment prints the view keys that differ from their defaults; it is empty
// when none does.
func (v View) Fragment() string {
	l := Link{View: v}
	var parts []string
	for _, f := range viewFields() {
		if s := f.get(&l); s != f.Default {
			parts = append(parts, f.Key+"="+s)
		}
	}
	return strings.Join(parts, "&")
}

// Fragment prints the whole link: experiment, view, digest.
func (l Link) Fragment() string {
	s := l.Experiment.Fragment()
	if v := l.View.Fragment(); v != "" {
		s += "&" + v
	}
	if l.Digest != "" {
		s += "&digest=" + l.Digest
	}
	return s
}

// Value returns the canonical text of a key's value in l; it panics for a key
// that is not in the schema.
func (l Link) Value(key string) string {
	for k := range schema() {
		if f := &schema()[k]; f.Key == key {
			return f.get(&l)
		}
	}
	panic("keys: no key " + key)
}

func isDigest(s string) bool {
	if len(s) != 12 {
		return false
	}
	for _, c := range s {
		if !strings.ContainsRune("0123456789abcdef", c) {
			return false
		}
	}
	return true
}

// shorten makes unknown text fit for a message: at most 40 characters, none
// of them invisible.
func shorten(s string) string {
	r := make([]rune, 0, 41)
	for _, c := range s {
		if len(r) == 40 {
			return string(r) + "…"
		}
		if c < ' ' || c == 0x7f || c == '\uFFFD' {
			c = '·'
		}
		r = append(r, c)
	}
	return string(r)
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
