package result

import (
	"fmt"
	"strings"

	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
)

// Finding tells in one or two sentences what r shows of A and the model from under method, as far as it is known, for
// networks that tell apart that many classes. It is the page's sentence.
func Finding(r *Result, classes int, from, method string) string {
	return measure.Between(finding(r, classes, from, method), from)
}

// finding is Finding with B for the other network.
func finding(r *Result, classes int, from, method string) string {
	var s strings.Builder
	none, ok := r.Find(from, "none")
	if !ok || len(none.Path.Test.Loss) == 0 {
		return ""
	}
	before := none.Barrier.Test.Loss
	if !before.Exists() {
		if none.Note == "" {
			return "On the straight line from A to B the test loss is too large for the computer’s numbers."
		}
		return measure.Capitalized(none.Note) + "."
	}
	if other, one := r.oneNetwork(from); one && method != "planted" {
		if other.File != nil {
			return "A and B come from the same file and are one network: a control, with no barrier and nothing to " +
				"renumber."
		}
		return "A and B have the same seed and are one network: a control, with no barrier and nothing to renumber."
	}
	if idle := r.guessing(none, classes); len(idle) > 0 && method != "planted" {
		return measure.Unlearnt(idle, classes, "networks")
	}
	fmt.Fprintf(&s, "On the straight line from A to B the test loss rises by %s", measure.Amount(before))
	m, known := matching.MatcherNamed(method)
	p, found := r.Find(from, method)
	if method == "none" || !known || !found || len(p.Path.Test.Loss) == 0 || !p.Barrier.Test.Loss.Exists() {
		s.WriteString(".")
		if found && p.Note != "" {
			fmt.Fprintf(&s, " %s: %s.", m.Title, p.Note)
		}
		return s.String()
	}
	after := p.Barrier.Test.Loss
	if method == "planted" {
		fmt.Fprintf(&s, ". A renumbered copy of A was put back by weight matching to %s of its units.",
			measure.Percent(*p.Recovery))
		return s.String()
	}
	fmt.Fprintf(&s, "; after renumbering B’s units by %s, by %s", m.Phrase(), measure.Amount(after))
	s.WriteString(endings[r.Verdict(p, classes)])
	if best, of := r.lowest(from); of > 1 {
		s.WriteString(comparison(p, best, of))
	}
	return s.String()
}

// endings of the sentence that gives the barrier before and after.
var endings = map[measure.Verdict]string{
	measure.NoBarrier:  ": there was no barrier to remove.",
	measure.NotHelped:  ": here matching did not help.",
	measure.Smaller:    ": here matching lowers the barrier but does not remove it.",
	measure.MostlyGone: ": most of the barrier is gone.",
	measure.Gone:       ": the barrier is gone.",
}

// comparison says how the matching shown compares with the others.
func comparison(shown, best *Pair, of int) string {
	if measure.Amount(shown.Barrier.Test.Loss) == measure.Amount(best.Barrier.Test.Loss) {
		return fmt.Sprintf(" Of the %d matchings compared here, none comes lower.", of)
	}
	m, _ := matching.MatcherNamed(best.Method)
	return fmt.Sprintf(" Of the %d matchings compared here, %s comes lowest: %s.", of,
		m.Phrase(), measure.Amount(best.Barrier.Test.Loss))
}
