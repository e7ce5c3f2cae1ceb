package keys

import "slices"

// Offered are the names of the methods that can be looked at: none, then of every search the one with all invariances
// and those with ever fewer, so that the first after none is the one that is looked at where nothing is said.
func (e Experiment) Offered() []string {
	names := []string{"none"}
	methods := e.Methods()[1:]
	for len(methods) > 0 {
		n := 1
		for n < len(methods) && methods[n].Search == methods[0].Search {
			n++
		}
		for _, m := range slices.Backward(methods[:n]) {
			names = append(names, m.Name())
		}
		methods = methods[n:]
	}
	return names
}

// Shown is the name of the method that is looked at. Sentence, charts, studies and command all show this one.
func (l Link) Shown() string {
	offered := l.Experiment.Offered()
	if slices.Contains(offered, l.View.Method) {
		return l.View.Method
	}
	return offered[1]
}

// Plane is the method on whose plane the landscape lies: the one shown, or, where none is, the experiment's first, so
// that a view does not depend on what was seen before.
func (l Link) Plane() string {
	if shown := l.Shown(); shown != "none" {
		return shown
	}
	return l.Experiment.Offered()[1]
}
