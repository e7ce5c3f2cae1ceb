package result

import (
	"fmt"
	"strings"

	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
)

// Finding tells in one or two sentences what r shows of the first pair under method, as far as it is known. It is the
// page's sentence.
func Finding(r *Result, method string) string {
	var s strings.Builder
	none, ok := r.Find("B", "none")
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
	if m := r.Models; len(m) > 1 && m[0].Seed == m[1].Seed && method != "planted" {
		return "A and B have the same seed and are one network: a control, with no barrier and nothing to renumber."
	}
	fmt.Fprintf(&s, "On the straight line from A to B the test loss rises by %s", measure.Amount(before))
	m, known := matching.MatcherNamed(method)
	p, found := r.Find("B", method)
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
	fmt.Fprintf(&s, "; after renumbering B’s units by %s, by %s", strings.ToLower(m.Title), measure.Amount(after))
	switch {
	case before < noBarrier:
		s.WriteString(": there was no barrier to remove.")
	case after >= before:
		s.WriteString(": here matching did not help.")
	case after > before*9/10:
		s.WriteString(": here matching hardly lowers the barrier.")
	case after > before/4:
		s.WriteString(": here matching lowers the barrier but does not remove it.")
	default:
		s.WriteString(".")
	}
	return s.String()
}

// noBarrier is the test loss below which a barrier is called none, in nats; our choice, as every threshold of "about
// zero" is.
const noBarrier = 0.01
