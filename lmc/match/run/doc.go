// Package run runs an experiment: it turns it into jobs, has a crew do them, and merges what they give into stages and
// a result.
//
//	experiment → Train × models → Match × restarts, EvaluateLine → EvaluateLine, EvaluatePlane 16×16
//	           → Decompose, the untrained null → result → EvaluatePlane 64×64
//
// A lab.Crew is any set of workers: goroutines natively, web workers in a page. Outcomes are merged by the job's index,
// never by arrival, so that any number of workers gives the same bits. The audience hears of each stage as soon as it
// is known.
//
// The package knows neither browsers nor drawing, and reads no clock but the one it is handed, which only fills in the
// seconds.
package run

import (
	"context"
	"fmt"

	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/result"
	"onebasin/lmc/path"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
	"onebasin/toynets/files"
)

// Run is an experiment that was run, with what is needed to ask further.
type Run struct {
	Experiment keys.Experiment
	Train      toynets.Data
	Test       toynets.Data
	Result     *result.Result
	Models     [][]float32 // trained parameters
	Trained    []*job.Trained
	Pairs      []Pair    // as Result.Pairs
	Variants   []Variant // every restart of every search

	places    [][]files.Place          // where the files of networks that were brought have their parameters
	nulls     map[int]symmetry.Element // what each pair's search found on the untrained networks, by the pair's index
	made      []made                   // networks that studies made, see Files
	restarts  []*Pair                  // those of the variants that were asked about
	pause     func()                   // see Options
	swept     map[string]*sweepPoint   // experiments of studies of sweeps, by their fragment
	responder *Responder               // made when the first question comes
}

// yield lets the program hear what it is told; work goes on unless ctx has ended.
func (o *Run) yield(ctx context.Context) error {
	if o.pause != nil {
		o.pause()
	}
	return ctx.Err()
}

// model returns the index of the network of a name, which there is.
func (o *Run) model(name string) int {
	for k, m := range o.Result.Models {
		if m.Name == name {
			return k
		}
	}
	panic("run: a pair of no model")
}

// Pair holds the networks behind one entry of the result, or behind one restart of a search, whose Method is then
// "wm.3".
type Pair struct {
	From        string
	Method      string
	A, B        []float32
	Base        []float32 // B with units negated or scaled as found, not renumbered; mostly B itself
	Matched     []float32 // g(B), which is π(Base)
	Permutation symmetry.Permutation
	Element     symmetry.Element // g, of which Permutation is a part
	Plane       *path.Plane
	Spanned     bool // the plane's second axis leads to π(B); else it is random
	Unlike      bool // π(B) is not the function that B is, and is not used
}

// Variant is one restart of the search of a pair.
type Variant struct {
	Pair        int // index into Run.Pairs
	Restart     int
	Permutation symmetry.Permutation
	Element     symmetry.Element // of which Permutation is a part
}

// settle fills in the networks that an element makes of B.
func (p *Pair) settle(s symmetry.Symmetry, e symmetry.Element) {
	p.Permutation, p.Element, p.Base = e.Permutation, e, p.B
	if !e.Alone() {
		p.Base = s.Move(p.B, e.InPlace())
	}
	p.Matched = s.Apply(p.Base, e.Permutation)
}

// line is the job of evaluating the straight line of a pair.
func (p *Pair) line(fragment string) *job.EvaluateLine {
	l := &job.EvaluateLine{Experiment: fragment, A: p.A, B: p.Base, Permutation: p.Permutation}
	if !p.Element.Alone() {
		l.Original = p.B
	}
	return l
}

// name is how messages call the variant's matching.
func (v Variant) name(method string) string { return fmt.Sprintf("%s.%d", method, v.Restart) }
