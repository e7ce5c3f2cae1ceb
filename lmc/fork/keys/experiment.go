// Package keys holds the keys of the laboratory of partings: what a link says, as values, and the table that reads and
// prints it.
package keys

import (
	"strconv"

	"onebasin/lmc/fork/firstpage"
	"onebasin/lmc/lab/settings"
	"onebasin/toynets"
)

// Experiment is everything that changes a number. It is a plain value: two equal experiments give the same bits.
type Experiment struct {
	settings.Head
	settings.Task
	settings.Network
	settings.Training
	Forks     []int // steps k after which B leaves A's training
	MatchSeed int
	Lambdas   int
}

// Link is what a link says: the experiment, the view, and the digest that its sender saw ("" when it has none).
type Link struct {
	Experiment Experiment
	View       View
	Digest     string
}

// View is what is looked at.
type View struct {
	Fork                       int     // step of the fork shown, or nearest to it; below 0 init
	Mode                       string  // of the plane
	Turn, Tilt                 float64 // of its surface, degrees
	Step                       int     // of training at which the descents are shown, −1 for the end
	Hikers                     Hikers
	Study, Embed, Theme, Title string
	Names, From                string // of files that are brought, and where the page finds them
}

// Hikers is which pair goes down the mountain of two parameters, from where, and after which steps it parts: in one
// picture early, in the other late.
type Hikers struct {
	Pair, Early, Late int
	X, Y              float64
}

// What is drawn of the mountain: |x| up to HikersX, and y from HikersLow to HikersHigh.
const (
	HikersX, HikersLow, HikersHigh = 2.2, -2.8, 1.8
	maxPair                        = 200
)

// Init names the parting before the first step: B has other first weights, too.
const Init = firstpage.Init

// MLP returns the architecture of every model.
func (e Experiment) MLP() toynets.MLP { return e.Network.MLP(e.Task) }

// Partings are the names of what is compared: every fork's step, then init, which is always computed.
func (e Experiment) Partings() (names []string) {
	for _, k := range e.Forks {
		names = append(names, strconv.Itoa(k))
	}
	return append(names, Init)
}

// Shown returns the name of the parting that l shows.
func (l Link) Shown() string { return firstpage.Shown(l.Experiment.Forks, l.View.Fork) }

// MaxSnapshots is how many points of a trajectory are kept at most beside the forks.
const MaxSnapshots = 41

// snapshotFloats bounds the size of all trajectories together.
const snapshotFloats = 8 << 20

// Snapshots is how many points of a trajectory are kept, at least its ends.
func (e Experiment) Snapshots() int {
	return max(2, min(MaxSnapshots, e.Steps+1, snapshotFloats/(e.MLP().Params()*(len(e.Forks)+2))))
}

// SnapshotSteps are the steps at which every training keeps its parameters: at equal distances, ends included.
func (e Experiment) SnapshotSteps() (steps []int) {
	n := e.Snapshots()
	for k := range n {
		if s := k * e.Steps / (n - 1); len(steps) == 0 || s > steps[len(steps)-1] {
			steps = append(steps, s)
		}
	}
	return steps
}

// Stream returns the random numbers of something that is drawn after training, by its name.
func (e Experiment) Stream(name string) *toynets.Rand {
	return toynets.Stream(uint64(e.MatchSeed), "fork/"+name)
}
