package matching

import (
	"fmt"

	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// Search is a matcher at work on one pair, as a stepper. A step takes a few milliseconds where the work can be cut.
type Search interface {
	Step() (more bool) // once false, it does nothing
	// π so far; the caller must not change it, and once Step returned false nobody does
	Permutation() symmetry.Permutation
	Objective() float64 // ⟨A, π(B)⟩ of that π, whatever the search itself looks at: by it methods compare
	Sweeps() int        // rounds so far; what a round is, the matcher says
	Err() error         // why it ended early
}

// Moving is a search over more than permutations: units may be negated or scaled, too.
type Moving interface {
	Search
	Element() symmetry.Element // g so far, of which Permutation is a part
}

// ElementOf returns what a search has found.
func ElementOf(s Search) symmetry.Element {
	if m, ok := s.(Moving); ok {
		return m.Element()
	}
	return s.Permutation().Element()
}

// Merit is by which the starts of one search are compared, the larger the better: the objective, but for searches for
// the loss.
func Merit(s Search) float64 {
	if m, ok := s.(interface{ Merit() float64 }); ok {
		return m.Merit()
	}
	return s.Objective()
}

// Pairing is what a matcher is given: B's units are to be renumbered to fit A's. Train is read only by the matchers
// that look at what the units do.
type Pairing struct {
	Symmetry symmetry.Symmetry
	Model    toynets.MLP
	A, B     []float32
	Train    toynets.Data
	Loss     LossSearch // read by the searches for the loss alone

	// Ordered asks activation matching to break ties of units that tell nothing by their numbers; see orderSilent.
	Ordered bool
}

// Streams gives the random numbers of every start of every method.
type Streams func(method string, start int) *toynets.Rand

// NewSearch returns start number `start` of the named matcher's search. A matcher that does not fit the network gives
// an error that says why.
func NewSearch(method string, p Pairing, start int, of Streams) (Search, error) {
	m, ok := MatcherNamed(method)
	if !ok || !m.Searches {
		return nil, fmt.Errorf("%q is no search for a permutation", method)
	}
	if err := m.Fits(p.Symmetry); err != nil {
		return nil, err
	}
	if begin := relays[method]; begin != nil {
		return begin(p, start, of), nil
	}
	return searches[method](p, start, of(method, start)), nil
}

// StartFrom returns the permutation that a local search's start begins with: the first begins with the identity, the
// others with random permutations.
func StartFrom(s symmetry.Symmetry, start int, r *toynets.Rand) symmetry.Permutation {
	if start == 0 {
		return s.Identity()
	}
	return s.Random(r)
}

func searchWeights(p Pairing, start int, r *toynets.Rand) Search {
	return NewWeightMatching(p.Symmetry, p.A, p.B, StartFrom(p.Symmetry, start, r), r)
}

// searches are the functions behind the entries of Matchers, apart from them: a program that only names matchers does
// not carry what they compute.
var searches = map[string]func(p Pairing, start int, r *toynets.Rand) Search{
	"wm": searchWeights, "planted": searchWeights, "ours": searchIterated, "sinkhorn": searchSinkhorn,
	"am": searchActivations, "amc": searchCorrelations, "ste": searchStraight, "ste-random": searchStraightRandom,
	"exact": searchExhaustive, "group": searchGroup, "swap": searchSwaps,
	"sinkhorn-mid": searchSinkhornMid, "sinkhorn-rand": searchSinkhornRand,
}

// relays are those that go on from where other methods' starts end.
var relays = map[string]func(p Pairing, start int, of Streams) Search{"climbs": searchClimbs}
