package figures

import (
	"math"

	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/stage"
)

// known is what was told of an experiment.
type known struct {
	setup      *stage.Setup // nil before an experiment has begun
	experiment keys.Experiment
	curves     []*stage.Curves
	similar    []*stage.Similarity
	landscapes map[string]*stage.Landscape // whole ones, by matching
	zoomed     *stage.Landscape            // a part of one
	merged     map[string]*stage.Merged    // by matching
	regions    map[string]*regionPicture   // of those
	probed     *stage.LossAt
	search     *stage.SearchStep // state of the search shown
	filmed     *stage.Curves     // the path to where it stands
	trouble    string            // why what is not there will not come
	notes      map[string]string // the same, by method
}

func newKnown(e keys.Experiment) known {
	return known{experiment: e, merged: map[string]*stage.Merged{}, notes: map[string]string{},
		regions: map[string]*regionPicture{}, landscapes: map[string]*stage.Landscape{}}
}

// curve returns the path of a matching between A and B, nil while it is not known.
func (k *known) curve(matching string) *stage.Curves {
	if k.filmed != nil && k.filmed.Method == matching {
		return k.filmed
	}
	for _, c := range k.curves {
		if c.Method == matching && c.From == "B" {
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

// networkNames are what A, B and π(B) are called in figures of a matching.
func networkNames(matching string) [3]string {
	if methodOf(matching) == "planted" {
		return [3]string{"A", "copy", "π(copy)"}
	}
	return [3]string{"A", "B", "π(B)"}
}

// oneNetwork reports whether A and B are one network, trained from one seed twice or brought in one file.
func (p *page) oneNetwork() bool {
	e := p.known.experiment
	if f := e.Brought.Files; e.Foreign() {
		return len(f) > 1 && f[0] == f[1] && p.method() != "planted"
	}
	s := e.Seeds
	return len(s) > 1 && s[0] == s[1] && p.method() != "planted"
}
