package figures

import (
	"math"
	"slices"

	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/measure"
)

// known is what was told of an experiment.
type known struct {
	setup      *stage.Setup // nil before an experiment has begun
	experiment keys.Experiment
	from       string // network that is compared with A; what of others is kept is their paths and similarities
	curves     []*stage.Curves
	similar    []*stage.Similarity
	landscapes map[string]*stage.Landscape // whole ones, by matching
	zoomed     *stage.Landscape            // a part of one
	merged     map[string]*stage.Merged    // by matching
	regions    map[string]*regionPicture   // of those
	probed     *stage.LossAt
	search     *stage.SearchStep // state of the search shown
	filmed     *stage.Curves     // the path to where it stands
	trouble    string            // why what is not there will not come, whatever is compared
	diverged   map[string]bool   // networks whose training did
	notes      map[string]string // the same, by method
}

func newKnown(e keys.Experiment) known {
	return known{experiment: e, from: measure.ModelName(1), diverged: map[string]bool{},
		merged: map[string]*stage.Merged{}, notes: map[string]string{},
		regions: map[string]*regionPicture{}, landscapes: map[string]*stage.Landscape{}}
}

// compare turns to another network. What was asked about the one before is forgotten.
func (k *known) compare(from string) {
	fresh := newKnown(k.experiment)
	fresh.from = from
	fresh.setup, fresh.curves, fresh.similar = k.setup, k.curves, k.similar
	fresh.trouble, fresh.diverged, fresh.notes = k.trouble, k.diverged, k.notes
	*k = fresh
}

// pathless reports whether no path from A to the network compared is known.
func (k *known) pathless() bool {
	return !slices.ContainsFunc(k.curves, func(c *stage.Curves) bool { return c.From == k.from })
}

// hopeless says why what is not there of the networks compared will not come, "" while it may.
func (k *known) hopeless() string {
	if k.trouble == "" && (k.diverged[measure.ModelName(0)] || k.diverged[k.from]) {
		return "there is no path: training diverged"
	}
	return k.trouble
}

// note returns why there is no path of a method, "" where there may be one.
func (k *known) note(method string) string {
	return k.notes[keys.Shown{From: k.from, Method: method}.Answer()]
}

// curve returns the path of a matching between A and the network compared, nil while it is not known.
func (k *known) curve(matching string) *stage.Curves {
	if k.filmed != nil && k.filmed.Method == matching {
		return k.filmed
	}
	for _, c := range k.curves {
		if c.Method == matching && c.From == k.from {
			return c
		}
	}
	return nil
}

// barrier returns the test loss barrier of a matching's path, as the result has it.
func (k *known) barrier(matching string) (barrier float64, ok bool) {
	c := k.curve(matching)
	if c == nil {
		return 0, false
	}
	return c.Barrier, !math.IsNaN(c.Barrier)
}

// methodOf is the method that a matching belongs to.
func methodOf(matching string) string { return stage.MethodOf(matching) }

// names are what A, the network compared with it, and that one renumbered are called in figures of a matching.
func (k *known) names(matching string) [3]string {
	if methodOf(matching) == "planted" {
		return [3]string{"A", "copy", "π(copy)"}
	}
	return [3]string{"A", k.from, "π(" + k.from + ")"}
}

// say returns a text about A and B as one about A and the network compared with it.
func (k *known) say(text string) string { return measure.Between(text, k.from) }

// oneNetwork reports whether A and the network compared are one network, trained from one seed twice or brought in one
// file.
func (p *page) oneNetwork() bool {
	e := p.known.experiment
	for i := 1; i < e.Models(); i++ {
		if measure.ModelName(i) != p.known.from || p.method() == "planted" {
			continue
		}
		if f := e.Brought.Files; e.Foreign() {
			return f[0] == f[i]
		}
		return e.Seeds[0] == e.Seeds[i]
	}
	return false
}
