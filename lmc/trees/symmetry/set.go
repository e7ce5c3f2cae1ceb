package symmetry

import (
	"strings"

	"onebasin/toynets/tree"
)

// Set says which invariances are used.
type Set struct{ Perm, Order, Flip bool }

// All returns every invariance that an architecture has. Of the subtrees of a decision list only the leaves under its
// last node can change places; a modified list has nothing but its trees' order.
func All(a tree.Arch) Set {
	about := tree.Architectures()[a]
	return Set{Perm: true, Order: about.Orders, Flip: about.Flips}
}

// Sets returns the sets that a search is computed with for an architecture, the smallest first: permutation of trees
// alone, and with each and all of the others.
func Sets(a tree.Arch) (sets []Set) {
	all := All(a)
	for _, s := range []Set{{Perm: true}, {Perm: true, Order: true}, {Perm: true, Flip: true},
		{Perm: true, Order: true, Flip: true}} {
		if (all.Order || !s.Order) && (all.Flip || !s.Flip) {
			sets = append(sets, s)
		}
	}
	return sets
}

// Names returns the invariances' names out of perm, order, flip, in this order.
func (s Set) Names() []string {
	names := []string{}
	for _, i := range []struct {
		used bool
		name string
	}{{s.Perm, "perm"}, {s.Order, "order"}, {s.Flip, "flip"}} {
		if i.used {
			names = append(names, i.name)
		}
	}
	return names
}

// Words say what a search with the set may exchange: trees, rules, subtrees.
func (s Set) Words() (words []string) {
	for _, i := range []struct {
		used bool
		word string
	}{{s.Perm, "trees"}, {s.Order, "rules"}, {s.Flip, "subtrees"}} {
		if i.used {
			words = append(words, i.word)
		}
	}
	return words
}

// Said joins words as a sentence does: "trees, rules and subtrees".
func Said(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// Text joins the names by hyphens: "perm-flip".
func (s Set) Text() string { return strings.Join(s.Names(), "-") }

// SetNamed returns the set that Text prints.
func SetNamed(text string) (s Set, ok bool) {
	for _, s := range []Set{{}, {Perm: true}, {Perm: true, Order: true}, {Perm: true, Flip: true},
		{Perm: true, Order: true, Flip: true}} {
		if s.Text() == text {
			return s, true
		}
	}
	return Set{}, false
}
