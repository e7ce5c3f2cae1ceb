package keys

import (
	"fmt"
	"slices"

	"onebasin/lmc/lab/settings"
)

// MaxTrainings is the most trainings an experiment may take.
const MaxTrainings = 250

// program is what a program takes before it holds anything of an experiment, in bytes.
const program = 32 << 20

// Masks is how many networks B are trained at a level of pruning to compare masks: A's own for B and A, and what is
// transported.
const Masks = 7

// Trainings is how many networks are trained.
func (e Experiment) Trainings() int { return len(e.Seeds) + Masks*e.Levels }

// Memory estimates the bytes that are needed at most for e by the program that conducts and by one worker: the data,
// the checkpoints of two networks, which every row of the heat map is told, the networks of all levels and masks, what
// a batch and matching take, and as much again, which the garbage collector lets lie before it collects.
func (e Experiment) Memory() int64 {
	m := e.MLP()
	params := int64(m.Params())
	bytes := int64(e.N+e.NTest) * int64(m.Widths[0]+1) * 4
	bytes += params * 4 * int64(6*len(e.Kept())+4*len(e.Seeds)+3*Masks*e.Levels+12)
	for _, w := range m.Widths {
		bytes += int64(min(e.Batch, e.N)) * int64(w) * 4 * 3
	}
	widest := int64(slices.Max(e.Net))
	bytes += widest * widest * 8 * 4
	bytes += int64(len(e.Kept())) * widest * widest * 12 // the parts of a stacked similarity
	return 2 * (bytes + program)
}

// Check refuses an experiment that is too large, before anything is allocated.
func (e Experiment) Check() error {
	for _, w := range e.Wants() {
		if err := settings.Unnamed(w); err != nil {
			return err
		}
	}
	if n := e.Trainings(); n > MaxTrainings {
		return fmt.Errorf("this experiment would train %d networks and at most %d are allowed; make levels smaller", n,
			MaxTrainings)
	}
	return settings.Fits(e.Memory(), "n, nt, net, levels or the number of checkpoints")
}
