package lmc

// Matcher is a way of choosing π, as the registry describes it.
type Matcher struct {
	Name, Title, Help string
	Source            string // where the method comes from
	Searches          bool   // a local search with restarts
}

// Matchers returns the matchers in the order in which they are shown.
func Matchers() []Matcher {
	return []Matcher{
		{Name: "none", Title: "No matching", Source: "the identity",
			Help: "B as it was trained: the straight line from A to B."},
		{Name: "wm", Title: "Weight matching", Source: "Ainsworth et al., 2209.04836", Searches: true,
			Help: "Renumber B's units so that its weights come closest to A's, one layer at a time, by linear assignment."},
		{Name: "planted", Title: "Planted copy", Source: "a control with a known answer", Searches: true,
			Help: "A control: B is replaced by a randomly renumbered copy of A, and weight matching has to undo it."},
	}
}

// MatcherNamed returns the registry's entry; ok is false when there is none.
func MatcherNamed(name string) (m Matcher, ok bool) {
	for _, m := range Matchers() {
		if m.Name == name {
			return m, true
		}
	}
	return Matcher{}, false
}
