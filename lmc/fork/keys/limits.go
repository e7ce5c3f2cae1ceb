package keys

import (
	"fmt"
	"slices"

	"onebasin/lmc/lab/settings"
)

// program is what a program takes before it holds anything of an experiment, in bytes.
const program = 32 << 20

// maxProducts bounds what evaluating a plane keeps of the first layer's products, in bytes.
const maxProducts = 128 << 20

// logitRows is about how many sets of logits, of the training examples, are held where a barrier is taken apart.
const logitRows = 6

// Memory estimates the bytes that are needed at most for e by the program that conducts and by one worker: of each the
// data, trajectories and checkpoints, a batch with its gradients and Hessian products, logits and what a plane keeps;
// and as much again, which the garbage collector lets lie before it collects. Every further worker needs half as much.
func (e Experiment) Memory() int64 {
	mlp := e.MLP()
	params := int64(mlp.Params())
	trainings := int64(len(e.Forks) + 2)
	bytes := int64(e.N+e.NTest) * int64(mlp.Widths[0]+1) * 4
	bytes += trainings * params * 4 * int64(e.Snapshots()+1)
	bytes += int64(len(e.Forks)) * params * 4 * 4 // A's checkpoints, as messages and as values
	bytes += params * (4*12 + 8*4)
	for _, w := range mlp.Widths {
		bytes += int64(max(256, min(e.Batch, e.N))) * int64(w) * 4 * 9
	}
	bytes += logitRows * int64(e.N) * int64(mlp.Widths[mlp.Layers()]) * 4
	bytes += min(maxProducts, int64(e.N)*int64(mlp.Widths[1])*4*3)
	return 2 * (bytes + program)
}

// Check refuses an experiment that is too large, whose forks lie where there is no training, or that names no file
// where it is about somebody's own, before anything is allocated.
func (e Experiment) Check() error {
	for _, w := range e.Wants() {
		if err := settings.Unnamed(w); err != nil {
			return err
		}
	}
	for i, k := range e.Forks {
		switch {
		case k > e.Steps:
			return fmt.Errorf("forks names step %d, and training has %d; name earlier forks or raise steps", k, e.Steps)
		case slices.Contains(e.Forks[:i], k):
			return fmt.Errorf("forks names step %d twice", k)
		case i > 0 && k < e.Forks[i-1]:
			return fmt.Errorf("forks names step %d after step %d; put the earlier one first", k, e.Forks[i-1])
		}
	}
	return settings.Fits(e.Memory(), "n, nt, net or the number of forks")
}
