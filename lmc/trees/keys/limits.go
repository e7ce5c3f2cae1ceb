package keys

import (
	"fmt"
	"strings"

	"onebasin/lmc/lab/settings"
	"onebasin/lmc/trees/matching"
)

// MaxWork is the most multiply-adds that the searches of an experiment may take: some minutes in a browser.
const MaxWork = 1e11

// blockRows is how many examples go through an ensemble at once where it is not trained.
const blockRows = 256

// program is what a program takes before it holds anything of an experiment, in bytes.
const program = 32 << 20

// Memory estimates the bytes that are needed at most for e by the program that conducts and by one worker: of each the
// data, as they are drawn, as they are scaled and as they are shared out, the parameters of models and of what searches
// find, a trainer's batch with its gradients, the outputs that a line compares, the similarity of trees and what a
// search holds of them, and the program. Neither needs all of it at once; the rest is what the garbage collector lets
// lie before it collects. Every further worker needs half as much.
func (e Experiment) Memory() int64 {
	m := e.Ensemble()
	params := int64(m.Params())
	examples := int64(e.N + e.NTest)
	copies := int64(1)
	if e.Scale == "normal" {
		copies++
	}
	if e.Split > 0 {
		copies++
	}
	bytes := copies * examples * int64(m.Inputs+1) * 4
	bytes += 5 * examples * int64(m.Outputs) * 4
	bytes += int64(len(e.Seeds)) * params * 4 * int64(len(e.Methods())+8)
	rows := int64(max(blockRows, min(e.Batch, e.N)))
	bytes += rows * int64(m.Trees) * int64(4*m.Nodes()+2*m.Leaves()) * 4
	bytes += int64(m.Trees)*int64(m.Trees)*16 + 2*params*8
	bytes += 2 * int64(matching.Rows*m.Trees*m.Outputs) * 4
	return 2 * (bytes + program)
}

// Work estimates the multiply-adds of the searches of e.
func (e Experiment) Work() (work float64) {
	for _, m := range e.Methods() {
		if m.Search == "wm" {
			work += float64(len(e.Seeds)-1) * matching.Work(e.Ensemble(), m.Set)
		}
	}
	return work
}

// Check refuses an experiment that is too large, or names no file where it is about somebody's own, before anything is
// allocated.
func (e Experiment) Check() error {
	for _, w := range e.Wants() {
		if err := settings.Unnamed(w); err != nil {
			return err
		}
	}
	if a := e.Architecture(); e.Depth > a.MaxDepth {
		return fmt.Errorf("depth=%d is too deep for %s, which may be %d deep at most", e.Depth,
			strings.ToLower(a.Title), a.MaxDepth)
	}
	if err := settings.Fits(e.Memory(), "n, nt, trees, depth, bs or the number of seeds"); err != nil {
		return err
	}
	if w := e.Work(); w > MaxWork {
		return fmt.Errorf("matching these trees would take about %.0f times as long as is allowed; make trees or "+
			"depth smaller", w/MaxWork+0.5)
	}
	return nil
}
