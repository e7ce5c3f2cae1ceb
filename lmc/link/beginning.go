package link

import (
	"fmt"
	"slices"
	"strings"
)

// byHand is how many keys in canonical order somebody may have typed who meant the others to have their defaults. After
// them come keys that have a meaning for one task only, and nobody types those of every task one after the other.
const byHand = 7

// listed is how many missing keys are named.
const listed = 6

// early tells a link that lost its end, and takes away what is left of a key. A canonical link has every key of the
// experiment in a fixed order, so one that has the first of them, in that order and no other, lacks the rest:
//
//	v=1&lab=match&data=moons&n=500&nt=500&noise=0.1&dseed=0&dim=16&cla
//
// A short beginning may be meant so, and is only noted, unless it ends inside a key or a digest stands in front, which
// is of a whole experiment.
func (m *mending) early(pieces []string) (whole []string, early, note string) {
	whole = m.withoutRest(pieces)
	k := m.beginning(whole)
	if k == 0 || k == len(m.keys.Experiment) {
		if m.shortened {
			early = fmt.Sprintf("this link ends early: it was shortened to end in “%s”", brief(m.after))
		}
		return whole, early, ""
	}
	missing, last := list(m.keys.Experiment[k:]), m.keys.Experiment[k-1]
	inside := len(whole) < len(pieces)
	ends := !inside && strings.HasPrefix(whole[len(whole)-1], last+"=")
	switch {
	case ends && (k > byHand || m.shortened || strings.HasPrefix(whole[0], "digest=")):
		early = fmt.Sprintf("this link ends early: it is missing %s, and what it says of %s may be cut", missing, last)
		return whole, early, ""
	case k > byHand || m.shortened || inside:
		return whole, "this link ends early: it is missing " + missing, ""
	case ends:
		return whole, "", fmt.Sprintf("It may end early: it is missing %s, which have their defaults.", missing)
	}
	return whole, "", ""
}

// withoutRest returns the pieces of a canonical beginning without the last, if that is the beginning of the next key.
func (m *mending) withoutRest(pieces []string) []string {
	if len(pieces) == 0 {
		return pieces
	}
	n := len(pieces) - 1
	k := m.beginning(pieces[:n])
	rest, _, _ := strings.Cut(pieces[n], "%") // and of the code that comes after it
	if k > 0 && k < len(m.keys.Experiment) && rest != "" && strings.HasPrefix(m.keys.Experiment[k], rest) {
		return pieces[:n]
	}
	return pieces
}

// beginning returns how many keys of the experiment the pieces have, if these are the first ones in canonical order,
// each once; else 0. A digest and keys of the view may stand anywhere.
func (m *mending) beginning(pieces []string) (k int) {
	for _, p := range pieces {
		key, _, _ := strings.Cut(p, "=")
		switch {
		case k < len(m.keys.Experiment) && key == m.keys.Experiment[k]:
			k++
		case key != "digest" && !slices.Contains(m.keys.View, key) && !slices.Contains(m.keys.Later, key):
			return 0
		}
	}
	return k
}

// list joins names, or the first of many.
func list(names []string) string {
	if n := len(names); n > listed {
		return fmt.Sprintf("%s and %d more keys", strings.Join(names[:listed-1], ", "), n-listed+1)
	} else if n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return names[0]
}
