package firstpage

import (
	"slices"
	"strconv"
)

// Init names the parting before the first step: B has other first weights, too.
const Init = "init"

// Shown returns the name of the parting that a step asks for: Init below 0, or the fork nearest to it, the earlier of
// two. Sentence, figures, studies and command all show this one.
func Shown(forks []int, step int) string {
	if step < 0 || len(forks) == 0 {
		return Init
	}
	return strconv.Itoa(slices.MinFunc(forks, func(a, b int) int { return max(a-step, step-a) - max(b-step, step-b) }))
}
