// Package result is what an experiment of the laboratory of sequences gives, as the contract's JSON. Barriers are of
// the test data.
package result

import (
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
)

// Result is the contract's JSON, whoever prints it.
type Result struct {
	Experiment  string          `json:"experiment"` // canonical fragment
	Build       string          `json:"build"`
	Digest      string          `json:"digest"`
	Seconds     measure.Seconds `json:"seconds"`
	Models      []measure.Model `json:"models"`
	Checkpoints Checkpoints     `json:"checkpoints"`
	Pruning     []Level         `json:"pruning"`
	Transport   []Transport     `json:"transport"`
	Strong      *Strong         `json:"strong,omitempty"` // of three networks or more
}

// Checkpoints are the barriers between A and B at every step that was kept, with permutations that were found at one.
// The members of Search are of the first search; Beside has the others.
type Checkpoints struct {
	Steps []int  `json:"steps"`
	A     Traces `json:"A"`
	B     Traces `json:"B"`
	None  Row    `json:"none"` // without a permutation, at every step
	Search
	Beside []Search `json:"beside"`
	Note   string   `json:"note,omitempty"` // why there are no barriers
}

// Search is what a search found: a row for each checkpoint at which a permutation was found, a column for each at which
// it is used; and one permutation for all.
type Search struct {
	Method  string                 `json:"method"`
	Barrier Matrix                 `json:"barrier"`
	Stacked Row                    `json:"stacked"`
	Found   []symmetry.Permutation `json:"permutations"`
	ForAll  symmetry.Permutation   `json:"stackedPermutation"`
}

// Traces are a network's loss and accuracy at every checkpoint.
type Traces struct {
	Train measure.Curve `json:"train"`
	Test  measure.Curve `json:"test"`
}

// Matrix is a barrier for every permutation, by the checkpoint at which it was found, and every checkpoint at which it
// is used.
type Matrix struct {
	Loss     [][]measure.Number `json:"loss"`
	Accuracy [][]measure.Number `json:"accuracy"`
}

// Row is a barrier at every checkpoint.
type Row struct {
	Loss     []measure.Number `json:"loss"`
	Accuracy []measure.Number `json:"accuracy"`
}

// Ratings are over the training and over the test data.
type Ratings struct {
	Train measure.Rating `json:"train"`
	Test  measure.Rating `json:"test"`
}

// Level is both networks at a level of iterative magnitude pruning; level 0 is the dense ones.
type Level struct {
	Level   int           `json:"level"`
	Left    float64       `json:"left"` // share of the weights
	A       Ratings       `json:"A"`
	B       Ratings       `json:"B"`
	Barrier LevelBarriers `json:"barrier"`
	Note    string        `json:"note,omitempty"`

	Permutation symmetry.Permutation `json:"permutation"` // found at this level
	Agreement   Agreement            `json:"agreement"`
}

// LevelBarriers are the barriers between A and B at a level without a permutation, with that of the dense networks, and
// with that of the level.
type LevelBarriers struct {
	None  measure.Excess `json:"none"`
	Dense measure.Excess `json:"dense"`
	Level measure.Excess `json:"level"`
}

// Agreement is how much of B's mask and of A's, as it is and transported, is the same: the share of the weights that
// both leave of those that either leaves.
type Agreement struct {
	None   measure.Number `json:"none"`
	Dense  measure.Number `json:"dense"`
	Sparse measure.Number `json:"sparse"`
	Random measure.Number `json:"random"`
}

// Transport is how good B is on the test data when trained, from the step of rewinding on, under masks of one share:
// its own of iterative pruning; A's, transported by the permutation of the dense networks (dense) and of the level
// (sparse), and as it is (none); the largest of B's trained weights (oneshot); A's with its places drawn anew within
// every layer (random).
type Transport struct {
	Level   int            `json:"level"`
	Left    float64        `json:"left"`
	Own     measure.Rating `json:"own"`
	Dense   measure.Rating `json:"dense"`
	Sparse  measure.Rating `json:"sparse"`
	None    measure.Rating `json:"none"`
	OneShot measure.Rating `json:"oneshot"`
	Random  measure.Rating `json:"random"`
}

// Strong are the barriers between any two of the trained networks, row by row in the order of the models; those of a
// network with itself are 0. Cycle is the mean share, over layers, of A's units that come back to themselves by way of
// B and C.
type Strong struct {
	Reference string             `json:"reference"`
	None      [][]measure.Excess `json:"none"`
	Direct    [][]measure.Excess `json:"direct"` // each pair matched by itself
	Via       [][]measure.Excess `json:"via"`    // each network matched to the reference
	Joint     [][]measure.Excess `json:"joint"`  // one permutation a network, found for all at once
	Search    string             `json:"search"` // that found the joint ones: of both the one that comes farther
	Cycle     measure.Number     `json:"cycle"`
	Found     Permutations       `json:"permutations"`
	Note      string             `json:"note,omitempty"`
}

// Permutations are those by which networks were joined: of every pair p < q that of q, and one for each network.
type Permutations struct {
	Direct [][]symmetry.Permutation `json:"direct"`
	Via    []symmetry.Permutation   `json:"via"`
	Joint  []symmetry.Permutation   `json:"joint"`
}

// Worst returns the largest loss barrier of different networks, NaN where one is missing.
func Worst(m [][]measure.Excess) measure.Number {
	worst := measure.Number(0)
	for p := range m {
		for q := range m {
			if p == q {
				continue
			}
			if x := m[p][q].Loss; !x.Exists() {
				return measure.Missing
			} else {
				worst = max(worst, x)
			}
		}
	}
	return worst
}

// Largest returns the largest of numbers, missing where one is.
func Largest(x []measure.Number) measure.Number {
	largest := measure.Number(0)
	for _, v := range x {
		if !v.Exists() {
			return measure.Missing
		}
		largest = max(largest, v)
	}
	return largest
}

// Of returns the rating under the mask of a name, as it is in JSON; nil for another name.
func (t *Transport) Of(mask string) *measure.Rating {
	switch mask {
	case "own":
		return &t.Own
	case "dense":
		return &t.Dense
	case "sparse":
		return &t.Sparse
	case "none":
		return &t.None
	case "oneshot":
		return &t.OneShot
	case "random":
		return &t.Random
	}
	return nil
}
