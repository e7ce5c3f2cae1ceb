package keys

import (
	"fmt"
	"slices"

	"onebasin/lmc/matching"
)

// Shown is what of an experiment is looked at. Sentence, figures, studies and command all show this one.
type Shown struct {
	Method  string // "none" where nothing is renumbered
	Restart int    // of its search, −1 for the one whose objective won
	Step    int    // assignments of that search made, −1 for all
}

// Shown returns what l shows: by the view's matcher if the experiment compares it, else by the experiment's first, else
// by none. The view's restart and step count where the matcher's search has such. Where the answer is hidden nothing is
// renumbered yet.
func (l Link) Shown() Shown {
	if l.View.Reveal != "" {
		return Shown{Method: "none", Restart: -1, Step: -1}
	}
	s := Shown{Method: l.View.Method, Restart: -1, Step: -1}
	if methods := l.Experiment.Methods(); !slices.Contains(methods, s.Method) {
		s.Method = methods[min(1, len(methods)-1)]
	}
	m, _ := matching.MatcherNamed(s.Method)
	if m.Searches && l.View.Restart < l.Experiment.Starts(m) {
		s.Restart = l.View.Restart
	}
	if m.Stepwise {
		s.Step = l.View.Step
	}
	return s
}

// Matching is what messages call the permutation shown: by its method, as "wm", or one restart of its search, as
// "wm.3".
func (s Shown) Matching() string {
	if s.Restart < 0 {
		return s.Method
	}
	return fmt.Sprintf("%s.%d", s.Method, s.Restart)
}

// Plane is the matching on whose plane l's landscape lies: the one shown, or, where none is, the experiment's first, so
// that a view does not depend on what was seen before.
func (l Link) Plane() string {
	methods := l.Experiment.Methods()
	if m := l.Shown().Matching(); m != "none" || len(methods) < 2 {
		return m
	}
	return methods[1]
}
