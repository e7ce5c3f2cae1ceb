package training

import (
	"fmt"
	"slices"

	"onebasin/lmc/measure"
)

// Divergence says that training ended at a step, the last if it is negative, for its numbers had no end, and what to
// try: a tenth of the learning rate (our rule of thumb).
func Divergence(step int, rate float64) string {
	at := "at the last step"
	if step >= 0 {
		at = fmt.Sprintf("at step %d", step)
	}
	return fmt.Sprintf("training diverged %s; try lr=%.2g", at, rate/10)
}

// Finite reports whether all parameters are.
func Finite(theta []float32) bool {
	return !slices.ContainsFunc(theta, func(x float32) bool { return !measure.Finite(float64(x)) })
}
