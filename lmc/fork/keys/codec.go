package keys

import "onebasin/lmc/link"

// Reading is what was read in a text that a person pasted, clicked or typed.
type Reading = link.Reading[Link]

// Parse reads a fragment that a program wrote, see link.Schema.Parse.
func Parse(fragment string) (Link, []link.Problem) {
	r := withDigest(schema().Parse(fragment))
	return r.Link, r.Problems
}

// Read reads a link as it comes, see link.Read.
func Read(text string, others ...string) Reading {
	return withDigest(link.Read(schema(), text, others...))
}

func withDigest(r Reading) Reading {
	r.Link.Digest = r.Digest
	return r
}

// ReadGrid reads a sweep as Read reads a link.
func ReadGrid(text string) (g link.Grid[Link], notes []string, err error) {
	return link.ReadGrid(schema(), text)
}

// Fragment prints the experiment in canonical form.
func (e Experiment) Fragment() string { return schema().Experiment(Link{Experiment: e}) }

// Fragment prints the view keys that differ from their defaults; it is empty when none does.
func (v View) Fragment() string { return schema().View(Link{View: v}) }

// Value returns the canonical text of a key's value in l; it panics for a key that is not in the schema.
func (l Link) Value(key string) string { return schema().Value(l, key) }
