package chart

import "sort"

// Film is a training step by step: Steps rise, and Said has a sentence for each. There is none where it has no steps.
type Film struct {
	Steps []float64
	Said  []string
}

// At returns the last of the steps that is not after one that is asked for, the first where all are.
func (f Film) At(step float64) int {
	return max(0, sort.Search(len(f.Steps), func(i int) bool { return f.Steps[i] > step })-1)
}
