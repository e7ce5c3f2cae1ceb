package run

import (
	"fmt"
	"strings"

	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
)

// Findings say what the result shows, as far as it is known.
func (r *Run) Findings() map[string]string { return map[string]string{"": r.finding()} }

func (r *Run) finding() string {
	k := &r.Result.Checkpoints
	if k.Note != "" {
		return measure.Capitalized(k.Note) + "."
	}
	claims := r.claimsOf()
	if len(claims) == 0 {
		return ""
	}
	if m := r.Result.Models; m[0].Seed == m[1].Seed {
		return "A and B are one network: a control, with no barrier at any step."
	}
	_, classes := r.Experiment.Task.Shape()
	if idle := measure.Guessing(r.Result.Models, classes, "A", "B"); len(idle) > 0 {
		return measure.Unlearnt(idle, classes, "networks")
	}
	var s strings.Builder
	one := claims[1]
	fmt.Fprintf(&s, "One permutation for all steps leaves at most %s of a loss barrier of up to %s (%s)",
		measure.Amount(one.with), measure.Amount(one.without), one.verdict)
	fmt.Fprintf(&s, "; one for every pair of trained networks leaves %s of %s (%s)", measure.Amount(claims[0].with),
		measure.Amount(claims[0].without), claims[0].verdict)
	if len(claims) > 2 {
		fmt.Fprintf(&s, ", one for every network %s (%s)", measure.Amount(claims[2].with), claims[2].verdict)
	}
	s.WriteString(".")
	return s.String()
}

// matcherTitle is a search's title.
func matcherTitle(name string) string {
	m, _ := matching.MatcherNamed(name)
	return m.Title
}
