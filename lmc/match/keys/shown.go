package keys

import (
	"fmt"
	"slices"
	"strings"

	"onebasin/lmc/lab/settings"
	"onebasin/lmc/link"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
)

// Shown is what of an experiment is looked at. Sentence, figures, studies and command all show this one.
type Shown struct {
	From    string // network that stands on the other side of A: "B" where a view names none that was trained
	Method  string // "none" where nothing is renumbered
	Restart int    // of its search, −1 for the one whose objective won
	Step    int    // assignments of that search made, −1 for all
}

// Shown returns what l shows: by the view's matcher if the experiment compares it, else by the experiment's first, else
// by none. The view's restart and step count where the matcher's search has such. Where the answer is hidden nothing is
// renumbered yet.
func (l Link) Shown() Shown {
	s := Shown{From: l.from(), Method: l.View.Method, Restart: -1, Step: -1}
	if l.View.Reveal != "" {
		s.Method = "none"
		return s
	}
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

// from returns the network that the view compares with A, if the experiment trains it, else the first that it can.
func (l Link) from() string {
	for i := 1; i < l.Experiment.Models(); i++ {
		if pairName(i) == l.View.Pair {
			return measure.ModelName(i)
		}
	}
	return measure.ModelName(1)
}

// pairName is how a link names A and model i.
func pairName(i int) string { return measure.ModelName(0) + "-" + measure.ModelName(i) }

func pairOptions() (o []link.Option) {
	for i := 1; i < settings.MostNetworks; i++ {
		o = append(o, link.Option{Name: pairName(i), Label: "A and " + measure.ModelName(i)})
	}
	return o
}

// Answer is what a result's answers are called that are about what is shown: by the method, as "wm", and where it is of
// another network than B, by that too, as "C:wm".
func (s Shown) Answer() string {
	if s.From == "" || s.From == measure.ModelName(1) {
		return s.Method
	}
	return s.From + ":" + s.Method
}

// AnswerOf takes such a name apart.
func AnswerOf(name string) (from, method string) {
	if from, method, ok := strings.Cut(name, ":"); ok {
		return from, method
	}
	return measure.ModelName(1), name
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
