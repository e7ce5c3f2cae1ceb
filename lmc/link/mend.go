// Package link puts links right that were changed on their way. A link is a flat list of key=value joined by “&”, and
// no value but text such as view.title ever needs escaping, so most of what mail, chat, word processors and paper do to
// one can be undone without guessing:
//
//	m := link.Mend("http://host/index.html%23data%3Dmoons%26net%3D64–64).", keys)
//	m.Fragment // data=moons&net=64-64
//	m.Notes    // what was undone, in sentences
//
// Whatever is not beyond doubt stays as it was, for the codec to refuse in words. The package knows keys by name only,
// and no values.
package link

import (
	"slices"
	"strings"
	"unicode"
)

// MaxLength is the longest text that is read, in bytes.
const MaxLength = 16 << 10

// deepest is how many times in one another a link may be encoded: filters of mail wrap what other filters have wrapped.
const deepest = 4

// quoted is how many characters are quoted of what was left out.
const quoted = 8

// Keys are the keys that a link may have, beside digest.
type Keys struct {
	Experiment []string // in canonical order: those that every canonical link has
	Later      []string // of the experiment, too: those that older links lack
	View       []string
	Text       []string // of all of these: those whose values are percent-encoded text and may hold anything
}

// Add adds a key, once. One that was added under v=1 is not among those that every link has: links that are older lack
// it.
func (k *Keys) Add(s Spec) {
	to := &k.Experiment
	switch {
	case s.View:
		to = &k.View
	case s.Later:
		to = &k.Later
	}
	if slices.Contains(*to, s.Key) {
		return
	}
	*to = append(*to, s.Key)
	if s.Kind == KindText {
		k.Text = append(k.Text, s.Key)
	}
}

// Mended is what a text holds that somebody pasted, clicked or typed.
type Mended struct {
	Fragment string   // key=value joined by “&”, for the codec
	Notes    []string // what was undone, and what should be known, a sentence each
	Query    string   // what stands between “?” and “#” and is not the link's
	Early    string   // that the link ends early, without a full stop; "" if it is whole
}

// Mend takes the link out of a text: a fragment with or without its “#”, a whole address, or an address inside another.
// A text that needs no mending comes back as it is, without its “#”. One that is longer than MaxLength is not looked
// into and comes back whole, or what stands after its “#” if that is too long by itself. The time is linear in the
// length.
func Mend(text string, keys Keys) Mended {
	if len(text) > MaxLength {
		if _, after, _ := strings.Cut(text, "#"); len(after) > MaxLength {
			text = after
		}
		return Mended{Fragment: text}
	}
	m := newMending(keys)
	text = strings.ToValidUTF8(text, "\x00") // which no value holds either, and is no longer
	fragment, query := m.locate(m.bare(unbroken(text)), deepest)
	pieces := m.unquoted(m.pieces(fragment, deepest))
	if n := len(pieces); n > 0 {
		if pieces[n-1] = m.ending(pieces[n-1]); pieces[n-1] == "" {
			pieces = pieces[:n-1]
		}
	}
	pieces, early, note := m.early(pieces)
	notes := m.notes()
	if note != "" {
		notes = append(notes, note)
	}
	return Mended{Fragment: strings.Join(pieces, "&"), Notes: notes, Query: query, Early: early}
}

// mending is a text being mended.
type mending struct {
	keys          Keys
	known         map[string]bool
	undone        [len(sentences)]bool
	before, after string // what was cut off at both ends
	shortened     bool   // the text ends in dots, as shortened texts do
}

func newMending(keys Keys) *mending {
	m := &mending{keys: keys, known: map[string]bool{"digest": true}}
	for _, key := range slices.Concat(keys.Experiment, keys.Later, keys.View) {
		m.known[key] = true
	}
	return m
}

// What can be undone.
const (
	wrapper = iota
	question
	entity
	printable
	code
	dash
	invisible
	blank
	empty
)

// sentences says what was undone, in the order in which it is told.
var sentences = [...]string{
	wrapper:   "It was taken out of another address that a filter had put around it.",
	question:  "Its keys stood after a “?”; they belong after a “#”.",
	entity:    "“&amp;” stood for “&”.",
	printable: "“=3D” stood for “=”.",
	code:      "Codes such as %2C or %3D stood for plain characters.",
	dash:      "Another kind of dash stood for a hyphen.",
	invisible: "There were invisible characters in it.",
	blank:     "There were blanks or line breaks in it.",
	empty:     "There was an “&” too many.",
}

func (m *mending) notes() (notes []string) {
	for kind, done := range m.undone {
		if done {
			notes = append(notes, sentences[kind])
		}
	}
	if m.before != "" {
		notes = append(notes, "“"+brief(m.before)+"” before it was left out.")
	}
	if m.after != "" {
		notes = append(notes, "“"+brief(m.after)+"” at its end was left out.")
	}
	return notes
}

// brief bounds what is quoted.
func brief(s string) string {
	if r := []rune(s); len(r) > quoted {
		return string(r[:quoted]) + "…"
	}
	return s
}

// names reports whether s begins with a key and “=”, as written or in codes.
func (m *mending) names(s string) bool {
	key, ok := keyOf(s)
	return ok && m.known[key]
}

// experiment reports whether one of the pieces of a fragment names a key of the experiment.
func (m *mending) experiment(fragment string) bool {
	for piece := range strings.SplitSeq(strings.ReplaceAll(plainest(fragment), "amp;", ""), "&") {
		key, ok := keyOf(piece)
		if ok && (slices.Contains(m.keys.Experiment, key) || slices.Contains(m.keys.Later, key)) {
			return true
		}
	}
	return false
}

// keyOf returns what stands before the first “=” of s, without what clean would take from it.
func keyOf(s string) (key string, ok bool) {
	key, _, ok = strings.Cut(plainest(s), "=")
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || unicode.Is(unicode.Cf, c) || c == '>' {
			return -1
		}
		return c
	}, key), ok
}

// plainest puts all codes of s back, however deep: to recognise it, not to read it.
func plainest(s string) string {
	for range deepest {
		plain, _ := decode(s)
		if plain == s {
			break
		}
		s = plain
	}
	return s
}

// Value returns what a text that a person gave says of one key, without reading the others; ok is false where it says
// nothing.
func Value(text, key string, keys Keys) (value string, ok bool) {
	for part := range strings.SplitSeq(Mend(text, keys).Fragment, "&") {
		if k, v, pair := strings.Cut(part, "="); pair && k == key {
			return v, true
		}
	}
	return "", false
}
