// Package registry finds entries of ordered registries: tasks, activations, matchers, laboratories, whatever is listed
// in the order of a menu and known by the name that stands in a link.
//
//	task, ok := registry.Find(toynets.Tasks(), func(t toynets.Task) bool { return t.Name == "spirals" })
package registry

import "slices"

// Find returns the first entry that is the one looked for; without one, ok is false and the entry is zero.
func Find[T any](entries []T, is func(T) bool) (entry T, ok bool) {
	k := slices.IndexFunc(entries, is)
	if k < 0 {
		return entry, false
	}
	return entries[k], true
}
