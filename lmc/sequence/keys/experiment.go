// Package keys holds the keys of the laboratory of sequences: what a link says, as values, and the table that reads and
// prints it.
package keys

import (
	"slices"

	"onebasin/lmc/lab/settings"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// Experiment is everything that changes a number. It is a plain value: two equal experiments give the same bits.
type Experiment struct {
	settings.Head
	settings.Task
	settings.Network
	settings.Training

	Checkpoints []int    // as the link has them; Kept says which there are
	Match       []string // searches; the first one's permutations are also those of pruning and of the strong claim
	Restarts    int
	MatchSeed   int
	Lambdas     int

	Levels int     // of pruning
	Prune  float64 // share of the weights left that a level takes away
	Rewind int     // step to which weights are put back
}

// Link is what a link says: the experiment, the view, and the digest that its sender saw ("" when it has none).
type Link struct {
	Experiment Experiment
	View       View
	Digest     string
}

// View is what is looked at. Found and Used are the row and the column of the heat map whose path is shown: a step, or
// one of what follows.
type View struct {
	Study, Embed, Theme, Title string
	Names, From                string // of files that are brought, and where the page finds them
	Found, Used                int
	Widths                     []float64 // of the study of many networks; the usual ones if there are none
}

// What a row, or a column, is where it is no step.
const (
	Last    = -1 // the last step
	Stacked = -2 // one permutation for all steps; of rows alone
	None    = -3 // no permutation; of rows alone
)

// Kept returns the steps of the checkpoints, ascending and each once: those of the link that training reaches, and the
// last step.
func (e Experiment) Kept() (steps []int) {
	for _, s := range e.Checkpoints {
		if s < e.Steps {
			steps = append(steps, s)
		}
	}
	steps = append(steps, e.Steps)
	slices.Sort(steps)
	return slices.Compact(steps)
}

// RewindStep is the step to which weights are put back: training may end before the one that the link names.
func (e Experiment) RewindStep() int { return min(e.Rewind, e.Steps) }

// MLP returns the shape of every network.
func (e Experiment) MLP() toynets.MLP { return e.Network.MLP(e.Task) }

// Symmetry returns the group of renumberings of that architecture's hidden units.
func (e Experiment) Symmetry() symmetry.Symmetry { return symmetry.MLPSymmetry(e.MLP()) }

// Stream returns the random stream of a purpose.
func (e Experiment) Stream(purpose string) *toynets.Rand {
	return toynets.Stream(uint64(e.MatchSeed), "sequence/"+purpose)
}
