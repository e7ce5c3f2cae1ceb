package result

import (
	"onebasin/lmc/alignment"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
)

// Result is what an experiment gives: the contract's JSON, whoever prints it.
type Result struct {
	Experiment string          `json:"experiment"` // canonical fragment
	Build      string          `json:"build"`
	Digest     string          `json:"digest"`
	Seconds    measure.Seconds `json:"seconds"`
	Models     []measure.Model `json:"models"`
	Pairs      []Pair          `json:"pairs"`
}

// Pair is one network renumbered to match another, by one method.
type Pair struct {
	To            string                `json:"to"`
	From          string                `json:"from"`
	Method        string                `json:"method"`
	Permutation   symmetry.Permutation  `json:"permutation"`
	Signs         [][]int               `json:"signs,omitempty"`  // of every unit of π(B), where units are negated
	Scales        [][]float64           `json:"scales,omitempty"` // likewise, where they are scaled
	Objective     measure.Number        `json:"objective"`
	Sweeps        int                   `json:"sweeps"`
	Restart       int                   `json:"restart"` // whose objective won
	Seconds       measure.Number        `json:"seconds"`
	FunctionError measure.Number        `json:"functionError"`
	Distance      BeforeAfter           `json:"distance"`
	Path          measure.Path          `json:"path"`
	Barrier       measure.TrainTest     `json:"barrier"`
	Midpoint      measure.TrainTest     `json:"midpoint"`
	Alignment     []alignment.Alignment `json:"alignment"`
	Restarts      []Restart             `json:"restarts,omitempty"`
	Null          *Null                 `json:"null,omitempty"`
	Recovery      *measure.Number       `json:"recovery,omitempty"` // planted: share of units put back
	Note          string                `json:"note,omitempty"`
}

// BeforeAfter is a distance before and after matching.
type BeforeAfter struct {
	Before measure.Number `json:"before"`
	After  measure.Number `json:"after"`
}

// Restart is what one start of a matcher's search ended with; Barrier is the test loss barrier of its path.
type Restart struct {
	Objective measure.Number `json:"objective"`
	Sweeps    int            `json:"sweeps"`
	Barrier   measure.Number `json:"barrier"`
}

// Null is the control of distance and alignment: the same matcher, with as many restarts, on the two networks as they
// were before training. What trained networks show beyond it is owed to training.
type Null struct {
	Distance  BeforeAfter           `json:"distance"`
	Alignment []alignment.Alignment `json:"alignment"`
}

// Find returns the pair of the given method between A and model from.
func (r *Result) Find(from, method string) (*Pair, bool) {
	for i := range r.Pairs {
		if r.Pairs[i].From == from && r.Pairs[i].Method == method {
			return &r.Pairs[i], true
		}
	}
	return nil, false
}
