package keys

import "onebasin/lmc/link"

// Link is what a link says: the experiment, the view, and the digest that its sender saw ("" when it has none).
type Link struct {
	Experiment Experiment
	View       View
	Digest     string
}

// Reading is what was read in a text that a person pasted, clicked or typed.
type Reading struct {
	Link     Link
	Problems []link.Problem
	Notes    []string // what was undone of what happened to the link on its way, a sentence each
	Named    []string // keys that the text itself gives
	Query    string   // of the address around the link, what is not the link's
}

// Default returns the experiment of the empty link.
func Default() Link { return schema().Default() }

// Parse reads a fragment that a program wrote, see link.Schema.Parse.
func Parse(fragment string) (Link, []link.Problem) {
	r := reading(schema().Parse(fragment))
	return r.Link, r.Problems
}

// Read reads a link as it comes, see link.Read.
func Read(text string, others ...string) Reading {
	return reading(link.Read(schema(), text, others...))
}

func reading(r link.Reading[Link]) Reading {
	r.Link.Digest = r.Digest
	return Reading{r.Link, r.Problems, r.Notes, r.Named, r.Query}
}

// NewGrid returns the sweep of axes over an experiment.
func NewGrid(base Experiment, axes []link.Axis) (link.Grid[Link], error) {
	return link.NewGrid(schema(), Link{Experiment: base}, axes)
}

// ParseGrid reads a sweep, see link.ParseGrid.
func ParseGrid(fragment string) (link.Grid[Link], error) { return link.ParseGrid(schema(), fragment) }

// ReadGrid reads a sweep as Read reads a link.
func ReadGrid(text string) (g link.Grid[Link], notes []string, err error) {
	return link.ReadGrid(schema(), text)
}

// Fragment prints the experiment in canonical form, see link.Schema.Experiment.
func (e Experiment) Fragment() string { return schema().Experiment(Link{Experiment: e}) }

// Fragment prints the view keys that differ from their defaults; it is empty when none does.
func (v View) Fragment() string { return schema().View(Link{View: v}) }

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

// Value returns the canonical text of a key's value in l; it panics for a key that is not in the schema.
func (l Link) Value(key string) string { return schema().Value(l, key) }
