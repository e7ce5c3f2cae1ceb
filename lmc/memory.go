package lmc

import "fmt"

// MaxMemory is the most an experiment may need, in bytes: a browser's tab must
// live with it.
const MaxMemory = 1 << 30

// MaxSnapshots is how many points of a training trajectory are kept at most.
const MaxSnapshots = 61

// snapshotFloats bounds a trajectory's size.
const snapshotFloats = 2 << 20

// Memory estimates the bytes that one program needs at most for e: the data, the
// parameters of every model with its optimiser's state and trajectory, and the
// similarity matrices.
func (e Experiment) Memory() int64 {
	dim, _ := e.Shape()
	params := int64(e.MLP().Params())
	data := int64(e.N+e.NTest) * int64(dim+1) * 4
	models := int64(len(e.Seeds)) * params * 4 * int64(3+e.Snapshots())
	work := params * 4 * 12
	for _, w := range e.Net {
		work += int64(w) * int64(w) * 8 * 4
		work += int64(e.Batch) * int64(w) * 4 * 4
	}
	return data + models + work
}

// Snapshots is how many points of a trajectory are kept, at least its ends.
func (e Experiment) Snapshots() int {
	return max(2, min(MaxSnapshots, e.Steps+1, snapshotFloats/e.MLP().Params()))
}

// Check refuses an experiment that is too large, before anything is allocated.
func (e Experiment) Check() error {
	if m := e.Memory(); m > MaxMemory {
		return fmt.Errorf("this experiment would need about %d MB and at most %d MB are allowed; make n, nt, net or the number of seeds smaller",
			m>>20, int64(MaxMemory)>>20)
	}
	return nil
}
