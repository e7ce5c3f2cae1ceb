package figures

import (
	"math"

	"onebasin/lmc/measure"
)

// verdict says what a matching did to the barrier between A and B, as the result does.
func (k *known) verdict(matching string) measure.Verdict {
	if k.guessing() {
		return measure.Unlearned
	}
	before, ok := k.barrier("none")
	after, both := k.barrier(matching)
	if !ok || !both {
		return measure.Unknown
	}
	return measure.Judge(before, after)
}

// guessing reports whether A or B learnt nothing.
func (k *known) guessing() bool {
	c := k.curve("none")
	if c == nil || k.setup == nil || len(c.TrainLoss) == 0 {
		return false
	}
	worst := math.Max(c.TrainLoss[0], c.TrainLoss[len(c.TrainLoss)-1])
	return measure.Finite(worst) && !measure.Learnt(worst, k.setup.Classes)
}
