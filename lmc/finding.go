package lmc

import (
	"fmt"
	"strings"
)

// Finding tells in one or two sentences what r shows of the first pair under
// method, as far as it is known. It is the page's sentence.
func Finding(r *Result, method string) string {
	var s strings.Builder
	none, ok := r.Find("B", "none")
	if !ok || len(none.Path.Lambda) == 0 {
		return ""
	}
	if !none.Barrier.Test.Loss.Exists() {
		return "One of the networks diverged, so there is no path to measure. " + none.Note
	}
	fmt.Fprintf(&s, "On the straight line from A to B the test loss rises by %s", amount(none.Barrier.Test.Loss))
	m, known := MatcherNamed(method)
	p, found := r.Find("B", method)
	if method == "none" || !known || !found || len(p.Path.Lambda) == 0 {
		s.WriteString(".")
		return s.String()
	}
	if method == "planted" {
		fmt.Fprintf(&s, ". A renumbered copy of A was put back by weight matching to %s of its units.", percent(*p.Recovery))
		return s.String()
	}
	fmt.Fprintf(&s, "; after renumbering B’s units by %s, by %s", strings.ToLower(m.Title), amount(p.Barrier.Test.Loss))
	switch before, after := none.Barrier.Test.Loss, p.Barrier.Test.Loss; {
	case after >= before:
		s.WriteString(": here matching did not help.")
	case after > before/4:
		s.WriteString(": here matching lowers the barrier but does not remove it.")
	default:
		s.WriteString(".")
	}
	return s.String()
}

func amount(x Number) string { return fmt.Sprintf("%.3g", float64(roundTo(x, 3))) }

func percent(x Number) string { return fmt.Sprintf("%.0f %%", 100*float64(x)) }

// roundTo keeps small numbers from being printed with a false precision.
func roundTo(x Number, decimals int) Number {
	scale := Number(1)
	for range decimals {
		scale *= 10
	}
	return Number(int64(x*scale+0.5)) / scale
}
