package keys

import (
	"fmt"
	"slices"

	"onebasin/lmc/lab/own"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// Experiment is everything that changes a number. It is a plain value: two equal experiments give the same bits. The
// schema (schema.go) is the single source of its keys, defaults and bounds; Parse and Fragment are its codec.
type Experiment struct {
	settings.Head
	settings.Task
	settings.Network
	settings.Training
	Match     []string
	Restarts  int
	MatchSeed int
	Lambdas   int

	// Keys that were added later; see link.Spec.Later.
	LossStart  string // of searches for the loss, see matching.LossSearch
	LossStarts int    // how many of them; 0 for the search's own number
	LossSteps  int
	LossRate   float64
	Shake      int // all models but A are replaced by a random element of their orbit; 0 for none
	Brought    settings.Networks
}

// Foreign reports whether a person brought the networks: nothing is known of their training.
func (e Experiment) Foreign() bool { return e.Brought.Models == settings.OwnData }

// Models is how many networks there are.
func (e Experiment) Models() int {
	if e.Foreign() {
		return len(e.Brought.Files)
	}
	return len(e.Seeds)
}

// Wants returns what the experiment needs of somebody's files.
func (e Experiment) Wants() []own.Want {
	return append(e.Task.Wants(), e.Brought.Wants(e.MLP().Widths)...)
}

// Loss returns how searches for the loss go.
func (e Experiment) Loss() matching.LossSearch {
	return matching.LossSearch{Start: e.LossStart, Steps: e.LossSteps, Rate: e.LossRate}
}

// Starts returns how many independent starts a matcher makes.
func (e Experiment) Starts(m matching.Matcher) int {
	if m.Loss && e.LossStarts > 0 {
		return e.LossStarts
	}
	return m.Starts(e.Restarts)
}

// Shaken returns the element by which a model is replaced after training; ok is false where it stays as it is.
func (e Experiment) Shaken(model int) (g symmetry.Element, ok bool) {
	if e.Shake == 0 || model == 0 {
		return symmetry.Element{}, false
	}
	r := toynets.Stream(uint64(e.Shake), "shake/"+measure.ModelName(model))
	return e.Symmetry().RandomElement(r), true
}

// Methods returns the methods to compare: none, which is always computed, then the experiment's matchers in their
// order.
func (e Experiment) Methods() []string {
	methods := []string{"none"}
	for _, m := range e.Match {
		if !slices.Contains(methods, m) {
			methods = append(methods, m)
		}
	}
	return methods
}

// MLP returns the architecture of every model: the task's inputs, the hidden widths, the task's classes.
func (e Experiment) MLP() toynets.MLP { return e.Network.MLP(e.Task) }

// Symmetry returns the group of renumberings of that architecture's hidden units.
func (e Experiment) Symmetry() symmetry.Symmetry { return symmetry.MLPSymmetry(e.MLP()) }

// Streams returns the random streams of the starts of all methods on the pair (A, model `from`), their names between a
// prefix and a suffix: on other networks than the trained, or to another one than A.
func (e Experiment) Streams(prefix string, from int, suffix string) matching.Streams {
	return func(method string, start int) *toynets.Rand {
		return e.MatchStream(prefix+method+suffix, from, start)
	}
}

// MatchStream returns the random stream of one restart of a matcher on the pair (A, model `from`).
func (e Experiment) MatchStream(method string, from, restart int) *toynets.Rand {
	return toynets.Stream(uint64(e.MatchSeed), fmt.Sprintf("%s/%s/%d", method, measure.ModelName(from), restart))
}
