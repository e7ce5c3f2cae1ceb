package keys

import (
	"slices"

	"onebasin/lmc/alignment"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/matching"
)

// MaxSnapshots is how many points of a training trajectory are kept at most.
const MaxSnapshots = 61

// snapshotFloats bounds a trajectory's size.
const snapshotFloats = 2 << 20

// program is what a program takes before it holds anything of an experiment, in bytes.
const program = 40 << 20

// maxProducts bounds what evaluating a plane keeps of the first layer's products, in bytes.
const maxProducts = 128 << 20

// Memory estimates the bytes that are needed at most for e by the program that conducts and by one worker: of each the
// data, the parameters of every model with its trajectory, a trainer's batch, what a plane keeps, what singular vectors
// are compared by, the similarity matrices, what the largest search holds of every layer, and the program. Neither
// needs all of it at once; the rest is what the garbage collector lets lie before it collects. Every further worker
// needs half as much.
func (e Experiment) Memory() int64 {
	mlp := e.MLP()
	params := int64(mlp.Params())
	bytes := int64(e.N+e.NTest) * int64(mlp.Widths[0]+1) * 4
	kept := e.Snapshots()
	if e.Foreign() {
		kept = 1
	}
	bytes += int64(e.Models()) * params * 4 * int64(1+kept)
	bytes += params * 4 * 12
	bytes += params * 4 * 2 * int64(len(alignment.Gammas)) // two networks' polar factors
	for _, w := range mlp.Widths {
		bytes += int64(min(e.Batch, e.N)) * int64(w) * 4 * 3
	}
	bytes += min(maxProducts, int64(e.NTest)*int64(mlp.Widths[1])*4*3)
	widest := int64(slices.Max(e.Net))
	bytes += widest * widest * 8 * 4
	pairs, held := int64(0), int64(0)
	for _, w := range e.Net {
		pairs += int64(w) * int64(w)
	}
	for _, name := range e.Match { // one search at a time
		m, _ := matching.MatcherNamed(name)
		held = max(held, pairs*int64(m.Held))
	}
	bytes += held
	return 2 * (bytes + program)
}

// Snapshots is how many points of a trajectory are kept, at least its ends.
func (e Experiment) Snapshots() int {
	return max(2, min(MaxSnapshots, e.Steps+1, snapshotFloats/e.MLP().Params()))
}

// Check refuses an experiment that is too large, or names no files where it is about somebody's own, before anything is
// allocated.
func (e Experiment) Check() error {
	for _, w := range e.Wants() {
		if err := settings.Unnamed(w); err != nil {
			return err
		}
	}
	return settings.Fits(e.Memory(), "n, nt, net or the number of seeds")
}
